package dev.glissade.statistics;

/**
 * An estimate and the interval that covers the truth in 95 of 100 repetitions.
 *
 * <p>A side that the data say nothing of is infinite, or 0 where the truth cannot be negative: such an interval is a bound, and its
 * estimate no figure to rely on.
 *
 * @param estimate within the interval; infinite where no finite number fits best
 * @param low lower end, −∞ if there is none
 * @param high upper end, ∞ if there is none
 */
public record Interval(double estimate, double low, double high) {

    public Interval {
        if (!(low <= estimate && estimate <= high)) {
            throw new IllegalArgumentException("an estimate of %s between %s and %s".formatted(estimate, low, high));
        }
    }

    /** The estimate and as much on either side; a half width that is not known is infinite. */
    static Interval around(double estimate, double halfWidth) {
        double half = Double.isNaN(halfWidth) ? Double.POSITIVE_INFINITY : halfWidth;
        return new Interval(estimate, estimate - half, estimate + half);
    }

    /** Whether both ends are numbers. */
    public boolean isBounded() {
        return Double.isFinite(low) && Double.isFinite(high);
    }

    /** Whether a value lies in it, its ends included. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** Of the multiple of what is estimated, by a factor of at least 0. */
    public Interval times(double factor) {
        return new Interval(product(factor, estimate), product(factor, low), product(factor, high));
    }

    /** Of the exponential of what is estimated: from a logarithm's interval back to the quantity's. */
    Interval exp() {
        return new Interval(StrictMath.exp(estimate), StrictMath.exp(low), StrictMath.exp(high));
    }

    private static double product(double factor, double value) {
        return factor == 0 ? 0 : factor * value;
    }
}
