package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.schedule.Progress;
import java.util.List;

/** The gradient over all rows: (Σ cᵢ ∇ℓᵢ)/(Σ cᵢ), each row once (Cauchy 1847). */
public record FullGradient() implements GradientEstimator {

    @Override
    public GradientEstimate estimate(GradientSource data, EstimatorState state, Progress position, DenseVector point) {
        GradientSum sum = data.sum(new SumRequest(data.allRows(), List.of(point)));
        return GradientEstimate.of(sum, data.totalWeight(), data.allRows(), data);
    }
}
