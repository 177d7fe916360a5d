package dev.glissade.config;

import java.util.Optional;

/**
 * How the work is spread over the cluster. Of influence on the answer are only local steps: how many, of how many replicas.
 *
 * @param partitions Spark partitions of the training set; empty for one a core
 * @param aggregationDepth levels of the tree in which partial sums come back; empty chooses by their number and size
 * @param syncEvery steps that each replica takes before all are averaged; 1 for none of their own; empty chooses by the method
 * @param replicas how many take steps of their own; empty without local steps
 */
public record EngineSettings(
        Optional<Integer> partitions,
        Optional<Integer> aggregationDepth,
        Optional<Long> syncEvery,
        Optional<Integer> replicas) {

    private static final int DEFAULT_REPLICAS = 8;

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
    static final Key<Optional<Long>> SYNC_EVERY = Key.withDefault(
            "engine.sync-every",
            Form.wholeNumber(Range.atLeast(1)).orNone("auto"),
            Optional.of(1L),
            "steps that each replica takes on its own rows before all are averaged; 1: no replicas; auto: a pass over"
                    + " its rows, two with svrg");
    static final Key<Optional<Integer>> REPLICAS = Key.optional(
            "engine.replicas",
            Form.count(1, 1 << 20),
            "8 with local steps",
            "how many replicas take local steps, a power of two; of influence on the result");

    /** @throws InvalidSettingException if a value is out of bounds, or there are replicas without local steps */
    public EngineSettings {
        PARTITIONS.check(partitions);
        AGGREGATION_DEPTH.check(aggregationDepth);
        SYNC_EVERY.check(syncEvery);
        REPLICAS.check(replicas);
        boolean local = !syncEvery.equals(Optional.of(1L));
        if (!local && replicas.isPresent()) {
            throw REPLICAS.invalid(
                    replicas, "has no effect with engine.sync-every = 1; give that a larger one, or auto");
        }
        if (replicas.isPresent() && Integer.bitCount(replicas.get()) != 1) {
            throw REPLICAS.invalid(replicas, "must be a power of two");
        }
        replicas = local ? Optional.of(replicas.orElse(DEFAULT_REPLICAS)) : Optional.empty();
    }

    /** One partition a core, a depth that fits, and no local steps. */
    public static EngineSettings defaults() {
        return Group.of(EngineSettings.class).defaults();
    }

    /** Whether replicas take steps of their own. */
    public boolean takesLocalSteps() {
        return replicas.isPresent();
    }
}
