package dev.glissade.config;

import java.util.Map;
import java.util.Optional;

/**
 * What becomes of a run that diverges.
 *
 * @param policy whether it ends or goes back
 * @param factor what the learning rate is multiplied by when it goes back; present exactly with rollback
 * @param atMost how often it does; present exactly with rollback
 */
public record DivergenceSettings(Policy policy, Optional<Double> factor, Optional<Integer> atMost) {

    /** What becomes of it. */
    public enum Policy implements Word {
        /** It ends, with the model of its last good step. */
        STOP,
        /** It goes back to the last good state that was evaluated, and on from there at a lower rate. */
        ROLLBACK
    }

    static final Key<Policy> POLICY = Key.withDefault(
            "on-divergence.policy",
            Form.wordOf(Policy.class),
            Policy.STOP,
            "what becomes of a run that diverges: it stops, or goes back to its last good evaluation, at a lower rate");
    static final Key<Optional<Double>> FACTOR = Key.optional(
            "on-divergence.factor",
            Form.number(Range.above(0).below(1)),
            "0.5 for rollback",
            "what the learning rate is multiplied by at each rollback");
    static final Key<Optional<Integer>> AT_MOST = Key.optional(
            "on-divergence.at-most", Form.count(1, 1_000), "5 for rollback", "how many rollbacks before the run stops");

    private static final Map<Policy, Double> FACTORS = Map.of(Policy.ROLLBACK, 0.5);
    private static final Map<Policy, Integer> MOST = Map.of(Policy.ROLLBACK, 5);

    /** @throws InvalidSettingException if a value is out of bounds, or is of no use with this policy */
    public DivergenceSettings {
        POLICY.check(policy);
        FACTOR.check(factor);
        AT_MOST.check(atMost);
        Choice<Policy> choice = new Choice<>(POLICY, policy);
        factor = choice.filledIn(FACTORS, FACTOR, factor);
        atMost = choice.filledIn(MOST, AT_MOST, atMost);
    }

    /** The run stops. */
    public static DivergenceSettings defaults() {
        return Group.of(DivergenceSettings.class).defaults();
    }
}
