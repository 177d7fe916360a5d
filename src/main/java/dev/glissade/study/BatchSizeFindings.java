package dev.glissade.study;

import dev.glissade.config.Configuration;
import dev.glissade.report.Axis;
import dev.glissade.report.Chart;
import dev.glissade.report.Part;
import dev.glissade.report.Point;
import dev.glissade.report.Section;
import dev.glissade.report.Series;
import dev.glissade.run.Json;
import dev.glissade.statistics.Interval;
import dev.glissade.statistics.Sample;
import dev.glissade.study.Outcome.Look;
import dev.glissade.study.Outcome.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The table, the verdicts and the report of a study of batch sizes.
 *
 * @param configuration of the runs
 * @param reference what they are held against
 * @param sizes outcomes of each batch size, ascending
 * @param seconds of a step alone, by batch size
 */
record BatchSizeFindings(
        Configuration configuration, Reference reference, List<Steps> sizes, Map<Long, Double> seconds) {

    private static final List<String> COLUMNS = List.of(
            "batchSize",
            "seed",
            "learningRate",
            "status",
            "stepsToTarget",
            "epochsToTarget",
            "secondsToTarget",
            "finalObjective",
            "neighbourhood",
            "testMetric");

    /** What a chart has along its first axis. */
    private record Along(String id, Axis axis, String words) {}

    private static final List<Along> AXES = List.of(
            new Along("steps", Axis.linear("steps"), "steps"),
            new Along("epochs", Axis.logarithmic("epochs: rows visited, in units of the table"), "epochs"),
            new Along("seconds", Axis.linear("seconds, of steps taken alone"), "seconds"));

    /** Digits to which the minimum is known, for all that is held against it. */
    private static final double KNOWN = 1e-12;

    /** Of a distance there are fewer: the objective grows with its square. */
    private static final double DISTANCE_KNOWN = 1e-8;

    Findings findings() {
        String line = "%s; %,d rows, minimum %s"
                .formatted(configuration.data().train(), reference.rows(), Verdict.number(reference.optimum()));
        return new Findings(COLUMNS, rows(), verdicts(), line, sections());
    }

    private List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        for (Steps size : sizes) {
            for (Outcome outcome : size.outcomes()) {
                boolean met = outcome.stepsToTarget().isPresent();
                List<Object> row = new ArrayList<>();
                row.add(outcome.batchSize());
                row.add(outcome.seed());
                row.add(outcome.rate());
                row.add(outcome.status().word());
                row.add(met ? outcome.steps() : null);
                row.add(met ? outcome.epochs() : null);
                row.add(met ? outcome.steps() * seconds.get(outcome.batchSize()) : null);
                row.add(outcome.objective());
                row.add(outcome.tail());
                row.add(outcome.testMetric());
                rows.add(row);
            }
        }
        return rows;
    }

    private Map<String, Object> verdicts() {
        Map<String, Object> verdicts = new LinkedHashMap<>();
        verdicts.put("rows", reference.rows());
        verdicts.put("optimum", reference.optimum());
        verdicts.put("target", reference.target());
        List<Map<String, Object>> each = new ArrayList<>();
        for (Steps size : sizes) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("batchSize", size.batchSize());
            fields.put("neighbourhood", Verdict.json(mean(size, Outcome::tail)));
            fields.put("excess", Verdict.json(mean(size, outcome -> outcome.objective() - reference.optimum())));
            fields.put("diverged", count(size, Status.DIVERGED));
            fields.put("secondsPerStep", Json.number(seconds.get(size.batchSize())));
            each.add(fields);
        }
        verdicts.put("batchSizes", each);
        return verdicts;
    }

    /** Over the seeds; of a run that diverged nothing is known. */
    private static Interval mean(Steps size, ToDoubleFunction<Outcome> of) {
        double[] values = size.outcomes().stream()
                .mapToDouble(of)
                .filter(Double::isFinite)
                .toArray();
        return values.length == 0
                ? new Interval(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : Sample.of(values).meanInterval();
    }

    private List<Section> sections() {
        List<Part> objectives = new ArrayList<>();
        List<Part> distances = new ArrayList<>();
        for (Along along : AXES) {
            objectives.add(new Part.Drawing(chart(
                    along,
                    "objective",
                    "Objective above its minimum",
                    Axis.logarithmic("objective above its minimum, F − F*")
                            .from(KNOWN * (reference.start() - reference.optimumLooked())),
                    look -> look.objective() - reference.optimumLooked())));
            distances.add(new Part.Drawing(chart(
                    along,
                    "distance",
                    "Distance to the minimiser",
                    Axis.logarithmic("distance to the minimiser, ‖w − w*‖").from(DISTANCE_KNOWN * farthest()),
                    Look::distance)));
        }
        return List.of(
                new Section("Where runs end", List.of(keyFigures(), statuses(), new Part.Drawing(neighbourhoods()))),
                new Section("The objective on the way", objectives),
                new Section("The distance on the way", distances));
    }

    private Part keyFigures() {
        List<Part.KeyFigure> figures = new ArrayList<>();
        for (Steps size : sizes) {
            figures.add(new Part.KeyFigure(
                    "mean ‖w − w*‖² over the last half, b = %,d".formatted(size.batchSize()),
                    Verdict.text(mean(size, Outcome::tail))));
        }
        return new Part.KeyFigures(figures);
    }

    /** The figures are of the runs that did not diverge. */
    private Part statuses() {
        List<List<String>> rows = new ArrayList<>();
        for (Steps size : sizes) {
            List<String> row = new ArrayList<>(List.of("%,d".formatted(size.batchSize())));
            for (Status status : Status.values()) {
                row.add(Long.toString(count(size, status)));
            }
            rows.add(row);
        }
        return new Part.Table(
                List.of("batch size", "runs that met the target", "did not", "diverged, left out of all figures"),
                rows);
    }

    private static long count(Steps size, Status status) {
        return size.outcomes().stream()
                .filter(outcome -> outcome.status() == status)
                .count();
    }

    private Chart neighbourhoods() {
        List<Point> measured = new ArrayList<>();
        for (Steps size : sizes) {
            Interval mean = mean(size, Outcome::tail);
            measured.add(new Point((double) size.batchSize(), mean.estimate(), mean.low(), mean.high()));
        }
        Point through = lastOfPart(measured);
        List<Point> inverse = measured.stream()
                .map(point -> Point.of(point.x(), through.y() * through.x() / point.x()))
                .toList();
        return Chart.of(
                        "neighbourhood",
                        "The neighbourhood that runs end in",
                        Axis.logarithmic("batch size, in rows"),
                        Axis.logarithmic("mean ‖w − w*‖² over the last half of the steps")
                                .from(DISTANCE_KNOWN * farthest() * DISTANCE_KNOWN * farthest()))
                .withCaption(
                        "At a constant rate the noise of the gradient holds a run off the minimiser. Its variance is that of a row over"
                                + " the batch size, and so is the neighbourhood's: the dashed line, through the largest batch that is not all rows."
                                + " A small batch may lie above it: there the noise of the curvature adds to that of the gradient. A batch of all rows,"
                                + " none of them twice, has no noise; where its neighbourhood is below the digits to which the"
                                + " minimiser is known it is not drawn.")
                .with(Series.line("measured, mean over the seeds", measured))
                .with(Series.plainLine("∝ 1/b", inverse).withDashes());
    }

    /** The largest batch of a part of the rows; of all rows, if there is no other. */
    private Point lastOfPart(List<Point> measured) {
        return measured.stream()
                .filter(point -> point.x() < reference.rows())
                .reduce((one, other) -> other)
                .orElse(measured.get(measured.size() - 1));
    }

    private Chart chart(Along along, String id, String title, Axis axis, ToDoubleFunction<Look> height) {
        Chart chart = Chart.of(
                        "%s-by-%s".formatted(id, along.id()),
                        "%s, by %s".formatted(title, along.words()),
                        along.axis(),
                        axis)
                .withCaption(
                        "One line a batch size, of its first seed; it ends where it falls below the digits to which the minimum is"
                                + " known.");
        for (Steps size : sizes) {
            Outcome shown = size.outcomes().get(0);
            List<Point> points = shown.path().stream()
                    .map(look -> Point.of(across(along, look, size.batchSize()), height.applyAsDouble(look)))
                    .toList();
            chart = chart.with(Series.plainLine("b = %,d".formatted(size.batchSize()), points));
        }
        return chart;
    }

    private double farthest() {
        return sizes.stream()
                .flatMap(size -> size.outcomes().stream())
                .flatMap(outcome -> outcome.path().stream())
                .mapToDouble(Look::distance)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    private double across(Along along, Look look, long batchSize) {
        return switch (along.id()) {
            case "steps" -> (double) look.step();
            case "epochs" -> look.epoch();
            default -> look.step() * seconds.get(batchSize);
        };
    }
}
