package dev.glissade.study;

import dev.glissade.config.LearningRateSettings.Scaling;
import dev.glissade.report.Axis;
import dev.glissade.report.Chart;
import dev.glissade.report.Mark;
import dev.glissade.report.Point;
import dev.glissade.report.Series;
import dev.glissade.statistics.CriticalBatchSize;
import dev.glissade.statistics.Interval;
import dev.glissade.statistics.StepsToTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The charts of a study of scaling.
 *
 * @param grid what was measured
 * @param fit to it
 */
record ScalingCharts(ScalingGrid grid, Optional<CriticalBatchSize> fit) {

    ScalingCharts(ScalingGrid grid) {
        this(grid, grid.fit());
    }

    Chart stepsByBatch() {
        Chart chart = Chart.of(
                        "steps-by-batch-size",
                        "Steps to the target",
                        Axis.logarithmic("batch size, in rows"),
                        Axis.logarithmic("steps to the target"))
                .withCaption(
                        "Typical steps of the seeds, with 95 % intervals. A straight fall is perfect scaling: twice the batch, half the"
                                + " steps. Where a rule's line leaves that of the best rates, the rule ends. The best rates were chosen by"
                                + " other seeds than these.")
                .with(Series.line("best rate of the grid", points(grid.best(), steps -> 1)));
        for (Map.Entry<Scaling, List<Steps>> rule : grid.rules().entrySet()) {
            List<StepsToTarget> usable = ScalingGrid.ruled(rule.getValue()).stream()
                    .filter(StepsToTarget::isUsable)
                    .toList();
            chart = chart.with(Series.line(name(rule.getKey()), points(usable, steps -> 1)));
        }
        if (fit.isPresent()) {
            chart = chart.with(Series.plainLine("fit Smin·(1 + B/b)", fitted()).withDashes());
        }
        return marked(chart);
    }

    private Chart marked(Chart plain) {
        Chart chart = plain;
        if (fit.isPresent() && Double.isFinite(fit.get().criticalBatchSize().estimate())) {
            chart = chart.with(Mark.vertical(fit.get().criticalBatchSize().estimate(), "critical batch size"));
        }
        for (Map.Entry<String, Double> noise : grid.noise().entrySet()) {
            chart = chart.with(Mark.vertical(noise.getValue(), "noise scale, " + noise.getKey()));
        }
        return chart;
    }

    private static String name(Scaling rule) {
        return switch (rule) {
            case LINEAR -> "linear rule";
            case SQRT -> "square root rule";
            case ADASCALE -> "AdaScale";
            case NONE -> "one rate";
        };
    }

    /** Steps by batch size, each times a factor of that. */
    private static List<Point> points(List<StepsToTarget> all, ToDoubleFunction<StepsToTarget> factor) {
        return all.stream()
                .map(steps -> point((double) steps.batchSize(), steps, factor.applyAsDouble(steps)))
                .toList();
    }

    private static Point point(double x, StepsToTarget steps, double factor) {
        Optional<Interval> interval = steps.interval();
        return new Point(
                x,
                factor * steps.typical(),
                interval.map(of -> factor * of.low()).orElse(Double.NaN),
                interval.map(of -> factor * of.high()).orElse(Double.NaN));
    }

    private List<Point> fitted() {
        double least = fit.orElseThrow().minimumSteps().estimate();
        double critical = fit.orElseThrow().criticalBatchSize().estimate();
        List<Point> points = new ArrayList<>();
        long first = grid.grid().get(0).batchSize();
        long last = grid.grid().get(grid.grid().size() - 1).batchSize();
        int count = 60;
        for (int i = 0; i <= count; i++) {
            double b = first * StrictMath.pow((double) last / first, (double) i / count);
            points.add(Point.of(b, least * (1 + critical / b)));
        }
        return points;
    }

    Chart epochsByBatch() {
        double rows = grid.reference().rows();
        return marked(Chart.of(
                        "epochs-by-batch-size",
                        "Epochs to the target",
                        Axis.logarithmic("batch size, in rows"),
                        Axis.logarithmic("epochs to the target: rows visited, in units of the table"))
                .withCaption(
                        "What larger batches cost: flat where each row does as much as in small ones, rising in proportion where rows"
                                + " are wasted.")
                .with(Series.line("best rate of the grid", points(grid.best(), steps -> steps.batchSize() / rows))));
    }

