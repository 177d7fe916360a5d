package dev.glissade.training;

/**
 * What one step did.
 *
 * @param loss weighted mean loss of its batch, before the update, where the gradient was taken; NaN if no row was drawn,
 *     or none that weighs anything
 * @param gradientNorm Euclidean norm of the gradient that the update used, L2's part included
 * @param learningRate η; NaN for a method that has none
 * @param batchSize rows drawn
 */
public record StepReport(double loss, double gradientNorm, double learningRate, long batchSize) {

    /** Whether loss and gradient are finite; the loss of a batch without weight, NaN, does not count. */
    public boolean isFinite() {
        return Double.isFinite(gradientNorm) && !Double.isInfinite(loss);
    }
}
