package dev.glissade.study;

import dev.glissade.report.Axis;
import dev.glissade.report.Chart;
import dev.glissade.report.Point;
import dev.glissade.report.Series;
import dev.glissade.statistics.Interval;
import dev.glissade.study.Outcome.Look;
import dev.glissade.study.Outcome.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The charts of a study of batch sizes.
 *
 * @param reference what the runs are held against
 * @param sizes outcomes of each batch size, ascending
 * @param seconds of a step alone, by batch size
 */
record BatchSizeCharts(Reference reference, List<Steps> sizes, Map<Long, Double> seconds) {

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

    /** Against steps, epochs and seconds. */
    List<Chart> objectives() {
        Axis axis = Axis.logarithmic("objective above its minimum, F − F*")
                .from(KNOWN * (reference.start() - reference.optimumLooked()));
        return AXES.stream()
                .map(along -> chart(
                        along,
                        "objective",
                        "Objective above its minimum",
                        axis,
                        look -> look.objective() - reference.optimumLooked()))
                .toList();
    }

    /** Against steps, epochs and seconds. */
    List<Chart> distances() {
        Axis axis = Axis.logarithmic("distance to the minimiser, ‖w − w*‖").from(DISTANCE_KNOWN * farthest());
        return AXES.stream()
                .map(along -> chart(along, "distance", "Distance to the minimiser", axis, Look::distance))
                .toList();
    }

    Chart neighbourhoods() {
        List<Point> measured = new ArrayList<>();
        for (Steps size : sizes) {
            Interval mean = size.meanOfEnded(Outcome::tail);
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
                        "One line a batch size: the median of the seeds; shaded, from the least of them to the greatest. It ends where it falls"
                                + " below the digits to which the minimum is known.");
        for (Steps size : sizes) {
            chart = chart.with(Series.band("b = %,d".formatted(size.batchSize()), course(along, size, axis, height)));
        }
        return chart;
    }

    /** Of the runs that did not diverge, at the steps at which all of them were looked at; of all, where each of them did. */
    private List<Point> course(Along along, Steps size, Axis axis, ToDoubleFunction<Look> height) {
        List<Outcome> ended = size.outcomes().stream()
                .filter(outcome -> outcome.status() != Status.DIVERGED)
                .toList();
        List<Outcome> shown = ended.isEmpty() ? size.outcomes() : ended;
        SortedMap<Long, List<Look>> looks = new TreeMap<>();
        shown.stream()
                .flatMap(outcome -> outcome.path().stream())
                .forEach(look -> looks.computeIfAbsent(look.step(), first -> new ArrayList<>())
                        .add(look));
        return looks.values().stream()
                .filter(seeds -> seeds.size() == shown.size())
                .map(seeds -> middle(
                        middle(seeds, look -> across(along, look, size.batchSize())),
                        seeds.stream().mapToDouble(height).sorted().toArray(),
                        axis.least()))
                .toList();
    }

    /** NaN sorts last, so that the median of runs of which most are not finite is a gap. */
    private static Point middle(double x, double[] heights, double least) {
        return new Point(x, median(heights), Math.max(least, heights[0]), heights[heights.length - 1]);
    }

    private static double middle(List<Look> looks, ToDoubleFunction<Look> of) {
        return median(looks.stream().mapToDouble(of).sorted().toArray());
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
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