    Chart tradeOff() {
        double rows = grid.reference().rows();
        List<Point> measured = grid.best().stream()
                .map(steps -> Point.of(steps.typical(), steps.typical() * steps.batchSize() / rows))
                .toList();
        Chart chart = Chart.of(
                        "steps-against-epochs",
                        "What a step saved costs in epochs",
                        Axis.logarithmic("steps to the target"),
                        Axis.logarithmic("epochs to the target"))
                .withCaption(
                        "One point a batch size, at its best rate; small batches to the right, large ones above. The dashed line is"
                                + " (S/Smin − 1)(E/Emin − 1) = 1.")
                .with(Series.markers("measured", measured));
        if (fit.isPresent()) {
            List<Point> line = fitted().stream()
                    .map(point -> Point.of(point.y(), point.y() * point.x() / rows))
                    .toList();
            chart = chart.with(Series.plainLine("fit", line).withDashes());
        }
        return chart;
    }

    Chart bestRates() {
        List<Point> best = new ArrayList<>();
        grid.grid()
                .forEach(steps ->
                        steps.bestRate().ifPresent(rate -> best.add(Point.of((double) steps.batchSize(), rate))));
        Chart chart = Chart.of(
                        "best-rates",
                        "The best learning rate of each batch size",
                        Axis.logarithmic("batch size, in rows"),
                        Axis.logarithmic("learning rate"))
                .withCaption(
                        "The rate of the grid with the fewest steps, and what the rules make of that of the smallest batch size. 2/L is"
                                + " where steps without noise cease to be stable, L the curvature at the start and at the minimum.")
                .with(Series.line("best rate of the grid", best));
        for (Scaling rule : List.of(Scaling.LINEAR, Scaling.SQRT)) {
            if (grid.rules().containsKey(rule)) {
                chart = chart.with(Series.plainLine(name(rule), predicted(rule)).withDashes());
            }
        }
        return chart.with(Mark.horizontal(2 / grid.reference().startSmoothness(), "2/L at the start"))
                .with(Mark.horizontal(2 / grid.reference().smoothness(), "2/L at the minimum"));
    }

    private List<Point> predicted(Scaling rule) {
        return grid.rules().get(rule).stream()
                .map(steps -> Point.of(
                        (double) steps.batchSize(),
                        grid.rate(rule, steps.outcomes().get(0))))
                .toList();
    }

    Chart stepsByRate() {
        Chart chart = Chart.of(
                        "steps-by-rate",
                        "Steps to the target by learning rate",
                        Axis.logarithmic("learning rate"),
                        Axis.logarithmic("steps to the target"))
                .withCaption(
                        "One line a batch size, of the rates at which most seeds met the target, with 95 % intervals where all did. The"
                                + " lowest point of a line is its best rate; a line that ends on the right met a rate at which runs diverge, or"
                                + " wander.");
        for (Steps steps : grid.grid()) {
            List<Point> points = steps.rates().stream()
                    .filter(rate -> steps.at(rate).isUsable())
                    .map(rate -> point(rate, steps.at(rate), 1))
                    .toList();
            chart = chart.with(Series.line("b = %,d".formatted(steps.batchSize()), points));
        }
        return chart.with(Mark.vertical(2 / grid.reference().startSmoothness(), "2/L at the start"));
    }

    private String metricName() {
        return grid.reference().metric().isEmpty() ? "metric" : grid.reference().metric();
    }

    Chart metrics() {
        return Chart.of(
                        "metric-by-batch-size",
                        "%s at the target, on training and test rows".formatted(metricName()),
                        Axis.logarithmic("batch size, in rows"),
                        Axis.linear(metricName() + ", without a unit"))
                .withCaption(
                        "Means over the seeds that met the target at the best rate, with 95 % intervals. A generalisation gap that grows with"
                                + " the batch would show as lines that part.")
                .with(Series.line("training rows", metric(Outcome::metric)))
                .with(Series.line("test rows", metric(Outcome::testMetric)));
    }

    private List<Point> metric(ToDoubleFunction<Outcome> of) {
        List<Point> points = new ArrayList<>();
        for (Steps steps : grid.chosen()) {
            Interval mean = steps.mean(of);
            points.add(new Point((double) steps.batchSize(), mean.estimate(), mean.low(), mean.high()));
        }
        return points;
    }
}
