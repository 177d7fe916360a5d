package dev.glissade.study;

import dev.glissade.report.Axis;
import dev.glissade.report.Chart;
import dev.glissade.report.Mark;
import dev.glissade.report.Point;
import dev.glissade.report.Series;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.statistics.Interval;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The charts of a study of the gradient's noise, of one place each. */
final class NoiseCharts {

    /** Of a formula's line, up to half of the table. */
    private static final int POINTS = 16;

    /** How often the rest of it is halved. */
    private static final int LAST_HALVES = 6;

    /** Of batch size, by which the series of a chart stand apart. */
    private static final double APART = 1.08;

    private NoiseCharts() {}

    static Chart variances(NoisePlace place) {
        Chart chart = Chart.of(
                        "variance-" + id(place),
                        "Variance of the gradient against batch size, " + place.name(),
                        Axis.logarithmic("batch size, in rows"),
                        Axis.logarithmic("variance, summed over parameters"))
                .withCaption(
                        "Markers are mean squared distances to the exact gradient, with 95 % intervals; dashed lines are the formulas, the same without"
                                + " replacement and in epochs. Where"
                                + " the lines cross |G|², noise is as long as the gradient: at the noise scale.");
        for (Mode mode : Mode.values()) {
            chart = chart.with(Series.markers(
                    name(mode),
                    place.of(mode).stream()
                            .map(point -> marker(point, (double) point.batchSize(), 1))
                            .toList()));
        }
        for (Mode mode : List.of(Mode.WITH_REPLACEMENT, Mode.WITHOUT_REPLACEMENT, Mode.BERNOULLI)) {
            chart = chart.with(
                    Series.plainLine("formula " + name(mode).replace(" replacement", ""), formula(place, mode))
                            .withDashes()
                            .inColorOf(name(mode)));
        }
        return chart.with(Mark.horizontal(place.squaredNorm(), "|G|²"))
                .with(Mark.vertical(place.scale(), "noise scale"));
    }

    private static Point marker(NoisePoint point, double x, double unit) {
        Interval variance = point.variance();
        return new Point(x, variance.estimate() / unit, variance.low() / unit, variance.high() / unit);
    }

    /** Coarse, so that dashes show; finer towards the end of the table, where three of the four fall to 0. */
    private static List<Point> formula(NoisePlace place, Mode mode) {
        long rows = place.exact().rows();
        SortedSet<Long> sizes = new TreeSet<>();
        for (int i = 0; i <= POINTS; i++) {
            sizes.add(Math.round(StrictMath.pow(rows / 2.0, (double) i / POINTS)));
        }
        for (long left = rows / 2; left > rows >> LAST_HALVES; left /= 2) {
            sizes.add(rows - left);
        }
        sizes.add(rows);
        return sizes.stream()
                .map(size -> Point.of((double) size, place.exact().variance(mode, size)))
                .toList();
    }

    static Chart ratios(NoisePlace place) {
        Chart chart = Chart.of(
                        "ratio-" + id(place),
                        "Measured variance over its formula, " + place.name(),
                        Axis.logarithmic("batch size, in rows"),
                        Axis.linear("measured / formula"))
                .withCaption(
                        "With 95 % intervals, of which one in twenty should miss 1. The four stand a little apart to be told from"
                                + " each other; their batch sizes are the same.");
        Mode[] modes = Mode.values();
        for (int i = 0; i < modes.length; i++) {
            double apart = StrictMath.pow(APART, i - (modes.length - 1) / 2.0);
            chart = chart.with(Series.markers(
                    name(modes[i]),
                    place.of(modes[i]).stream()
                            .filter(point -> place.expected(point) > 0)
                            .map(point -> marker(point, point.batchSize() * apart, place.expected(point)))
                            .toList()));
        }
        return chart.with(Mark.horizontal(1, "the formula"));
    }

    /** A way of sampling, in words. */
    static String name(Mode mode) {
        return switch (mode) {
            case EPOCH_SHUFFLE -> "epoch shuffle";
            case WITHOUT_REPLACEMENT -> "without replacement";
            case WITH_REPLACEMENT -> "with replacement";
            case BERNOULLI -> "Bernoulli";
        };
    }

    private static String id(NoisePlace place) {
        return place.name().replaceAll("[^A-Za-z0-9]+", "-");
    }
}
