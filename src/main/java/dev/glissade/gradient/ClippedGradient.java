package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.schedule.Progress;

/**
 * Another estimate, clipped. It is then no longer unbiased: steps stay bounded at that price. The penalty's gradient comes
 * after the clipping.
 *
 * @param estimator whose gradients are clipped
 * @param clipping the bounds
 */
public record ClippedGradient(GradientEstimator estimator, Clipping clipping) implements GradientEstimator {

    @Override
    public EstimatorState prepare(GradientSource data, EstimatorState state, Progress position, DenseVector point) {
        return estimator.prepare(data, state, position, point);
    }

    @Override
    public GradientEstimate estimate(GradientSource data, EstimatorState state, Progress position, DenseVector point) {
        GradientEstimate estimate = estimator.estimate(data, state, position, point);
        return estimate.withGradient(clipping.apply(estimate.gradient()));
    }

    @Override
    public Continuation after(EstimatorState state, DenseVector weights) {
        return estimator.after(state, weights);
    }

    @Override
    public ClippedGradient withoutNoise() {
        return new ClippedGradient(estimator.withoutNoise(), clipping);
    }

    @Override
    public boolean followsNoise() {
        return estimator.followsNoise();
    }

    @Override
    public ClippedGradient ofReplica(int replica, long steps) {
        return new ClippedGradient(estimator.ofReplica(replica, steps), clipping);
    }
}
