package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.Sampling;
import java.util.List;

/**
 * The gradient of a mini-batch B of b rows: N/(b Σᵢ cᵢ)·Σ_{i∈B} cᵢ ∇ℓᵢ, divided by the batch's expected weight and so
 * unbiased also where weights differ or the number of rows drawn varies (Robbins and Monro 1951).
 *
 * @param sampling how rows are drawn
 * @param batchSize b, at least 1 and at most the rows of the table
 */
public record MiniBatchGradient(Sampling sampling, long batchSize) implements GradientEstimator {

    public MiniBatchGradient {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch-size = %d: must be at least 1".formatted(batchSize));
        }
    }

    @Override
    public GradientEstimate estimate(
            GradientSource data, EstimatorState state, SamplePosition position, DenseVector point) {
        Batch batch = sampling.batch(position.step(), position.rowsDrawn(), batchSize, data.rows());
        Batch next = sampling.batch(position.step() + 1, position.rowsDrawn() + batch.size(), batchSize, data.rows());
        GradientSum sum = data.sum(new SumRequest(batch, List.of(point), List.of(next)));
        return GradientEstimate.of(sum, expectedWeight(batch, data));
    }

    /** What a batch weighs on average. */
    static double expectedWeight(Batch batch, GradientSource data) {
        double share = (double) batch.size() / data.rows();
        return share * data.totalWeight();
    }

    @Override
    public MiniBatchGradient ofReplica(int replica, long steps) {
        return new MiniBatchGradient(sampling.ofReplica(replica), batchSize);
    }
}
