package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;

/**
 * What a step goes by.
 *
 * @param weights w, before the step
 * @param point where the gradient was taken
 * @param gradient g, of the loss and the smooth part of the penalty
 * @param rate η, at least 0
 */
public record GradientStep(DenseVector weights, DenseVector point, DenseVector gradient, double rate) {}
