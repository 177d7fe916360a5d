package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.Sampling;
import dev.glissade.schedule.BatchSizes;
import dev.glissade.schedule.Progress;
import java.util.List;

/**
 * The gradient of a mini-batch B of b rows: N/(b Σᵢ cᵢ)·Σ_{i∈B} cᵢ ∇ℓᵢ, divided by the batch's expected weight and so
 * unbiased also where weights differ or the number of rows drawn varies (Robbins and Monro 1951).
 *
 * @param sampling how rows are drawn
 * @param batchSizes b of each step, at most the rows of the table
 * @param seesNoise whether estimates tell how their rows' gradients scatter
 */
public record MiniBatchGradient(Sampling sampling, BatchSizes batchSizes, boolean seesNoise)
        implements GradientEstimator {

    /** With what batches say of the noise. */
    public MiniBatchGradient(Sampling sampling, BatchSizes batchSizes) {
        this(sampling, batchSizes, true);
    }

    /** Batches of one size, at least 1. */
    public MiniBatchGradient(Sampling sampling, long batchSize) {
        this(sampling, BatchSizes.constant(batchSize));
    }

    @Override
    public GradientEstimate estimate(GradientSource data, EstimatorState state, Progress progress, DenseVector point) {
        Batch batch = batch(progress, data);
        Batch next = batch(progress.behind(batch.size()), data);
        GradientSum sum = data.sum(new SumRequest(batch, List.of(point), List.of(next), seesNoise));
        return GradientEstimate.of(sum, expectedWeight(batch, data), batch, data);
    }

    private Batch batch(Progress progress, GradientSource data) {
        return sampling.batch(progress.step(), progress.rowsDrawn(), batchSizes.at(progress), data.rows());
    }

    /** What a batch weighs on average. */
    static double expectedWeight(Batch batch, GradientSource data) {
        double share = (double) batch.size() / data.rows();
        return share * data.totalWeight();
    }

    @Override
    public MiniBatchGradient withoutNoise() {
        return new MiniBatchGradient(sampling, batchSizes, followsNoise());
    }

    @Override
    public boolean followsNoise() {
        return batchSizes.followNoise();
    }

    /** What replicas see of the noise is not sent back. */
    @Override
    public MiniBatchGradient ofReplica(int replica, long steps) {
        return new MiniBatchGradient(sampling.ofReplica(replica), batchSizes).withoutNoise();
    }
}
