package dev.glissade.study;

import dev.glissade.config.Configuration;
import dev.glissade.report.Axis;
import dev.glissade.report.Chart;
import dev.glissade.report.Mark;
import dev.glissade.report.Part;
import dev.glissade.report.Point;
import dev.glissade.report.Section;
import dev.glissade.report.Series;
import dev.glissade.run.Json;
import dev.glissade.statistics.Interval;
import dev.glissade.statistics.Sample;
import dev.glissade.statistics.StepsToTarget;
import dev.glissade.study.Outcome.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table, the verdicts and the report of a sweep of learning rates.
 *
 * @param configuration of the runs
 * @param sweep what was measured
 */
record LearningRateFindings(Configuration configuration, RateSweep sweep) {

    private static final List<String> COLUMNS = List.of(
            "learningRate", "seed", "warmupSteps", "status", "stepsToTarget", "epochsToTarget", "finalObjective");

    Findings findings() {
        Reference reference = sweep.reference();
        String line = "%s; batches of %,d of %,d rows; target %s, from %s, minimum %s"
                .formatted(
                        configuration.data().train(),
                        sweep.swept().batchSize(),
                        reference.rows(),
                        Verdict.number(reference.target()),
                        Verdict.number(reference.start()),
                        Verdict.number(reference.optimumLooked()));
        return new Findings(COLUMNS, rows(), verdicts(), line, sections());
    }

