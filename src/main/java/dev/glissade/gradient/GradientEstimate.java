package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import java.util.OptionalDouble;

/**
 * An estimate of the mean loss's gradient, and what it took.
 *
 * @param gradient the estimate
 * @param loss weighted mean loss of the rows drawn, at the point; empty if they weigh nothing
 * @param work what it cost
 * @param state what the estimator remembers of it
 */
public record GradientEstimate(DenseVector gradient, OptionalDouble loss, Work work, EstimatorState state) {

    /** The estimate from the sum over one batch of {@code expectedWeight} = b·(Σ cᵢ)/N; nothing is remembered. */
    static GradientEstimate of(GradientSum sum, double expectedWeight) {
        DenseVector gradient = sum.gradients().get(0).times(1 / expectedWeight);
        return new GradientEstimate(gradient, sum.meanLoss(), Work.ofBatch(sum.rows(), 1), EstimatorState.NOTHING);
    }

    /** The same with another gradient. */
    GradientEstimate withGradient(DenseVector other) {
        return new GradientEstimate(other, loss, work, state);
    }
}
