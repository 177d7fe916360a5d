package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.schedule.Progress;
import java.util.List;

/**
 * The gradient over all rows: (Σ cᵢ ∇ℓᵢ)/(Σ cᵢ), each row once (Cauchy 1847).
 *
 * @param seesNoise whether it tells how the rows' gradients scatter
 */
public record FullGradient(boolean seesNoise) implements GradientEstimator {

    /** With what it says of the noise that batches would have. */
    public FullGradient() {
        this(true);
    }

    @Override
    public GradientEstimate estimate(GradientSource data, EstimatorState state, Progress position, DenseVector point) {
        GradientSum sum = data.sum(new SumRequest(data.allRows(), List.of(point), List.of(), seesNoise));
        return GradientEstimate.of(sum, data.totalWeight(), data.allRows(), data);
    }

    @Override
    public FullGradient withoutNoise() {
        return new FullGradient(false);
    }
}
