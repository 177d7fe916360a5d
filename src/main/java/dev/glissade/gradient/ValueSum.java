package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;

/**
 * Loss and metrics of a batch, summed and not divided.
 *
 * @param rows rows drawn, repetitions counted
 * @param weight Σ cᵢ
 * @param loss Σ cᵢ ℓᵢ
 * @param metricSums as {@link dev.glissade.model.Model#addMetrics} summed them
 */
public record ValueSum(long rows, double weight, double loss, DenseVector metricSums) implements GradientAnswer {}
