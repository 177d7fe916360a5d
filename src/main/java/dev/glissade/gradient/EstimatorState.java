package dev.glissade.gradient;

import java.io.Serializable;
import java.util.List;

/** What a {@link GradientEstimator} remembers from step to step. Immutable. */
public sealed interface EstimatorState extends Serializable
        permits EstimatorState.Nothing, SvrgState, SagaState, ReplicaStates {

    /** Nothing yet, or nothing at all. */
    EstimatorState NOTHING = new Nothing();

    /** In plain numbers. */
    Written written();

    /**
     * The state that was written so.
     *
     * @throws IllegalArgumentException if no state is
     */
    static EstimatorState of(Written written) {
        try {
            return switch (written.kind()) {
                case Nothing.KIND -> NOTHING;
                case SvrgState.KIND -> SvrgState.of(written);
                case SagaState.KIND -> SagaState.of(written);
                case ReplicaStates.KIND -> ReplicaStates.of(written);
                default -> throw new IllegalArgumentException("no state of an estimator is a " + written.kind());
            };
        } catch (IndexOutOfBoundsException missing) {
            throw new IllegalArgumentException(
                    "too little for the state of an estimator, %s: %s".formatted(written.kind(), missing.getMessage()),
                    missing);
        }
    }

    /** The state of estimators that remember nothing. */
    record Nothing() implements EstimatorState {
        private static final String KIND = "nothing";

        @Override
        public Written written() {
            return new Written(KIND, List.of(), List.of(), List.of(), List.of());
        }
    }
}
