package dev.glissade.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.run.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a run of a study came to.
 *
 * @param batchSize b
 * @param rate η of the first step, warm-up and gains left out
 * @param seed of the run
 * @param status how it ended
 * @param steps taken, to the target where that was met
 * @param epochs of them
 * @param gained steps of a reference batch that they were worth, with AdaScale; else the steps
 * @param objective F at the end, over all rows; NaN if it diverged
 * @param loss the mean loss there
 * @param metric on the training set, the model's first; NaN if it diverged
 * @param testMetric the same on the test set; NaN without one
 * @param tail mean of ‖w − w*‖² over the last half of the steps; NaN of runs that end at the target, as are the path's distances
 * @param path how it went
 */
record Outcome(
        long batchSize,
        double rate,
        long seed,
        Status status,
        long steps,
        double epochs,
        double gained,
        double objective,
        double loss,
        double metric,
        double testMetric,
        double tail,
        List<Look> path) {

    /** How a run ended. */
    enum Status {
        /** It met the target. */
        CONVERGED("converged"),
        /** It came to its end before. */
        NOT_CONVERGED("not-converged"),
        /** It failed. */
        DIVERGED("diverged");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        /** As files have it. */
        String word() {
            return word;
        }

        private static Status of(String word) {
            for (Status status : values()) {
                if (status.word.equals(word)) {
                    return status;
                }
            }
            throw new IllegalArgumentException("no such status: " + word);
        }
    }

    /**
     * A look at a run on its way.
     *
     * @param step behind which
     * @param epoch rows visited until then, in units of the table
     * @param objective on the sample
     * @param distance ‖w − w*‖
     */
    record Look(long step, double epoch, double objective, double distance) {}

    /** Steps to the target; empty if it was not met. */
    OptionalDouble stepsToTarget() {
        return status == Status.CONVERGED ? OptionalDouble.of((double) steps) : OptionalDouble.empty();
    }

    Map<String, Object> toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("batchSize", batchSize);
        fields.put("rate", rate);
        fields.put("seed", seed);
        fields.put("status", status.word());
        fields.put("steps", steps);
        fields.put("epochs", epochs);
        fields.put("gained", gained);
        fields.put("objective", Json.number(objective));
        fields.put("loss", Json.number(loss));
        fields.put("metric", Json.number(metric));
        fields.put("testMetric", Json.number(testMetric));
        fields.put("tail", Json.number(tail));
        List<List<Object>> looks = new ArrayList<>();
        for (Look look : path) {
            List<Object> numbers = new ArrayList<>();
            numbers.add(look.step());
            numbers.add(look.epoch());
            numbers.add(Json.number(look.objective()));
            numbers.add(Json.number(look.distance()));
            looks.add(numbers);
        }
        fields.put("path", looks);
        return fields;
    }

    static Outcome of(JsonNode node) {
        List<Look> path = new ArrayList<>();
        for (JsonNode look : node.get("path")) {
            path.add(new Look(
                    look.get(0).longValue(), look.get(1).doubleValue(), number(look.get(2)), number(look.get(3))));
        }
        return new Outcome(
                node.get("batchSize").longValue(),
                node.get("rate").doubleValue(),
                node.get("seed").longValue(),
                Status.of(node.get("status").textValue()),
                node.get("steps").longValue(),
                node.get("epochs").doubleValue(),
                node.get("gained").doubleValue(),
                number(node.get("objective")),
                number(node.get("loss")),
                number(node.get("metric")),
                number(node.get("testMetric")),
                number(node.get("tail")),
                path);
    }

    private static double number(JsonNode node) {
        return node.isNull() ? Double.NaN : node.doubleValue();
    }
}
