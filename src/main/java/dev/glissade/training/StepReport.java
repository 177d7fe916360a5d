package dev.glissade.training;

import java.util.OptionalDouble;

/**
 * What one step did.
 *
 * @param loss weighted mean loss of its batch, before the update, where the gradient was taken; empty if no row was
 *     drawn, or none that weighs anything
 * @param gradientNorm Euclidean norm of the gradient that the update used, L2's part included
 * @param learningRate η; NaN for a method that has none
 * @param batchSize rows drawn
 */
public record StepReport(OptionalDouble loss, double gradientNorm, double learningRate, long batchSize) {

    /** Whether the gradient is finite, and the loss if there is one. */
    public boolean isFinite() {
        return Double.isFinite(gradientNorm) && Double.isFinite(loss.orElse(0));
    }
}
