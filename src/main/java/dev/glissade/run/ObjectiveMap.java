package dev.glissade.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.gradient.GradientRequest;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.ValueRequest;
import dev.glissade.gradient.ValueSum;
import dev.glissade.linalg.DenseVector;
import dev.glissade.penalty.Penalty;
import dev.glissade.report.Grid;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.Sampling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The objective F over a rectangle of two parameters that holds the path of a run, as {@code objective.json} has it.
 *
 * @param parameters names of both
 * @param grid F, for parameters on the scale of the features as they were read
 * @param rows that F was taken over: all, or a sample of a large table
 */
record ObjectiveMap(List<String> parameters, Grid grid, long rows) {

    static final String NAME = "objective.json";

    /** Values along each side. */
    private static final int SIDE = 41;

    /** Of the path's extent, on each side of it. */
    private static final double MARGIN = 0.25;

    /** Points to a job. */
    private static final int OF_A_JOB = 421;

    /** Of larger tables a sample of so many rows shows the same. */
    private static final long MOST_ROWS = 50_000;

    ObjectiveMap {
        parameters = List.copyOf(parameters);
    }

    /**
     * What the values are taken from.
     *
     * @param data the training set
     * @param penalty on the parameters of the training
     * @param toTraining parameters of the training, from those for the features as they were read
     */
    record Origin(GradientSource data, Penalty penalty, UnaryOperator<DenseVector> toTraining) {

        private Batch rows() {
            return data.rows() <= MOST_ROWS
                    ? data.allRows()
                    : new Sampling(Sampling.Mode.WITHOUT_REPLACEMENT, 0).batch(0, 0, MOST_ROWS, data.rows());
        }

        private List<Double> objectives(Batch rows, List<DenseVector> points) {
            List<GradientRequest> requests = new ArrayList<>();
            points.forEach(point -> requests.add(new ValueRequest(rows, point)));
            var answers = data.answer(requests);
            return IntStream.range(0, points.size())
                    .mapToObj(i -> {
                        ValueSum sum = (ValueSum) answers.get(i);
                        return sum.loss() / sum.weight() + penalty.value(points.get(i));
                    })
                    .toList();
        }
    }

    /**
     * Works it out, in four jobs.
     *
     * @param path parameters that the rectangle is to hold, finite, at least one
     * @param check is run before each job; fails if there is to be none
     */
    static ObjectiveMap around(List<DenseVector> path, List<String> parameters, Origin origin, Runnable check) {
        List<Double> xs = side(path, 0);
        List<Double> ys = side(path, 1);
        List<DenseVector> points = new ArrayList<>();
        for (double y : ys) {
            for (double x : xs) {
                points.add(origin.toTraining().apply(DenseVector.of(x, y)));
            }
        }
        Batch rows = origin.rows();
        List<Double> values = new ArrayList<>();
        for (int from = 0; from < points.size(); from += OF_A_JOB) {
            check.run();
            values.addAll(origin.objectives(rows, points.subList(from, Math.min(from + OF_A_JOB, points.size()))));
        }
        return new ObjectiveMap(parameters, new Grid(xs, ys, values), rows.size());
    }

    /** From below the least value on the path to above the greatest; a path that stands still gets a width too. */
    private static List<Double> side(List<DenseVector> path, int parameter) {
        double least = path.stream().mapToDouble(at -> at.get(parameter)).min().orElseThrow();
        double greatest =
                path.stream().mapToDouble(at -> at.get(parameter)).max().orElseThrow();
        double size = Math.max(Math.abs(least), Math.abs(greatest));
        double extent = greatest - least > 1e-6 * size ? greatest - least : size > 0 ? size : 1;
        double from = least - MARGIN * extent;
        double to = greatest + MARGIN * extent;
        return IntStream.range(0, SIDE)
                .mapToObj(i -> from + (to - from) * i / (SIDE - 1))
                .toList();
    }

    /** The content of the file. */
    String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("parameters", parameters);
        fields.put("first", grid.xs());
        fields.put("second", grid.ys());
        fields.put("objective", grid.values().stream().map(Json::number).toList());
        fields.put("rows", rows);
        return Json.line(fields) + "\n";
    }

    /** @throws IllegalArgumentException if that is not the content of such a file */
    static ObjectiveMap of(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.path("parameters").forEach(name -> names.add(name.asText()));
        if (names.size() != 2) {
            throw new IllegalArgumentException("%d parameters in place of two".formatted(names.size()));
        }
        Grid grid = new Grid(
                RecordedRun.numbers(json.path("first")),
                RecordedRun.numbers(json.path("second")),
                RecordedRun.numbers(json.path("objective")));
        return new ObjectiveMap(names, grid, json.path("rows").asLong());
    }
}
