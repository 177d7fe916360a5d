package dev.glissade.gradient;

import java.io.Serializable;

/** What a {@link GradientEstimator} remembers from step to step. Immutable. */
public sealed interface EstimatorState extends Serializable
        permits EstimatorState.Nothing, SvrgState, SagaState, ReplicaStates {

    /** Nothing yet, or nothing at all. */
    EstimatorState NOTHING = new Nothing();

    /** The state of estimators that remember nothing. */
    record Nothing() implements EstimatorState {}
}
