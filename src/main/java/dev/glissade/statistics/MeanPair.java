package dev.glissade.statistics;

/**
 * Two means from the same repetitions.
 *
 * @param above the one to be divided
 * @param below the one to divide by
 * @param aboveVariance of the first mean itself, not of a single repetition
 * @param belowVariance of the second
 * @param covariance of the two
 */
record MeanPair(double above, double below, double aboveVariance, double belowVariance, double covariance) {}
