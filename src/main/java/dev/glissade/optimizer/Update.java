package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;

/**
 * What a step leads to.
 *
 * @param weights after the step
 * @param state after the step
 */
public record Update(DenseVector weights, OptimizerState state) {}
