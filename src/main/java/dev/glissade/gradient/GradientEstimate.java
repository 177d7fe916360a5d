package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.sampling.Batch;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An estimate of the mean loss's gradient, and what it took.
 *
 * @param gradient the estimate
 * @param loss weighted mean loss of the rows drawn, at the point; empty if they weigh nothing
 * @param work what it cost
 * @param state what the estimator remembers of it
 * @param scatter of the rows' gradients, where they are a batch of plain ones over two slices or more, and it is looked at
 */
public record GradientEstimate(
        DenseVector gradient, OptionalDouble loss, Work work, EstimatorState state, Optional<BatchScatter> scatter) {

    /** An estimate that says nothing of noise. */
    public GradientEstimate(DenseVector gradient, OptionalDouble loss, Work work, EstimatorState state) {
        this(gradient, loss, work, state, Optional.empty());
    }

    /** The estimate from the sum over one batch of {@code expectedWeight} = b·(Σ cᵢ)/N; nothing is remembered. */
    static GradientEstimate of(GradientSum sum, double expectedWeight, Batch batch, GradientSource data) {
        DenseVector gradient = sum.gradients().get(0).times(1 / expectedWeight);
        return new GradientEstimate(
                gradient,
                sum.meanLoss(),
                Work.ofBatch(sum.rows(), 1),
                EstimatorState.NOTHING,
                BatchScatter.of(sum, batch, data));
    }

    /** The same with another gradient. */
    GradientEstimate withGradient(DenseVector other) {
        return new GradientEstimate(other, loss, work, state, scatter.map(around -> around.around(gradient)));
    }
}
