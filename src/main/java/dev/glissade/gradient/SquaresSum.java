package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;

/**
 * Gradients of a batch's rows and their squared norms, summed and not divided.
 *
 * @param rows rows drawn, repetitions counted
 * @param weight Σ cᵢ of the rows drawn
 * @param gradient Σ gᵢ, gᵢ = cᵢ∇ℓᵢ
 * @param squares Σ ‖gᵢ‖²
 */
public record SquaresSum(long rows, double weight, DenseVector gradient, double squares) implements GradientAnswer {}
