package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import java.util.OptionalDouble;

/**
 * An estimate of the mean loss's gradient, and what it took.
 *
 * @param gradient the estimate
 * @param loss weighted mean loss of the rows drawn, at the point; empty if they weigh nothing
 * @param rowsDrawn how far the stream of samples has moved on
 * @param rowsVisited rows read, a row evaluated at several points in one visit counted once
 * @param gradientEvaluations rows times the points at which each was evaluated
 */
public record GradientEstimate(
        DenseVector gradient, OptionalDouble loss, long rowsDrawn, long rowsVisited, long gradientEvaluations) {

    /** The estimate from the sum over one batch of {@code expectedWeight} = b·(Σ cᵢ)/N. */
    static GradientEstimate of(GradientSum sum, double expectedWeight) {
        DenseVector gradient = sum.gradients().get(0).times(1 / expectedWeight);
        return new GradientEstimate(gradient, sum.meanLoss(), sum.rows(), sum.rows(), sum.rows());
    }

    /** The same cost and loss with another gradient. */
    GradientEstimate withGradient(DenseVector other) {
        return new GradientEstimate(other, loss, rowsDrawn, rowsVisited, gradientEvaluations);
    }
}
