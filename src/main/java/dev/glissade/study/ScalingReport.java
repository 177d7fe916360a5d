package dev.glissade.study;

import dev.glissade.report.Part;
import dev.glissade.report.Section;
import dev.glissade.statistics.CriticalBatchSize;
import dev.glissade.statistics.Interval;
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
                new Section("What came of it", List.of(keyFigures(), new Part.Text(inWords()))),
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
        grid.perfect()
                .ifPresent(of ->
                        figures.add(new Part.KeyFigure("perfect scaling up to", "%,d rows".formatted(of.upTo()))));
        return new Part.KeyFigures(figures);
    }

    private String inWords() {
        Optional<CriticalBatchSize> fit = grid.fit();
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

    private String edgeInWords() {
        List<Long> edge = grid.atEdge();
        if (edge.isEmpty()) {
            return "Each best rate lies within the grid of rates that were tried.";
        }
        return "At an edge of the grid lie the best rates of the batch sizes %s: rates beyond it (study.rates) may take fewer steps."
                .formatted(edge.stream().map("%,d"::formatted).collect(Collectors.joining(", ")));
    }

    private String gapInWords() {
        List<String> gaps = new ArrayList<>();
        for (Steps steps : grid.grid()) {
            steps.bestRate().ifPresent(rate -> {
                Interval gap = steps.mean(rate, outcome -> outcome.metric() - outcome.testMetric());
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
