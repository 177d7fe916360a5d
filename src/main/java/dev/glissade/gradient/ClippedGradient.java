package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;

/**
 * Another estimate, clipped. It is then no longer unbiased: steps stay bounded at that price. The penalty's gradient comes
 * after the clipping.
 *
 * @param estimator whose gradients are clipped
 * @param clipping the bounds
 */
public record ClippedGradient(GradientEstimator estimator, Clipping clipping) implements GradientEstimator {

    @Override
    public GradientEstimate estimate(GradientSource data, SamplePosition position, DenseVector point) {
        GradientEstimate estimate = estimator.estimate(data, position, point);
        return estimate.withGradient(clipping.apply(estimate.gradient()));
    }
}
