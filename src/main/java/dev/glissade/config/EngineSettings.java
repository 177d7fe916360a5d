package dev.glissade.config;

import java.util.Optional;

/**
 * How the work is spread over the cluster; nothing here changes the answer.
 *
 * @param partitions Spark partitions of the training set; empty for one a core
 * @param aggregationDepth levels of the tree in which partial sums come back; empty chooses by their number and size
 */
public record EngineSettings(Optional<Integer> partitions, Optional<Integer> aggregationDepth) {

    static final Key<Optional<Integer>> PARTITIONS = Key.optional(
            "engine.partitions",
            Form.count(1, 1_000_000),
            "one a core",
            "Spark partitions of the training set; of no influence on the result");
    static final Key<Optional<Integer>> AGGREGATION_DEPTH = Key.withDefault(
            "engine.aggregation-depth",
            Form.count(1, 8).orNone("auto"),
            Optional.empty(),
            "levels of the tree in which partial sums come back; of no influence on the result");

    /** @throws InvalidSettingException if a value is out of bounds */
    public EngineSettings {
        PARTITIONS.check(partitions);
        AGGREGATION_DEPTH.check(aggregationDepth);
    }

    /** One partition a core, and a depth that fits. */
    public static EngineSettings defaults() {
        return Group.of(EngineSettings.class).defaults();
    }
}
