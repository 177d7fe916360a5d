package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;

/**
 * An estimate of the mean loss's gradient, and what it took.
 *
 * @param gradient the estimate
 * @param loss weighted mean loss of the rows drawn, at the point; NaN if they weigh nothing
 * @param rowsDrawn how far the stream of samples has moved on
 * @param rowsVisited rows read, a row evaluated at several points in one visit counted once
 * @param gradientEvaluations rows times the points at which each was evaluated
 */
public record GradientEstimate(
        DenseVector gradient, double loss, long rowsDrawn, long rowsVisited, long gradientEvaluations) {

    /** The estimate from the sum over one batch of {@code expectedWeight} = b·(Σ cᵢ)/N. */
    static GradientEstimate of(GradientSum sum, double expectedWeight) {
        double loss = sum.weight() > 0 ? sum.losses().get(0) / sum.weight() : Double.NaN;
        DenseVector gradient = sum.gradients().get(0).times(1 / expectedWeight);
        return new GradientEstimate(gradient, loss, sum.rows(), sum.rows(), sum.rows());
    }

    /** The same cost and loss with another gradient. */
    GradientEstimate withGradient(DenseVector other) {
        return new GradientEstimate(other, loss, rowsDrawn, rowsVisited, gradientEvaluations);
    }
}
