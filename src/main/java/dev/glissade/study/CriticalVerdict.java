package dev.glissade.study;

import dev.glissade.report.Part;
import dev.glissade.statistics.CriticalBatchSize;
import dev.glissade.statistics.ScalingRegime;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the fit of the critical batch size tells, in words and as a table.
 *
 * @param fit to steps by batch size
 */
record CriticalVerdict(CriticalBatchSize fit) {

    private static final String NONE = "–";

    String inWords() {
        if (!fit.refused()) {
            return ofBend();
        }
        String misfit =
                ("The curve does not fit: steps lie up to %s %% off it, and the mean square of that is %s times what the scatter of the"
                                + " seeds accounts for (an F test at 5 %% refuses it). The figures are those of the curve that comes closest.")
                        .formatted(
                                Verdict.number(100 * fit.largestDeviation()),
                                Verdict.number(fit.misfit().orElseThrow()));
        return fit.isFinite() ? "%s As far as it is right: %s".formatted(misfit, ofBend()) : misfit;
    }

    private String ofBend() {
        return switch (fit.bend()) {
            case SEEN ->
                "Below the critical batch size twice the batch takes nearly half of the steps; above it, steps hardly fall and rows are"
                        + " wasted. At it both are twice their least.";
            case ALL_BELOW ->
                "All batch sizes are below the critical one: larger ones would still save steps. Only a lower bound is known.";
            case ALL_ABOVE ->
                "All batch sizes are above the critical one: smaller ones would take hardly more steps. Only an upper bound is known.";
            case NO_UPPER_END ->
                "No upper end of the critical batch size is seen: it may lie among the larger batch sizes, or beyond them. Larger ones, or"
                        + " more seeds, would tell.";
            case NO_LOWER_END ->
                "No lower end of the critical batch size is seen: it may lie among the smaller batch sizes, or below them. Smaller ones,"
                        + " or more seeds, would tell.";
            case NOT_SEEN ->
                ("The steps scatter too much, among the seeds or about the curve (up to %s %%), to tell where they cease to fall: more seeds,"
                                + " or more batch sizes, would.")
                        .formatted(Verdict.number(100 * fit.largestDeviation()));
        };
    }

    /**
     * The regimes, from where to where, and which batch sizes lie there.
     *
     * @param sizes all batch sizes
     */
    Part regimes(List<Long> sizes) {
        String perfect = Verdict.text(fit.perfectUpTo());
        String maximal = Verdict.text(fit.maximalFrom());
        return new Part.Table(
                List.of("twice the batch", "from, in rows", "to, in rows", "batch sizes of the study"),
                List.of(
                        List.of("halves the steps, within 10 %", NONE, perfect, in(ScalingRegime.PERFECT, sizes)),
                        List.of("saves less than half", perfect, maximal, in(ScalingRegime.DIMINISHING, sizes)),
                        List.of("saves less than 10 %", maximal, NONE, in(ScalingRegime.MAXIMAL, sizes))));
    }

    private String in(ScalingRegime regime, List<Long> sizes) {
        String there = sizes.stream()
                .filter(size -> fit.regimeOf(size).filter(regime::equals).isPresent())
                .map("%,d"::formatted)
                .collect(Collectors.joining(", "));
        return there.isEmpty() ? NONE : there;
    }
}
