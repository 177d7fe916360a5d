package dev.glissade.report;

/**
 * A point of a series. What is not finite is not drawn: such a y is a gap in a line.
 *
 * @param x along the first axis
 * @param y along the second axis
 * @param low the lower end of a 95 % interval of y; NaN if there is none
 * @param high the upper end; NaN if there is none
 */
public record Point(double x, double y, double low, double high) {

    /** Without an interval. */
    public static Point of(double x, double y) {
        return new Point(x, y, Double.NaN, Double.NaN);
    }

    /** Whether there is an interval. */
    boolean hasInterval() {
        return Double.isFinite(low) && Double.isFinite(high);
    }

    /** Where a line is broken. */
    boolean isGap() {
        return !Double.isFinite(y);
    }
}
