package dev.glissade.statistics;

import org.apache.commons.math3.distribution.FDistribution;

/**
 * How far from the least squares a curve may be that a 95 % interval still holds.
 *
 * <p>Points scatter as their repetitions say, or about the curve by more than that, as no curve is quite right: the larger of the two counts. It is
 * known with the degrees of freedom of the repetitions, or, where an F test at 5 % refuses the curve, with those of the curve alone.
 *
 * @param scale of the squares, in units of their weights
 * @param degrees of freedom the scale is known with
 * @param refused whether the test refuses the curve; no where repetitions say nothing
 */
record Tolerance(double scale, double degrees, boolean refused) {

    private static final double REFUSED = 0.95;

    /**
     * Of squares about a curve.
     *
     * @param squares the least ones, weights being reciprocal variances from repetitions
     * @param curveDegrees points less parameters
     * @param repeatedDegrees of freedom of the variances; below 1 where they are not known, and weights but relative
     */
    static Tolerance of(double squares, double curveDegrees, double repeatedDegrees) {
        double perDegree = squares / curveDegrees;
        if (repeatedDegrees < 1) {
            return new Tolerance(perDegree, curveDegrees, false);
        }
        boolean refused =
                new FDistribution(null, curveDegrees, repeatedDegrees).cumulativeProbability(perDegree) > REFUSED;
        return new Tolerance(Math.max(1, perDegree), refused ? curveDegrees : repeatedDegrees, refused);
    }

    /** In standard errors of the weights. */
    double width() {
        return StudentT.quantile(degrees) * Math.sqrt(scale);
    }

    /** In squares. */
    double squares() {
        return width() * width();
    }
}
