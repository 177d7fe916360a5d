package dev.glissade.study;

import dev.glissade.config.Configuration;
import dev.glissade.run.Json;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.statistics.Interval;
import dev.glissade.statistics.NoiseScale;
import dev.glissade.statistics.VarianceSlope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table and the verdicts of a study of the gradient's noise.
 *
 * @param configuration of the data and the model
 * @param places where it was looked at, one at least
 */
record NoiseFindings(Configuration configuration, List<NoisePlace> places) {

    private static final List<String> COLUMNS = List.of(
            "weights", "batchSize", "sampling", "variance", "expectedVariance", "draws", "varianceLow", "varianceHigh");

    Findings findings() {
        String line = "%s; %,d rows, up to %,d draws a variance"
                .formatted(
                        configuration.data().train(),
                        places.get(0).exact().rows(),
                        places.get(0).points().stream()
                                .mapToInt(NoisePoint::draws)
                                .max()
                                .orElse(0));
        return new Findings(COLUMNS, rows(), verdicts(), line, new NoiseReport(places).sections());
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

    private static Double off(Interval estimate, double exact) {
        return Json.number(NoisePlace.deviation(estimate, exact).orElse(Double.NaN));
    }
}
