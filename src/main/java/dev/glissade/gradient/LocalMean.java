package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import java.util.List;

/**
 * What replicas' work led to.
 *
 * @param vectors their means, by the weight of the replicas' rows
 * @param reports of the replicas in their order; empty for those without a row, or without weight
 */
public record LocalMean(List<DenseVector> vectors, List<DenseVector> reports) implements GradientAnswer {}
