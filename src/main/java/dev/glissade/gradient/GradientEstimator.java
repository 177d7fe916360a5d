package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.schedule.Progress;
import java.io.Serializable;
import java.util.Optional;

/**
 * How the gradient of the mean loss is estimated at each step. Estimators have no state that changes; what one remembers
 * from step to step is an explicit {@link EstimatorState}, {@link EstimatorState#NOTHING} before the first.
 */
public interface GradientEstimator extends Serializable {

    /**
     * How a run goes on after an update.
     *
     * @param elsewhere weights from which it starts anew; empty to go on from where the update led
     * @param state what is remembered
     */
    record Continuation(Optional<DenseVector> elsewhere, EstimatorState state) {}

    /**
     * Finds out what has to be known of all rows before the gradient at a point can be estimated, where anything has; a
     * state that is ready is given back. What it takes is counted by the step that first makes use of it.
     */
    default EstimatorState prepare(GradientSource data, EstimatorState state, Progress position, DenseVector point) {
        return state;
    }

    /**
     * An estimate of the gradient of (Σ cᵢ ℓᵢ)/(Σ cᵢ) at a point, unbiased given the state.
     *
     * @param data the rows
     * @param state as {@link #prepare} left it
     * @param position how far the run has come
     * @param point parameters
     */
    GradientEstimate estimate(GradientSource data, EstimatorState state, Progress position, DenseVector point);

    /** Takes note of the weights that an update led to. */
    default Continuation after(EstimatorState state, DenseVector weights) {
        return new Continuation(Optional.empty(), state);
    }

    /** The same where nobody reads what batches say of the gradient's noise: only what it needs of that itself is worked out. */
    default GradientEstimator withoutNoise() {
        return this;
    }

    /** Whether the estimates to come depend on {@link dev.glissade.schedule.Pacing#surelyNoise}. */
    default boolean followsNoise() {
        return false;
    }

    /**
     * The same for a replica that takes so many steps between two synchronisations: with a stream of samples of its own,
     * that of replica 0 being this one's, and with loops of so many steps.
     *
     * @throws IllegalArgumentException if replicas cannot estimate in this way
     */
    default GradientEstimator ofReplica(int replica, long steps) {
        return this;
    }
}
