package dev.glissade.training;

import java.util.Optional;

/** Says when a run is over. Rules compose; the first that speaks gives the reason. */
@FunctionalInterface
public interface StopRule {

    /** The reason to stop behind this state, if there is one. */
    Optional<StopReason> check(TrainingState state);

    /** This rule, then the other. */
    default StopRule or(StopRule other) {
        return state -> check(state).or(() -> other.check(state));
    }
}
