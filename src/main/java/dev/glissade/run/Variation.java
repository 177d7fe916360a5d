package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.linalg.DenseVector;

/**
 * A training over rows that are there already.
 *
 * @param configuration what it says of data, spark and the run's directory is not looked at
 * @param initial w₀, on the scale of the training
 */
public record Variation(Configuration configuration, DenseVector initial) {}
