package dev.glissade.linalg;

import java.io.Serializable;

/**
 * The values of a block in one array, or in none. Whatever it is an array of, sums over it have the same bits: a float
 * becomes a double exactly, and all arithmetic is on doubles.
 *
 * <p>Inner loops are a class's own, over its array: which class it is, is asked once for many rows.
 */
public abstract sealed class Values implements Serializable permits ArrayValues, Ones {

    private static final long serialVersionUID = 1L;

    Values() {}

    /** Values of sparse rows as the storage wants them; the array given may become a part of them. */
    static Values of(double[] values, Storage storage) {
        return storage != Storage.FLOAT64 && areOnes(values)
                ? new Ones(values.length)
                : ArrayValues.of(values, storage);
    }

    private static boolean areOnes(double[] values) {
        for (double value : values) {
            if (value != 1) {
                return false;
            }
        }
        return true;
    }

    /** How many there are. */
    public abstract int length();

    /** The value at a position from 0. */
    public abstract double get(int position);

    /** Copies some of them, as doubles, to the front of an array. */
    public abstract void read(int from, double[] target, int count);

    /** Bytes that each takes: 8, 4 or 0. */
    public abstract int bytesEach();

    /** All of them as doubles, in a new array. */
    public abstract double[] toArray();

    /** All of them as doubles: their own array, which is to be read only, where they are doubles. */
    public abstract double[] doubles();

    /** How many are not zero. */
    abstract long nonZeros();

    /** So many others, all zeros where there is an array, kept as these are. */
    abstract Values alike(int length);

    /** Copies values to others that are kept alike. */
    abstract void copy(int from, Values target, int to, int length);

    /** Σ x[from + i]², as {@link Kernels#dot} adds it up. */
    abstract double squaredNorm(int from, int length);

    /** Σ x[i]·factors[factorsFrom + indices[i]] for from ≤ i &lt; to, added one by one. */
    abstract double dot(int[] indices, int from, int to, double[] factors, int factorsFrom);

    /** target[targetFrom + indices[i]] += factor·x[i] for from ≤ i &lt; to. */
    abstract void addScaled(double factor, int[] indices, int from, int to, double[] target, int targetFrom);

    /** target[i] = {@link #dot} of row i of the run with the weights. */
    abstract void dots(RowRun run, int[] offsets, int[] indices, double[] weights, double[] target);

    /** {@link #addScaled} of each row of the run by its own factor, one row after the other. */
    abstract void addScaled(double[] factors, RowRun run, int[] offsets, int[] indices, double[] target);
}
