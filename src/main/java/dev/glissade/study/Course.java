package dev.glissade.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.run.Json;
import dev.glissade.statistics.ConvergenceRate;
import dev.glissade.statistics.CurvePoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a method went.
 *
 * @param method its name
 * @param rate η of its first step, as it was found; NaN for a method that has none, or was left out
 * @param ended the rule that ended it; empty for one that was left out
 * @param leftOut why it was; empty for one that was not
 * @param points where it was, from the start
 */
record Course(String method, double rate, String ended, String leftOut, List<At> points) {

    Course {
        points = List.copyOf(points);
    }

    /**
     * A place on its way; of jobs and seconds those of looking at the objective are left out.
     *
     * @param epoch rows visited, in units of the table
     * @param gradientEvaluations rows times points at which each was evaluated
     * @param jobs Spark jobs
     * @param seconds since the first step
     * @param objective F over all rows
     */
    record At(double epoch, long gradientEvaluations, long jobs, double seconds, double objective) {}

    static Course without(String method, String reason) {
        return new Course(method, Double.NaN, "", reason, List.of());
    }

    boolean isLeftOut() {
        return !leftOut.isEmpty();
    }

    /** The least objective it has seen; infinite if none. */
    double least() {
        return points.stream()
                .mapToDouble(At::objective)
                .filter(Double::isFinite)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** The first place from which on the objective is no larger: a lucky look of a method that wanders is none. Empty if there is none. */
    Optional<At> first(double objective) {
        int from = points.size();
        while (from > 0 && points.get(from - 1).objective() <= objective) {
            from--;
        }
        return from == points.size() ? Optional.empty() : Optional.of(points.get(from));
    }

    /** How fast F − F* falls by epochs, as far as rounding lets it be seen. */
    Optional<ConvergenceRate> rate(double optimum, double floor) {
        return ConvergenceRate.of(
                points.stream()
                        .map(at -> new CurvePoint(at.epoch(), at.objective() - optimum))
                        .toList(),
                floor);
    }

    Map<String, Object> toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("method", method);
        fields.put("rate", Json.number(rate));
        fields.put("ended", ended);
        fields.put("leftOut", leftOut);
        List<List<Object>> all = new ArrayList<>();
        for (At at : points) {
            List<Object> numbers = new ArrayList<>();
            numbers.add(at.epoch());
            numbers.add(at.gradientEvaluations());
            numbers.add(at.jobs());
            numbers.add(at.seconds());
            numbers.add(Json.number(at.objective()));
            all.add(numbers);
        }
        fields.put("points", all);
        return fields;
    }

    static Course of(JsonNode node) {
        List<At> points = new ArrayList<>();
        for (JsonNode at : node.get("points")) {
            points.add(new At(
                    at.get(0).doubleValue(),
                    at.get(1).longValue(),
                    at.get(2).longValue(),
                    at.get(3).doubleValue(),
                    number(at.get(4))));
        }
        return new Course(
                node.get("method").textValue(),
                number(node.get("rate")),
                node.get("ended").textValue(),
                node.get("leftOut").textValue(),
                points);
    }

    private static double number(JsonNode node) {
        return node.isNull() ? Double.NaN : node.doubleValue();
    }
}
