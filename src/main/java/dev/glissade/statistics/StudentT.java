package dev.glissade.statistics;

import org.apache.commons.math3.distribution.TDistribution;

/** The quantile of Student's t (1908) that 95 % intervals are drawn with, two-sided. */
final class StudentT {

    private static final double UPPER_TAIL = 0.025;
    private static final double NORMAL = 1.959963984540054;
    /** Beyond, t and the normal distribution agree to nine digits. */
    private static final double MANY = 1e9;

    private StudentT() {}

    /**
     * How many standard errors lie on either side.
     *
     * @param degrees of freedom of the standard error, not necessarily whole; infinitely many give the normal quantile, and
     *     none an infinite one
     */
    static double quantile(double degrees) {
        if (!(degrees > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        return degrees > MANY ? NORMAL : new TDistribution(null, degrees).inverseCumulativeProbability(1 - UPPER_TAIL);
    }
}
