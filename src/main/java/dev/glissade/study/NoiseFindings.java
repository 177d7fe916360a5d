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
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.statistics.Interval;
import dev.glissade.statistics.NoiseScale;
import dev.glissade.statistics.VarianceSlope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The table, the verdicts and the report of a study of the gradient's noise.
 *
 * @param configuration of the data and the model
 * @param places where it was looked at, one at least
 */
record NoiseFindings(Configuration configuration, List<NoisePlace> places) {

    private static final List<String> COLUMNS = List.of(
            "weights", "batchSize", "sampling", "variance", "expectedVariance", "draws", "varianceLow", "varianceHigh");

    /** Of a formula's line, up to half of the table. */
    private static final int POINTS = 16;

    /** How often the rest of it is halved. */
    private static final int LAST_HALVES = 6;

    /** Of batch size, by which the series of a chart stand apart. */
    private static final double APART = 1.08;

    Findings findings() {
        String line = "%s; %,d rows, up to %,d draws a variance"
                .formatted(
                        configuration.data().train(),
                        places.get(0).exact().rows(),
                        places.get(0).points().stream()
                                .mapToInt(NoisePoint::draws)
                                .max()
                                .orElse(0));
        return new Findings(COLUMNS, rows(), verdicts(), line, sections());
    }

