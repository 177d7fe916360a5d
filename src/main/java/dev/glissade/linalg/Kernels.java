package dev.glissade.linalg;

/**
 * Inner loops with a fixed order of operations: the same bits on every machine and virtual machine.
 *
 * <p>Plain Java arithmetic is strictly IEEE 754 since Java 17 (JEP 306), and the compiler may not regroup it. Where vectors
 * are used instead, each of a fixed number of lanes is one of the accumulators below; a float becomes a double exactly.
 */
public final class Kernels {

    /** Tables of several numbers an index have them in groups of so many. */
    public static final int GROUP = 4;

    private static final Loops LOOPS = Loops.best();

    private Kernels() {}

    /**
     * Σ a[aFrom + i]·b[bFrom + i] over 0 ≤ i &lt; length.
     *
     * <p>Eight accumulators take the terms in turn, since one would wait for each addition before the next; they are
     * added in pairs, then the up to seven last terms one by one.
     */
    public static double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
        return LOOPS.dot(a, aFrom, b, bFrom, length);
    }

    /** The same of floats and doubles. */
    public static double dot(float[] a, int aFrom, double[] b, int bFrom, int length) {
        return LOOPS.dot(a, aFrom, b, bFrom, length);
    }

    /** target[targetFrom + i] += factor·x[xFrom + i] for 0 ≤ i &lt; length. */
    public static void addScaled(double factor, double[] x, int xFrom, double[] target, int targetFrom, int length) {
        LOOPS.addScaled(factor, x, xFrom, target, targetFrom, length);
    }

    /** The same with floats. */
    public static void addScaled(double factor, float[] x, int xFrom, double[] target, int targetFrom, int length) {
        LOOPS.addScaled(factor, x, xFrom, target, targetFrom, length);
    }

    /**
     * target[i] += factors[r]·x[from[r] + i] for r = 0, 1, 2, 3 in this order and 0 ≤ i &lt; length, in one sweep, so that
     * the target is read and written once.
     */
    static void addFour(double[] factors, double[] x, int[] from, double[] target, int length) {
        LOOPS.addFour(factors, x, from, target, length);
    }

    /** The same with floats. */
    static void addFour(double[] factors, float[] x, int[] from, double[] target, int length) {
        LOOPS.addFour(factors, x, from, target, length);
    }

    /**
     * sums[k] = Σ x[i]·table[indices[from + i]·K + k] over 0 ≤ i &lt; count, added one by one, for each k of the K sums.
     *
     * @param table K numbers for each index
     * @param sums K of them, a multiple of {@link #GROUP}
     */
    public static void dots(double[] x, int[] indices, int from, int count, double[] table, double[] sums) {
        LOOPS.dots(x, indices, from, count, table, sums);
    }

    /**
     * table[indices[from + i]·K + k] += factors[k]·x[i] for 0 ≤ i &lt; count and each of the K factors.
     *
     * @param factors K of them, a multiple of {@link #GROUP}
     * @param table K numbers for each index
     */
    public static void addScaledToAll(
            double[] factors, double[] x, int[] indices, int from, int count, double[] table) {
        LOOPS.addScaledToAll(factors, x, indices, from, count, table);
    }

    /** Σ x[i]², as {@link #dot} adds it up. */
    public static double squaredNorm(double[] x) {
        return dot(x, 0, x, 0, x.length);
    }
}
