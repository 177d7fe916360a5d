package dev.glissade.study;

import dev.glissade.config.Configuration;
import dev.glissade.config.LearningRateSettings.Scaling;
import dev.glissade.report.Axis;
import dev.glissade.report.Chart;
import dev.glissade.report.Mark;
import dev.glissade.report.Part;
import dev.glissade.report.Point;
import dev.glissade.report.Section;
import dev.glissade.report.Series;
import dev.glissade.run.Json;
import dev.glissade.statistics.CriticalBatchSize;
import dev.glissade.statistics.Interval;
import dev.glissade.statistics.NoiseAverage;
import dev.glissade.statistics.PerfectScaling;
import dev.glissade.statistics.Sample;
import dev.glissade.statistics.StepsToTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/** The table, the verdicts and the report of a study of scaling. */
final class ScalingFindings {

    private static final List<String> COLUMNS = List.of(
            "batchSize",
            "learningRate",
            "rule",
            "seed",
            "status",
            "stepsToTarget",
            "epochsToTarget",
            "secondsToTarget",
            "finalObjective",
            "trainMetric",
            "testMetric");

    private static final String GRID = "grid";

    private final Configuration configuration;
    private final ScalingGrid grid;
    private final Optional<CriticalBatchSize> fit;
    private final Optional<PerfectScaling> perfect;

    ScalingFindings(Configuration configuration, ScalingGrid grid) {
        this.configuration = configuration;
        this.grid = grid;
        this.fit = grid.fit();
        this.perfect = grid.perfect();
    }

    Findings findings() {
        String line = "%s; target %s on %,d rows, from %s, minimum %s"
                .formatted(
                        configuration.data().train(),
                        Verdict.number(grid.reference().target()),
                        grid.reference().looked(),
                        Verdict.number(grid.reference().start()),
                        Verdict.number(grid.reference().optimumLooked()));
        return new Findings(COLUMNS, rows(), verdicts(), line, sections());
    }

