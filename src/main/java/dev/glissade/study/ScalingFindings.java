package dev.glissade.study;

import dev.glissade.config.Configuration;
import dev.glissade.config.LearningRateSettings.Scaling;
import dev.glissade.run.Json;
import dev.glissade.statistics.CriticalBatchSize;
import dev.glissade.statistics.PerfectScaling;
import dev.glissade.statistics.StepsToTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The table and the verdicts of a study of scaling. */
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
            "testMetric",
            "referenceSteps");

    private static final String GRID = "grid";

    /** The best rate of the grid, with other seeds. */
    private static final String CHOSEN = "chosen";

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
        return new Findings(COLUMNS, rows(), verdicts(), line, new ScalingReport(grid).sections());
    }

    private List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        grid.grid().forEach(steps -> steps.outcomes().forEach(outcome -> rows.add(row(GRID, outcome, outcome.rate()))));
        grid.chosen()
                .forEach(steps -> steps.outcomes().forEach(outcome -> rows.add(row(CHOSEN, outcome, outcome.rate()))));
        grid.rules()
                .forEach((rule, all) -> all.forEach(steps -> steps.outcomes()
                        .forEach(outcome -> rows.add(row(rule.word(), outcome, grid.rate(rule, outcome))))));
        return rows;
    }

    private List<Object> row(String rule, Outcome outcome, double rate) {
        boolean met = outcome.stepsToTarget().isPresent();
        List<Object> row = new ArrayList<>();
        row.add(outcome.batchSize());
        row.add(rate);
        row.add(rule);
        row.add(outcome.seed());
        row.add(outcome.status().word());
        row.add(met ? outcome.steps() : null);
        row.add(met ? outcome.epochs() : null);
        row.add(met ? outcome.steps() * grid.seconds().get(outcome.batchSize()) : null);
        row.add(outcome.objective());
        row.add(outcome.metric());
        row.add(outcome.testMetric());
        row.add(rule.equals(Scaling.ADASCALE.word()) ? outcome.gained() : null);
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
        verdicts.put("curveRefused", fit.map(CriticalBatchSize::refused).orElse(null));
        verdicts.put(
                "largestDeviation", fit.map(CriticalBatchSize::largestDeviation).orElse(null));
        Map<String, Object> holds = new LinkedHashMap<>();
        grid.rules().keySet().forEach(rule -> holds.put(rule.word(), boxed(grid.holdsUpTo(rule))));
        verdicts.put("ruleHoldsUpTo", holds);
        verdicts.put("perfectScalingUpTo", perfect.map(PerfectScaling::upTo).orElse(null));
        verdicts.put(
                "perfectScalingAtLeast", perfect.map(PerfectScaling::atLeast).orElse(null));
        verdicts.put(
                "perfectScalingAtMost", perfect.map(of -> boxed(of.atMost())).orElse(null));
        verdicts.put("regimes", regimes());
        verdicts.put("regimeBorders", borders());
        verdicts.put("targetMissed", grid.unmet());
        Map<String, Object> noise = new LinkedHashMap<>();
        grid.noise().forEach((place, scale) -> noise.put(place, Json.number(scale)));
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

    /** Of the three regimes, on the curve. */
    private Map<String, Object> borders() {
        Map<String, Object> borders = new LinkedHashMap<>();
        fit.ifPresent(of -> {
            borders.put("perfectUpTo", Verdict.json(of.perfectUpTo()));
            borders.put("maximalFrom", Verdict.json(of.maximalFrom()));
        });
        return borders;
    }

    private Map<String, Object> ofSize(Steps steps) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("batchSize", steps.batchSize());
        fields.put("bestRate", steps.bestRate().orElse(null));
        fields.put("bestRateAtEdge", steps.isBestAtEdge());
        fields.put(
                "stepsOfTheChoice",
                steps.bestRate().map(rate -> steps.at(rate).typical()).orElse(null));
        Optional<StepsToTarget> chosen = grid.chosen().stream()
                .filter(of -> of.batchSize() == steps.batchSize())
                .map(Steps::atRate)
                .findFirst();
        fields.put(
                "steps",
                chosen.filter(StepsToTarget::isUsable)
                        .map(StepsToTarget::typical)
                        .orElse(null));
        fields.put("missed", chosen.map(StepsToTarget::missed).orElse(null));
        fields.put("secondsPerStep", Json.number(grid.seconds().get(steps.batchSize())));
        return fields;
    }
}
