package dev.glissade.study;

import dev.glissade.report.Part;
import dev.glissade.report.Section;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.statistics.Interval;
import dev.glissade.statistics.NoiseScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a study of the gradient's noise says in words and figures.
 *
 * @param places where it was looked at, one at least
 */
record NoiseReport(List<NoisePlace> places) {

    private static final String HOW_TO_READ =
            "Rows drawn with replacement: variance σ²/b. Without, and in epochs: (σ²/b)(N − b)/(N − 1),"
                    + " as the table comes to its end. Bernoulli: (1 − b/N)/b times the mean square of a row's gradient, more than σ², as the"
                    + " number of rows varies too. σ² = tr Σ is the variance of one row's gradient, summed over the parameters. The penalty has no"
                    + " noise; |G|² is of the whole objective. All of these are exact sums over the rows: no line in this report is fitted to"
                    + " the points that it is shown with. Slopes are of the variance by the batch size, in logarithms, the factor of the table's end"
                    + " taken out; that of all formulas is −1.";

    List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(
                "What came of it", List.of(keyFigures(), new Part.Text(inWords()), new Part.Text(HOW_TO_READ))));
        for (NoisePlace place : places) {
            sections.add(new Section(
                    "At the weights: " + place.name(),
                    List.of(
                            new Part.Text(inWords(place)),
                            new Part.Drawing(NoiseCharts.variances(place)),
                            new Part.Drawing(NoiseCharts.ratios(place)),
                            table(place))));
        }
        return sections;
    }

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
                    "draws, " + NoiseCharts.name(mode),
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

    private static String text(NoisePlace place, Interval free) {
        return place.freeHasIntervals() ? Verdict.text(free) : Verdict.number(free.estimate());
    }
}
