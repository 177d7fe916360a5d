package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;

/**
 * What {@link Saga} remembers.
 *
 * @param slopes of every row where it was last drawn
 * @param gradient μ, the mean over all rows of the gradients with these slopes
 * @param used whether a step has been taken with it, and has counted the pass over all rows that it took at first
 */
record SagaState(SlopeTable slopes, DenseVector gradient, boolean used) implements EstimatorState {

    SagaState stepped(SlopeTable nowSlopes, DenseVector nowGradient) {
        return new SagaState(nowSlopes, nowGradient, true);
    }
}
