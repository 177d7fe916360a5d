package dev.glissade.sampling;

/** Pearson's statistic of counts that should all be alike, as standard deviations above what chance gives. */
final class ChiSquare {

    private ChiSquare() {}

    /** (χ² − f)/√(2f) with f degrees of freedom: about standard normal where the counts are as they should be. */
    static double excess(double statistic, int freedom) {
        return (statistic - freedom) / Math.sqrt(2.0 * freedom);
    }

    /** The same of counts in equally likely cells. */
    static double excess(long[] counts) {
        double total = 0;
        for (long count : counts) {
            total += count;
        }
        double expected = total / counts.length;
        return excess(squares(counts, expected) / expected, counts.length - 1);
    }

    /** Σ (count − expected)². */
    static double squares(long[] counts, double expected) {
        double sum = 0;
        for (long count : counts) {
            sum += (count - expected) * (count - expected);
        }
        return sum;
    }
}
