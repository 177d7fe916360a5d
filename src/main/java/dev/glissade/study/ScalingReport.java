package dev.glissade.study;

import dev.glissade.report.Part;
import dev.glissade.report.Section;
import dev.glissade.statistics.CriticalBatchSize;
import dev.glissade.statistics.Interval;
import dev.glissade.statistics.PerfectScaling;
import dev.glissade.statistics.StepsToTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What a study of scaling says in words and figures.
 *
 * @param grid what was measured
 */
record ScalingReport(ScalingGrid grid) {

    List<Section> sections() {
        ScalingCharts charts = new ScalingCharts(grid);
        return List.of(
                new Section("What came of it", first()),
                new Section(
                        "Steps and epochs",
                        List.of(
                                new Part.Drawing(charts.stepsByBatch()),
                                new Part.Drawing(charts.epochsByBatch()),
                                new Part.Drawing(charts.tradeOff()))),
                new Section(
                        "The learning rate",
                        List.of(
                                new Part.Drawing(charts.bestRates()),
                                new Part.Text(edgeInWords()),
                                new Part.Drawing(charts.stepsByRate()))),
                new Section("On other data", List.of(new Part.Drawing(charts.metrics()), new Part.Text(gapInWords()))));
    }

    private List<Part> first() {
        List<Part> first = new ArrayList<>();
        first.add(keyFigures());
        first.add(new Part.Text(inWords()));
        grid.fit()
                .map(fit -> new CriticalVerdict(fit)
                        .regimes(grid.grid().stream().map(Steps::batchSize).toList()))
                .ifPresent(first::add);
        String missed = missedInWords();
        if (!missed.isEmpty()) {
            first.add(new Part.Text(missed));
        }
        return first;
    }

    private Part keyFigures() {
        List<Part.KeyFigure> figures = new ArrayList<>();
        grid.fit().ifPresent(of -> {
            figures.add(new Part.KeyFigure("critical batch size", Verdict.text(of.criticalBatchSize()) + " rows"));
            figures.add(new Part.KeyFigure("least steps", Verdict.text(of.minimumSteps())));
            figures.add(new Part.KeyFigure("least epochs", Verdict.text(of.minimumEpochs())));
        });
        grid.noise()
                .forEach((place, scale) ->
                        figures.add(new Part.KeyFigure("noise scale, " + place, Verdict.number(scale) + " rows")));
        grid.rules().keySet().forEach(rule -> {
            OptionalLong upTo = grid.holdsUpTo(rule);
            figures.add(new Part.KeyFigure(
                    "%s rule holds up to".formatted(rule.word()),
                    upTo.isPresent() ? "%,d rows".formatted(upTo.getAsLong()) : "no batch size"));
        });
        grid.perfect().ifPresent(of -> figures.add(new Part.KeyFigure("perfect scaling up to", inWords(of))));
        return new Part.KeyFigures(figures);
    }

    private String inWords() {
        Optional<CriticalBatchSize> fit = grid.fit();
        if (fit.isEmpty()) {
            return "Fewer than three batch sizes met the target at any learning rate: there is nothing to fit. Allow more steps or"
                    + " epochs, other rates, or a target that is easier to meet.";
        }
        return new CriticalVerdict(fit.get()).inWords();
    }

    private static String inWords(PerfectScaling perfect) {
        String most = perfect.atMost().isPresent()
                ? "to %,d".formatted(perfect.atMost().getAsLong())
                : "or more";
        return "%,d rows (95 %%: %,d %s)".formatted(perfect.upTo(), perfect.atLeast(), most);
    }

    /** The runs that no figure shows, as they missed the target; empty if all met it. */
    private String missedInWords() {
        List<String> missed = new ArrayList<>();
        if (!grid.unmet().isEmpty()) {
            missed.add(
                    "Not in the fit are the batch sizes %s: half of the seeds or more missed the target, at every rate of the grid or when the best one was tried again with others."
                            .formatted(list(grid.unmet())));
        }
        for (StepsToTarget best : grid.best()) {
            if (best.missed() > 0) {
                int all = best.steps().size() + best.missed();
                missed.add("Batch size %,d, at its best rate: %d of %d seeds missed it."
                        .formatted(best.batchSize(), best.missed(), all));
            }
        }
        grid.rules().keySet().forEach(rule -> {
            if (!grid.unmet(rule).isEmpty()) {
                missed.add("At the rates of the %s rule half of the seeds or more missed it with the batch sizes %s."
                        .formatted(rule.word(), list(grid.unmet(rule))));
            }
        });
        return String.join(" ", missed);
    }

    private static String list(List<Long> sizes) {
        return sizes.stream().map("%,d"::formatted).collect(Collectors.joining(", "));
    }

    private String edgeInWords() {
        List<Long> edge = grid.atEdge();
        if (edge.isEmpty()) {
            return "Each best rate lies within the grid of rates that were tried.";
        }
        return "At an edge of the grid lie the best rates of the batch sizes %s: rates beyond it (study.rates) may take fewer steps."
                .formatted(list(edge));
    }

    private String gapInWords() {
        List<String> gaps = new ArrayList<>();
        for (Steps steps : grid.chosen()) {
            Interval gap = steps.mean(outcome -> outcome.metric() - outcome.testMetric());
            if (Double.isFinite(gap.estimate())) {
                gaps.add("%,d: %s".formatted(steps.batchSize(), Verdict.text(gap)));
            }
        }
        return gaps.isEmpty()
                ? "Without a test set (data.test) nothing is known of a generalisation gap."
                : "Training less test metric, by batch size: " + String.join("; ", gaps) + ".";
    }
}
