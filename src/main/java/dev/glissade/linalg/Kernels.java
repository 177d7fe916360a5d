package dev.glissade.linalg;

/**
 * Inner loops with a fixed order of operations: the same bits on every machine and virtual machine.
 *
 * <p>Plain Java arithmetic is strictly IEEE 754 since Java 17 (JEP 306), and the compiler may not regroup it.
 */
public final class Kernels {

    private Kernels() {}

    /**
     * Σ a[aFrom + i]·b[bFrom + i] over 0 ≤ i &lt; length.
     *
     * <p>Eight accumulators take the terms in turn, since one would wait for each addition before the next; they are
     * added in pairs, then the up to seven last terms one by one.
     */
    public static double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i + 7 < length; i += 8) {
            int p = aFrom + i;
            int q = bFrom + i;
            s0 += a[p] * b[q];
            s1 += a[p + 1] * b[q + 1];
            s2 += a[p + 2] * b[q + 2];
            s3 += a[p + 3] * b[q + 3];
            s4 += a[p + 4] * b[q + 4];
            s5 += a[p + 5] * b[q + 5];
            s6 += a[p + 6] * b[q + 6];
            s7 += a[p + 7] * b[q + 7];
        }
        double sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
        for (; i < length; i++) {
            sum += a[aFrom + i] * b[bFrom + i];
        }
        return sum;
    }

    /** target[targetFrom + i] += factor·x[xFrom + i] for 0 ≤ i &lt; length. */
    public static void addScaled(double factor, double[] x, int xFrom, double[] target, int targetFrom, int length) {
        for (int i = 0; i < length; i++) {
            target[targetFrom + i] += factor * x[xFrom + i];
        }
    }

    /** Σ x[i]², as {@link #dot} adds it up. */
    public static double squaredNorm(double[] x) {
        return dot(x, 0, x, 0, x.length);
    }
}