    private List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        grid.grid().forEach(steps -> steps.outcomes().forEach(outcome -> rows.add(row(GRID, outcome))));
        grid.rules()
                .forEach((rule, all) ->
                        all.forEach(steps -> steps.outcomes().forEach(outcome -> rows.add(row(rule.word(), outcome)))));
        return rows;
    }

    private List<Object> row(String rule, Outcome outcome) {
        boolean met = outcome.stepsToTarget().isPresent();
        List<Object> row = new ArrayList<>();
        row.add(outcome.batchSize());
        row.add(outcome.rate());
        row.add(rule);
        row.add(outcome.seed());
        row.add(outcome.status().word());
        row.add(met ? outcome.steps() : null);
        row.add(met ? outcome.epochs() : null);
        row.add(met ? outcome.steps() * grid.seconds().get(outcome.batchSize()) : null);
        row.add(outcome.objective());
        row.add(outcome.metric());
        row.add(outcome.testMetric());
        return row;
    }

    private Map<String, Object> verdicts() {
        Map<String, Object> verdicts = new LinkedHashMap<>();
        verdicts.put("rows", grid.reference().rows());
        verdicts.put("target", grid.reference().target());
        verdicts.put("targetRows", grid.reference().looked());
        verdicts.put(
                "minimumSteps", fit.map(of -> Verdict.json(of.minimumSteps())).orElse(null));
        verdicts.put(
                "minimumEpochs", fit.map(of -> Verdict.json(of.minimumEpochs())).orElse(null));
        verdicts.put(
                "criticalBatchSize",
                fit.map(of -> Verdict.json(of.criticalBatchSize())).orElse(null));
        verdicts.put("bend", fit.map(of -> of.bend().name()).orElse(null));
        verdicts.put(
                "misfit",
                fit.flatMap(of -> of.misfit().stream().boxed().findFirst()).orElse(null));
        verdicts.put(
                "largestDeviation", fit.map(CriticalBatchSize::largestDeviation).orElse(null));
        Map<String, Object> holds = new LinkedHashMap<>();
        grid.rules().keySet().forEach(rule -> holds.put(rule.word(), boxed(grid.holdsUpTo(rule))));
        verdicts.put("ruleHoldsUpTo", holds);
        verdicts.put("perfectScalingUpTo", perfect.map(PerfectScaling::upTo).orElse(null));
        verdicts.put("regimes", regimes());
        Map<String, Object> noise = new LinkedHashMap<>();
        grid.noise()
                .forEach((place, of) -> noise.put(place, Verdict.json(of.scale().scale())));
        verdicts.put("noiseScale", noise);
        verdicts.put("batchSizes", grid.grid().stream().map(this::ofSize).toList());
        return verdicts;
    }

    private static Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private Map<String, Object> regimes() {
        Map<String, Object> regimes = new LinkedHashMap<>();
        fit.ifPresent(of -> grid.grid()
                .forEach(steps -> of.regimeOf(steps.batchSize())
                        .ifPresent(regime -> regimes.put(Long.toString(steps.batchSize()), regime.name()))));
        return regimes;
    }

    private Map<String, Object> ofSize(Steps steps) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("batchSize", steps.batchSize());
        fields.put("bestRate", steps.bestRate().orElse(null));
        fields.put(
                "steps", steps.bestRate().map(rate -> steps.at(rate).typical()).orElse(null));
        fields.put("secondsPerStep", Json.number(grid.seconds().get(steps.batchSize())));
        return fields;
    }

    private List<Section> sections() {
        return List.of(
                new Section("What came of it", List.of(keyFigures(), new Part.Text(inWords()))),
                new Section(
                        "Steps and epochs",
                        List.of(
                                new Part.Drawing(stepsByBatch()),
                                new Part.Drawing(epochsByBatch()),
                                new Part.Drawing(tradeOff()))),
                new Section(
                        "The learning rate", List.of(new Part.Drawing(bestRates()), new Part.Drawing(stepsByRate()))),
                new Section("On other data", List.of(new Part.Drawing(metrics()), new Part.Text(gapInWords()))));
    }

    private Part keyFigures() {
        List<Part.KeyFigure> figures = new ArrayList<>();
        fit.ifPresent(of -> {
            figures.add(new Part.KeyFigure("critical batch size", Verdict.text(of.criticalBatchSize()) + " rows"));
            figures.add(new Part.KeyFigure("least steps", Verdict.text(of.minimumSteps())));
            figures.add(new Part.KeyFigure("least epochs", Verdict.text(of.minimumEpochs())));
        });
        grid.noise()
                .forEach((place, of) -> figures.add(new Part.KeyFigure(
                        "noise scale, " + place, Verdict.text(of.scale().scale()) + " rows")));
        grid.rules().keySet().forEach(rule -> {
            OptionalLong upTo = grid.holdsUpTo(rule);
            figures.add(new Part.KeyFigure(
                    "%s rule holds up to".formatted(rule.word()),
                    upTo.isPresent() ? "%,d rows".formatted(upTo.getAsLong()) : "no batch size"));
        });
        perfect.ifPresent(
                of -> figures.add(new Part.KeyFigure("perfect scaling up to", "%,d rows".formatted(of.upTo()))));
        return new Part.KeyFigures(figures);
    }

    private String inWords() {
        if (fit.isEmpty()) {
            return "Fewer than three batch sizes met the target at any learning rate: there is nothing to fit. Allow more steps or"
                    + " epochs, other rates, or a target that is easier to meet.";
        }
        return switch (fit.get().bend()) {
            case SEEN ->
                "Below the critical batch size twice the batch takes nearly half of the steps; above it, steps hardly fall and rows are"
                        + " wasted. At it both are twice their least.";
            case ALL_BELOW ->
                "All batch sizes are below the critical one: larger ones would still save steps. Only a lower bound is known.";
            case ALL_ABOVE ->
                "All batch sizes are above the critical one: smaller ones would take hardly more steps. Only an upper bound is known.";
            case NOT_SEEN ->
                "The steps scatter too much to tell where they cease to fall: more seeds, or more batch sizes, would.";
        };
    }

    private Chart stepsByBatch() {
        Chart chart = Chart.of(
                        "steps-by-batch-size",
                        "Steps to the target",
                        Axis.logarithmic("batch size, in rows"),
                        Axis.logarithmic("steps to the target"))
                .withCaption(
                        "Typical steps of the seeds, with 95 % intervals. A straight fall is perfect scaling: twice the batch, half the"
                                + " steps. Where a rule's line leaves that of the best rates, the rule ends.")
                .with(Series.line("best rate of the grid", points(grid.best(), steps -> steps)));
        for (Map.Entry<Scaling, List<Steps>> rule : grid.rules().entrySet()) {
            List<StepsToTarget> usable = ScalingGrid.ruled(rule.getValue()).stream()
                    .filter(StepsToTarget::isUsable)
                    .toList();
            chart = chart.with(Series.line(name(rule.getKey()), points(usable, steps -> steps)));
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
        for (Map.Entry<String, NoiseAverage> noise : grid.noise().entrySet()) {
            chart = chart.with(
                    Mark.vertical(noise.getValue().scale().scale().estimate(), "noise scale, " + noise.getKey()));
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

    private interface Rescaled {
        double of(double steps, long batchSize);
    }

    private static List<Point> points(List<StepsToTarget> all, ToDoubleFunction<Double> unit) {
        return points(all, (steps, batchSize) -> unit.applyAsDouble(steps));
    }

    private static List<Point> points(List<StepsToTarget> all, Rescaled unit) {
        List<Point> points = new ArrayList<>();
        for (StepsToTarget steps : all) {
            long b = steps.batchSize();
            Optional<Interval> interval = steps.interval();
            points.add(new Point(
                    (double) b,
                    unit.of(steps.typical(), b),
                    interval.map(of -> unit.of(of.low(), b)).orElse(Double.NaN),
                    interval.map(of -> unit.of(of.high(), b)).orElse(Double.NaN)));
        }
        return points;
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

    private Chart epochsByBatch() {
        double rows = grid.reference().rows();
        return marked(Chart.of(
                        "epochs-by-batch-size",
                        "Epochs to the target",
                        Axis.logarithmic("batch size, in rows"),
                        Axis.logarithmic("epochs to the target: rows visited, in units of the table"))
                .withCaption(
                        "What larger batches cost: flat where each row does as much as in small ones, rising in proportion where rows"
                                + " are wasted.")
                .with(Series.line("best rate of the grid", points(grid.best(), (steps, b) -> steps * b / rows))));
    }

    private Chart tradeOff() {
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

    private Chart bestRates() {
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
        List<Steps> ruled = grid.rules().get(rule);
        double rate = ruled.get(0).rates().get(0);
        long from = grid.grid().stream()
                .filter(steps -> steps.bestRate().isPresent())
                .findFirst()
                .orElseThrow()
                .batchSize();
        return grid.grid().stream()
                .map(steps -> {
                    double ratio = (double) steps.batchSize() / from;
                    return Point.of(
                            (double) steps.batchSize(), rate * (rule == Scaling.LINEAR ? ratio : Math.sqrt(ratio)));
                })
                .toList();
    }

    private Chart stepsByRate() {
        Chart chart = Chart.of(
                        "steps-by-rate",
                        "Steps to the target by learning rate",
                        Axis.logarithmic("learning rate"),
                        Axis.logarithmic("steps to the target"))
                .withCaption(
                        "One line a batch size, of the rates at which most seeds met the target. The lowest point of a line is its best"
                                + " rate; a line that ends on the right met a rate at which runs diverge, or wander.");
        for (Steps steps : grid.grid()) {
            List<Point> points = steps.rates().stream()
                    .filter(rate -> steps.at(rate).isUsable())
                    .map(rate -> Point.of(rate, steps.at(rate).typical()))
                    .toList();
            chart = chart.with(Series.line("b = %,d".formatted(steps.batchSize()), points));
        }
        return chart.with(Mark.vertical(2 / grid.reference().startSmoothness(), "2/L at the start"));
    }

    private String metricName() {
        return grid.reference().metric().isEmpty() ? "metric" : grid.reference().metric();
    }

    private Chart metrics() {
        return Chart.of(
                        "metric-by-batch-size",
                        "%s at the target, on training and test rows".formatted(metricName()),
                        Axis.logarithmic("batch size, in rows"),
                        Axis.linear(metricName() + ", without a unit"))
                .withCaption(
                        "Means over the seeds at the best rate, with 95 % intervals. A generalisation gap that grows with the batch would"
                                + " show as lines that part.")
                .with(Series.line("training rows", metric(Outcome::metric)))
                .with(Series.line("test rows", metric(Outcome::testMetric)));
    }

    private List<Point> metric(ToDoubleFunction<Outcome> of) {
        List<Point> points = new ArrayList<>();
        for (Steps steps : grid.grid()) {
            steps.bestRate().ifPresent(rate -> {
                Interval mean = interval(steps, rate, of);
                points.add(new Point(steps.batchSize(), mean.estimate(), mean.low(), mean.high()));
            });
        }
        return points;
    }

    private static Interval interval(Steps steps, double rate, ToDoubleFunction<Outcome> of) {
        double[] values = steps.outcomes().stream()
                .filter(outcome ->
                        outcome.rate() == rate && outcome.stepsToTarget().isPresent())
                .mapToDouble(of)
                .toArray();
        return values.length == 0 || Double.isNaN(values[0])
                ? new Interval(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : Sample.of(values).meanInterval();
    }

    private String gapInWords() {
        List<String> gaps = new ArrayList<>();
        for (Steps steps : grid.grid()) {
            steps.bestRate().ifPresent(rate -> {
                Interval gap = interval(steps, rate, outcome -> outcome.metric() - outcome.testMetric());
                if (Double.isFinite(gap.estimate())) {
                    gaps.add("%,d: %s".formatted(steps.batchSize(), Verdict.text(gap)));
                }
            });
        }
        return gaps.isEmpty()
                ? "Without a test set (data.test) nothing is known of a generalisation gap."
                : "Training less test metric, by batch size: " + String.join("; ", gaps) + ".";
    }
}
