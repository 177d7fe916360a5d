package dev.glissade.report;

/**
 * An axis of a figure.
 *
 * @param title what is measured, with its unit in words
 * @param logarithmic whether equal lengths are equal ratios; values up to 0 cannot be shown then
 * @param least what is below is not drawn
 */
public record Axis(String title, boolean logarithmic, double least) {

    /** Of so many times between two values on, a linear axis shows nothing of the smaller one. */
    private static final double FAR_APART = 100;

    /** Equal lengths are equal differences. */
    public static Axis linear(String title) {
        return new Axis(title, false, Double.NEGATIVE_INFINITY);
    }

    /** Equal lengths are equal ratios. */
    public static Axis logarithmic(String title) {
        return new Axis(title, true, 0);
    }

    /** Logarithmic where all finite values are above 0 and the largest is over a hundred times the smallest, else linear. */
    public static Axis fitting(String title, double[] values) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        return least > 0 && greatest > FAR_APART * least ? logarithmic(title) : linear(title);
    }

    /** The same without what is below a value: noise of the arithmetic, say, which would stretch a logarithmic axis. */
    public Axis from(double value) {
        return new Axis(title, logarithmic, value);
    }

    /** Whether a value has a place on it. */
    boolean shows(double value) {
        return Double.isFinite(value) && value >= least && (!logarithmic || value > 0);
    }
}