    private List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        for (NoisePlace place : places) {
            for (NoisePoint point : place.points()) {
                Interval variance = point.variance();
                rows.add(List.of(
                        place.name(),
                        point.batchSize(),
                        NoisePoint.word(point.mode()),
                        variance.estimate(),
                        place.expected(point),
                        point.draws(),
                        variance.low(),
                        variance.high()));
            }
        }
        return rows;
    }

    /** Those of the first place for rows drawn with replacement, whose formula is the plainest, stand on top too. */
    private Map<String, Object> verdicts() {
        Map<String, Object> verdicts = new LinkedHashMap<>();
        NoisePlace first = places.get(0);
        verdicts.put("rows", first.exact().rows());
        verdicts.putAll(fit(first, Mode.WITH_REPLACEMENT));
        verdicts.put("weights", places.stream().map(NoiseFindings::verdict).toList());
        return verdicts;
    }

    private static Map<String, Object> verdict(NoisePlace place) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("weights", place.name());
        Map<String, Object> exact = new LinkedHashMap<>();
        exact.put("trace", place.exact().trace());
        exact.put("gradientNormSquared", place.squaredNorm());
        exact.put("noiseScale", Json.number(place.scale()));
        exact.put("meanSquare", place.exact().meanSquare());
        fields.put("exact", exact);
        fields.put("free", free(place));
        List<Map<String, Object>> fits = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            fits.add(fit(place, mode));
        }
        fields.put("samplings", fits);
        fields.put("intervalsHoldingTheFormula", place.agreeing());
        fields.put("intervals", place.expectedToVary());
        return fields;
    }

    private static Map<String, Object> free(NoisePlace place) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("batchSize", place.free().batchSize());
        fields.put("steps", place.free().steps());
        Optional<NoiseScale> seen = place.free().scale();
        putNoise(fields, seen, place.freeHasIntervals());
        fields.put(
                "resolved",
                place.freeHasIntervals() && seen.map(NoiseScale::resolved).orElse(false));
        fields.put(
                "traceDeviation",
                seen.map(of -> off(of.trace(), place.exact().trace())).orElse(null));
        fields.put(
                "noiseScaleDeviation",
                seen.map(of -> off(of.scale(), place.scale())).orElse(null));
        return fields;
    }

    private static Map<String, Object> fit(NoisePlace place, Mode mode) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sampling", NoisePoint.word(mode));
        Optional<VarianceSlope> slope = place.slope(mode);
        fields.put("slope", slope.map(of -> Verdict.json(of.slope())).orElse(null));
        fields.put(
                "misfit",
                slope.flatMap(of -> of.misfit().stream().boxed().findFirst()).orElse(null));
        putNoise(fields, place.measured(mode), true);
        Optional<NoisePoint> furthest = place.furthestOff(mode);
        fields.put(
                "largestDeviation",
                furthest.map(point -> place.ratio(point) - 1).orElse(null));
        fields.put("largestDeviationAt", furthest.map(NoisePoint::batchSize).orElse(null));
        return fields;
    }

    private static void putNoise(Map<String, Object> fields, Optional<NoiseScale> noise, boolean intervals) {
        fields.put("trace", noise.map(of -> figure(of.trace(), intervals)).orElse(null));
        fields.put(
                "gradientNormSquared",
                noise.map(of -> figure(of.squaredNorm(), intervals)).orElse(null));
        fields.put("noiseScale", noise.map(of -> figure(of.scale(), intervals)).orElse(null));
    }

    private static Map<String, Object> figure(Interval of, boolean interval) {
        return Verdict.json(interval ? of : unknown(of.estimate()));
    }

    private static Interval unknown(double estimate) {
        return new Interval(estimate, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    private static String text(NoisePlace place, Interval free) {
        return place.freeHasIntervals() ? Verdict.text(free) : Verdict.number(free.estimate());
    }

    private static Double off(Interval estimate, double exact) {
        return Json.number(NoisePlace.deviation(estimate, exact).orElse(Double.NaN));
    }

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(
                "What came of it", List.of(keyFigures(), new Part.Text(inWords()), new Part.Text(HOW_TO_READ))));
        for (NoisePlace place : places) {
            sections.add(new Section(
                    "At the weights: " + place.name(),
                    List.of(
                            new Part.Text(inWords(place)),
                            new Part.Drawing(variances(place)),
                            new Part.Drawing(ratios(place)),
                            table(place))));
        }
        return sections;
    }

    private static final String HOW_TO_READ =
            "Rows drawn with replacement: variance σ²/b. Without, and in epochs: (σ²/b)(N − b)/(N − 1),"
                    + " as the table comes to its end. Bernoulli: (1 − b/N)/b times the mean square of a row's gradient, more than σ², as the"
                    + " number of rows varies too. σ² = tr Σ is the variance of one row's gradient, summed over the parameters. The penalty has no"
                    + " noise; |G|² is of the whole objective. All of these are exact sums over the rows: no line in this report is fitted to"
                    + " the points that it is shown with. Slopes are of the variance by the batch size, in logarithms, the factor of the table's end"
                    + " taken out; that of all formulas is −1.";

    private Part keyFigures() {
        List<Part.KeyFigure> figures = new ArrayList<>();
        for (NoisePlace place : places) {
            place.slope(Mode.WITH_REPLACEMENT)
                    .ifPresent(of -> figures.add(
                            new Part.KeyFigure("slope with replacement, " + place.name(), slopeText(of.slope()))));
            figures.add(new Part.KeyFigure(
                    "noise scale tr Σ/|G|², exact, " + place.name(), Verdict.number(place.scale()) + " rows"));
            place.free()
                    .scale()
                    .ifPresent(of -> figures.add(new Part.KeyFigure(
                            "as %,d steps see it, %s".formatted(place.free().steps(), place.name()),
                            text(place, of.scale()) + " rows")));
        }
        return new Part.KeyFigures(figures);
    }

    private String inWords() {
        long agreeing = places.stream().mapToLong(NoisePlace::agreeing).sum();
        long all = places.stream().mapToLong(NoisePlace::expectedToVary).sum();
        double furthest = places.stream()
                .flatMap(place -> Arrays.stream(Mode.values())
                        .flatMap(mode -> place.furthestOff(mode).stream())
                        .map(point -> Math.abs(place.ratio(point) - 1)))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(Double.NaN);
        String found = all == 0
                ? "No batch's gradient varies: all rows have the same one, or every batch is all rows."
                : "Of %d variances the furthest off its formula is so by %s; %d of their 95 %% intervals hold it, where %s would be usual."
                        .formatted(all, percent(furthest), agreeing, Verdict.number(Math.rint(0.95 * all)));
        return found + full();
    }

    private String full() {
        List<NoisePoint> full = places.stream()
                .flatMap(place -> place.points().stream()
                        .filter(point -> point.share(place.exact().rows()) == 0))
                .toList();
        if (full.isEmpty()) {
            return "";
        }
        double largest =
                full.stream().mapToDouble(point -> point.seen().trace()).max().orElseThrow();
        return " A batch of all rows in which none repeats is always the same, and its gradient the exact one: the variance measured is %s,"
                        .formatted(largest == 0 ? "0" : "%s, rounding alone".formatted(Verdict.number(largest)))
                + " which a logarithmic axis has no place for, and which no fit takes in.";
    }

    private static String inWords(NoisePlace place) {
        String found = "tr Σ = %s, |G|² = %s: the noise of a batch of %s rows is as long as the gradient itself."
                .formatted(
                        Verdict.number(place.exact().trace()),
                        Verdict.number(place.squaredNorm()),
                        Verdict.number(place.scale()));
        String free = place.free()
                .scale()
                .map(of ->
                        " %,d steps of %,d rows at these weights, none of which is taken, see for nothing tr Σ = %s, %s off, and a noise scale of %s rows%s."
                                .formatted(
                                        place.free().steps(),
                                        place.free().batchSize(),
                                        text(place, of.trace()),
                                        percent(of.trace(), place.exact().trace()),
                                        text(place, of.scale()),
                                        !place.freeHasIntervals() || of.resolved()
                                                ? ", %s off".formatted(percent(of.scale(), place.scale()))
                                                : ": the gradient does not stand out of their noise"))
                .orElse("");
        String without = place.freeHasIntervals() || place.free().scale().isEmpty()
                ? ""
                : " They saw the rows again and again: how far off they are does not show in their scatter, so there are no intervals.";
        return found + free + without;
    }

    private static String percent(Interval estimate, double exact) {
        return percent(NoisePlace.deviation(estimate, exact).orElse(Double.NaN));
    }

    private static String percent(double part) {
        return Double.isFinite(part) ? String.format(Locale.ROOT, "%.1f %%", 100 * Math.abs(part)) : "–";
    }

    private static String slopeText(Interval slope) {
        return slope.isBounded()
                ? String.format(Locale.ROOT, "%.4f (95 %%: %.4f to %.4f)", slope.estimate(), slope.low(), slope.high())
                : Verdict.text(slope);
    }

    private static Chart variances(NoisePlace place) {
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

    private static Chart ratios(NoisePlace place) {
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

    private static Part table(NoisePlace place) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "exact, of all rows",
                "−1",
                Verdict.number(place.exact().trace()),
                Verdict.number(place.squaredNorm()),
                Verdict.number(place.scale()),
                ""));
        place.free()
                .scale()
                .ifPresent(of -> rows.add(List.of(
                        "free, %,d steps of %,d rows"
                                .formatted(place.free().steps(), place.free().batchSize()),
                        "",
                        text(place, of.trace()),
                        text(place, of.squaredNorm()),
                        text(place, of.scale()),
                        "")));
        for (Mode mode : Mode.values()) {
            rows.add(row(
                    "draws, " + name(mode),
                    place.slope(mode).map(of -> slopeText(of.slope())).orElse("–"),
                    place.measured(mode),
                    place.furthestOff(mode)
                            .map(point -> "%s at %,d".formatted(percent(place.ratio(point) - 1), point.batchSize()))
                            .orElse("–")));
        }
        return new Part.Table(List.of("from", "slope", "tr Σ", "|G|²", "noise scale, in rows", "furthest off"), rows);
    }

    private static List<String> row(String from, String slope, Optional<NoiseScale> noise, String furthest) {
        return List.of(
                from,
                slope,
                noise.map(of -> Verdict.text(of.trace())).orElse("–"),
                noise.map(of -> Verdict.text(of.squaredNorm())).orElse("–"),
                noise.map(of -> Verdict.text(of.scale())).orElse("–"),
                furthest);
    }

    private static String name(Mode mode) {
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
