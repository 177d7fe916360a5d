package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import java.io.Serializable;

/** How the gradient of the mean loss is estimated at each step. */
public interface GradientEstimator extends Serializable {

    /**
     * An unbiased estimate of the gradient of (Σ cᵢ ℓᵢ)/(Σ cᵢ) at a point.
     *
     * @param data the rows
     * @param position how far the run has come
     * @param point parameters
     */
    GradientEstimate estimate(GradientSource data, SamplePosition position, DenseVector point);
}