    private List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        sweep.swept().outcomes().forEach(outcome -> rows.add(row(0, outcome)));
        sweep.warmed().outcomes().forEach(outcome -> rows.add(row(Math.round(sweep.warmupSteps()), outcome)));
        return rows;
    }

    private static List<Object> row(long warmupSteps, Outcome outcome) {
        boolean met = outcome.stepsToTarget().isPresent();
        List<Object> row = new ArrayList<>();
        row.add(outcome.rate());
        row.add(outcome.seed());
        row.add(warmupSteps);
        row.add(outcome.status().word());
        row.add(met ? outcome.steps() : null);
        row.add(met ? outcome.epochs() : null);
        row.add(outcome.objective());
        return row;
    }

    private Map<String, Object> verdicts() {
        Map<String, Object> verdicts = new LinkedHashMap<>();
        verdicts.put("rows", sweep.reference().rows());
        verdicts.put("batchSize", sweep.swept().batchSize());
        verdicts.put("optimum", sweep.reference().optimum());
        verdicts.put("target", sweep.reference().target());
        Map<String, Object> range = new LinkedHashMap<>();
        Optional<Double> high = sweep.largestStable();
        range.put("low", high.map(of -> sweep.swept().rates().get(0)).orElse(null));
        range.put("high", high.orElse(null));
        range.put("firstDiverged", sweep.firstDiverged().orElse(null));
        verdicts.put("stableRange", range);
        verdicts.put("endsAboveStartFrom", sweep.firstAboveStart().orElse(null));
        verdicts.put("twoOverL", sweep.isCurved() ? bounds(1) : null);
        verdicts.put("stableUpTo", sweep.stretch().map(this::bounds).orElse(null));
        Optional<Double> best = sweep.swept().bestRate();
        verdicts.put("bestRate", best.orElse(null));
        verdicts.put(
                "bestRateAtEdge", best.map(rate -> sweep.swept().isBestAtEdge()).orElse(null));
        verdicts.put(
                "stepsAtBestRate",
                best.map(rate -> Verdict.json(steps(sweep.swept().at(rate)))).orElse(null));
        verdicts.put("warmup", warmup());
        return verdicts;
    }

    private Map<String, Object> bounds(double stretch) {
        Map<String, Object> bounds = new LinkedHashMap<>();
        bounds.put("start", Json.number(stretch * sweep.boundAtStart()));
        bounds.put("minimum", Json.number(stretch * sweep.boundAtMinimum()));
        return bounds;
    }

    private static Interval steps(StepsToTarget steps) {
        return steps.interval()
                .orElseGet(() -> new Interval(steps.typical(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    private List<Map<String, Object>> warmup() {
        List<Map<String, Object>> each = new ArrayList<>();
        for (double rate : sweep.warmed().rates()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("learningRate", rate);
            fields.put("steps", sweep.warmupSteps());
            fields.put("runs", RateSweep.at(sweep.warmed(), rate).size());
            fields.put("divergedWithout", RateSweep.count(sweep.swept(), rate, Status.DIVERGED));
            fields.put("divergedWith", RateSweep.count(sweep.warmed(), rate, Status.DIVERGED));
            fields.put("movingAwayWith", sweep.movingAway(sweep.warmed(), rate));
            each.add(fields);
        }
        return each;
    }

    private List<Section> sections() {
        WarmupVerdict warmup = new WarmupVerdict(sweep);
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Text(warmup.inWords()));
        if (warmup.isKnown()) {
            parts.add(new Part.Table(warmup.head(), warmup.table()));
            parts.add(new Part.Drawing(warmup.chart()));
        }
        return List.of(
                new Section(
                        "Which rates serve",
                        List.of(
                                keyFigures(),
                                new Part.Text(edgeInWords()),
                                new Part.Drawing(stepsByRate()),
                                new Part.Drawing(endsByRate()),
                                statuses())),
                new Section(sweep.isCurved() ? "Warm-up past 2/L" : "Warm-up", parts));
    }

    private Part keyFigures() {
        List<Part.KeyFigure> figures = new ArrayList<>();
        Optional<Double> best = sweep.swept().bestRate();
        figures.add(new Part.KeyFigure(
                "best learning rate", best.map(Verdict::number).orElse("none met the target")));
        best.ifPresent(rate -> figures.add(new Part.KeyFigure(
                "steps to the target there",
                sweep.swept()
                        .at(rate)
                        .interval()
                        .map(Verdict::text)
                        .orElseGet(() -> Verdict.number(sweep.swept().at(rate).typical())))));
        figures.add(new Part.KeyFigure(
                "no run diverged up to",
                sweep.largestStable().map(Verdict::number).orElse("no rate tried")));
        figures.add(new Part.KeyFigure(
                "runs diverged from", sweep.firstDiverged().map(Verdict::number).orElse("no rate tried")));
        sweep.firstAboveStart()
                .ifPresent(rate ->
                        figures.add(new Part.KeyFigure("runs ended above their start from", Verdict.number(rate))));
        if (sweep.isCurved()) {
            figures.add(new Part.KeyFigure("2/L at the start", Verdict.number(sweep.boundAtStart())));
            figures.add(new Part.KeyFigure("2/L at the minimum", Verdict.number(sweep.boundAtMinimum())));
        }
        sweep.stretch()
                .filter(times -> times != 1)
                .ifPresent(times -> figures.add(new Part.KeyFigure(
                        "bound with this momentum, at the start", Verdict.number(times * sweep.boundAtStart()))));
        return new Part.KeyFigures(figures);
    }

    /** What the best of the rates is worth that were tried. */
    private String edgeInWords() {
        Optional<Double> best = sweep.swept().bestRate();
        if (best.isEmpty()) {
            return "No rate met the target with most of its seeds: allow more steps or epochs, other rates (study.rates), or a target that is"
                    + " easier to meet.";
        }
        return sweep.swept().isBestAtEdge()
                ? "The best rate is at the edge of those that were tried: rates beyond it (study.rates) may take fewer steps."
                : "The best rate lies within the range of rates that were tried.";
    }

    /** With the bound, where there is one. */
    private Chart marked(Chart chart) {
        if (!sweep.isCurved()) {
            return chart;
        }
        Chart start = chart.with(Mark.vertical(sweep.boundAtStart(), "2/L at the start"));
        Chart marked = Double.isFinite(sweep.boundAtMinimum())
                ? start.with(Mark.vertical(sweep.boundAtMinimum(), "2/L at the minimum"))
                : start;
        return sweep.stretch()
                .filter(times -> times != 1)
                .map(times -> marked.with(
                        Mark.vertical(times * sweep.boundAtStart(), "bound with this momentum, at the start")))
                .orElse(marked);
    }

    private Chart stepsByRate() {
        List<Point> points = new ArrayList<>();
        for (double rate : sweep.swept().rates()) {
            StepsToTarget steps = sweep.swept().at(rate);
            if (steps.isUsable()) {
                Optional<Interval> interval = steps.interval();
                points.add(new Point(
                        rate,
                        steps.typical(),
                        interval.map(Interval::low).orElse(Double.NaN),
                        interval.map(Interval::high).orElse(Double.NaN)));
            } else {
                points.add(Point.of(rate, Double.NaN));
            }
        }
        return marked(Chart.of(
                        "steps-by-rate",
                        "Steps to the target by learning rate",
                        Axis.logarithmic("learning rate"),
                        Axis.logarithmic("steps to the target"))
                .withCaption(
                        "Typical steps of the seeds, with 95 % intervals, of the rates at which most seeds met the target. Where steps are"
                                + " few the rate is good; a line that ends on the right met a rate at which runs diverge, or wander"
                                + " above the target.")
                .with(Series.line("typical steps", points)));
    }

    private Chart endsByRate() {
        List<Point> points = new ArrayList<>();
        for (double rate : sweep.swept().rates()) {
            double[] gaps = RateSweep.at(sweep.swept(), rate).stream()
                    .filter(outcome -> outcome.status() != Status.DIVERGED)
                    .mapToDouble(outcome -> Math.max(
                            outcome.objective() - sweep.reference().optimum(),
                            Math.ulp(sweep.reference().optimum())))
                    .toArray();
            if (gaps.length > 0) {
                Interval gap = Sample.of(gaps).geometricMeanInterval();
                points.add(new Point(rate, gap.estimate(), gap.low(), gap.high()));
            } else {
                points.add(Point.of(rate, Double.NaN));
            }
        }
        return marked(Chart.of(
                        "end-by-rate",
                        "Where runs end, by learning rate",
                        Axis.logarithmic("learning rate"),
                        Axis.logarithmic("objective above its minimum at the end, F − F*"))
                .withCaption(
                        "Geometric means over the seeds that did not diverge, with 95 % intervals. Falling on the left: runs that had not"
                                + " come far enough. Rising on the right: the noise of the gradient holds runs off the minimum, the"
                                + " further the higher the rate.")
                .with(Series.line("at the end of the run", points)));
    }

    private Part statuses() {
        List<List<String>> rows = new ArrayList<>();
        for (double rate : sweep.swept().rates()) {
            List<String> row = new ArrayList<>();
            row.add(Verdict.number(rate));
            for (Status status : Status.values()) {
                row.add(Long.toString(RateSweep.count(sweep.swept(), rate, status)));
            }
            rows.add(row);
        }
        return new Part.Table(List.of("learning rate", "runs that met the target", "did not", "diverged"), rows);
    }
}
