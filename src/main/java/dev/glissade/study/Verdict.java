package dev.glissade.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.run.Json;
import dev.glissade.statistics.Interval;
import dev.glissade.statistics.NoiseAverage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Figures as {@code study.json} and reports write them. */
final class Verdict {

    private Verdict() {}

    /** An estimate with its 95 % interval; an end that there is none of is null. */
    static Map<String, Object> json(Interval interval) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("estimate", Json.number(interval.estimate()));
        fields.put("low", Json.number(interval.low()));
        fields.put("high", Json.number(interval.high()));
        return fields;
    }

    /** All that is known of the noise, so that it can be read back. */
    static Map<String, Object> json(NoiseAverage noise) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("decay", noise.decay());
        fields.put("weight", noise.weight());
        fields.put("squaredWeight", noise.squaredWeight());
        fields.put("trace", noise.trace());
        fields.put("squaredNorm", noise.squaredNorm());
        fields.put("traceSquares", noise.traceSquares());
        fields.put("normSquares", noise.normSquares());
        fields.put("products", noise.products());
        return fields;
    }

    static NoiseAverage noise(JsonNode node) {
        return new NoiseAverage(
                node.get("decay").doubleValue(),
                node.get("weight").doubleValue(),
                node.get("squaredWeight").doubleValue(),
                node.get("trace").doubleValue(),
                node.get("squaredNorm").doubleValue(),
                node.get("traceSquares").doubleValue(),
                node.get("normSquares").doubleValue(),
                node.get("products").doubleValue());
    }

    /** "512 (95 %: 430 to 610)", or what is known of it. */
    static String text(Interval interval) {
        if (interval.isBounded()) {
            return "%s (95 %%: %s to %s)"
                    .formatted(number(interval.estimate()), number(interval.low()), number(interval.high()));
        }
        if (Double.isFinite(interval.low()) && interval.low() > 0) {
            return "at least %s (95 %%)".formatted(number(interval.low()));
        }
        return Double.isFinite(interval.high()) ? "at most %s (95 %%)".formatted(number(interval.high())) : "not known";
    }

    /** To three or four digits. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return value > 0 ? "∞" : value < 0 ? "−∞" : "–";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-3 || size >= 1e7)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        if (size >= 1000 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 100 ? "%.1f" : size >= 1 ? "%.2f" : "%.4f", value);
    }
}
