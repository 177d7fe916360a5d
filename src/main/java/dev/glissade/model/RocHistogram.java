package dev.glissade.model;

import java.util.OptionalDouble;

/**
 * The area under the ROC curve (AUC) by sums that can be added up: the chance that a positive row has the larger margin
 * than a negative one, equal margins counting half (Hanley and McNeil 1982); rows count by their weights.
 *
 * <p>A sorted list of margins cannot be summed over slices; weights by bin of the margin and by class can. Bins follow
 * the magnitude as a number's own bits do: each power of two from 2⁻¹⁶ to 2²⁴ is cut into 64 of equal width, on both
 * sides of zero. What is smaller falls into one bin a side, what is larger into the last one; zero has a bin of its own.
 *
 * <p>The area is exact as long as no bin holds different margins of both classes. Pairs in one bin count half, which is
 * their mean and so leaves an error far below their share: below 10⁻⁴ over logistic margins. That share is only large where
 * margins differ by less than 2% of their distance from zero, or by less than 2⁻¹⁶.
 */
final class RocHistogram {

    private static final int MANTISSA_BITS = 6;
    private static final int SMALLEST_EXPONENT = -16;
    private static final int LARGEST_EXPONENT = 24;

    /** Bits of a double behind those that tell its bin. */
    private static final int IGNORED_BITS = 52 - MANTISSA_BITS;

    /** What the leading bits of 2⁻¹⁶ say. */
    private static final long SMALLEST = (long) (SMALLEST_EXPONENT + Double.MAX_EXPONENT) << MANTISSA_BITS;

    /** Bins of a side: one for what is smaller, then those of each power of two. */
    private static final int SIDE = 1 + ((LARGEST_EXPONENT - SMALLEST_EXPONENT) << MANTISSA_BITS);

    /** Number of bins; that of zero is the middle one. */
    static final int BINS = 2 * SIDE + 1;

    /** Sums that a histogram takes: the weight of the negative class by bin, then that of the positive one. */
    static final int SUMS = 2 * BINS;

    private RocHistogram() {}

    /** The bin of a margin, from 0; a larger margin never has a smaller bin. NaN has that of zero. */
    static int bin(double margin) {
        int middle = SIDE;
        if (!(margin < 0 || margin > 0)) {
            return middle;
        }
        long leading = Double.doubleToRawLongBits(Math.abs(margin)) >>> IGNORED_BITS;
        int magnitude = (int) Math.max(0, Math.min(SIDE - 1, leading - SMALLEST + 1));
        return margin > 0 ? middle + 1 + magnitude : middle - 1 - magnitude;
    }

    /**
     * Adds a row.
     *
     * @param margin one that is NaN makes the area NaN
     * @param positive whether the row is of the positive class
     * @param weight of the row
     * @param sums where the histogram's begin at {@code from}
     */
    static void add(double margin, boolean positive, double weight, double[] sums, int from) {
        int index = from + bin(margin) + (positive ? BINS : 0);
        sums[index] += Double.isNaN(margin) ? margin : weight;
    }

    /**
     * The area: Σ over bins of P(bin)·(N(below) + ½N(bin)), divided by the weights P and N of the two classes.
     *
     * @return from 0 to 1, NaN if a margin was; empty where one of the classes has no weight
     */
    static OptionalDouble area(double[] sums, int from) {
        double below = 0;
        double positives = 0;
        double pairs = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double negative = sums[from + bin];
            double positive = sums[from + BINS + bin];
            pairs += positive * (below + 0.5 * negative);
            below += negative;
            positives += positive;
        }
        return positives == 0 || below == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(pairs / positives / below); // their product may overflow, or vanish
    }
}
