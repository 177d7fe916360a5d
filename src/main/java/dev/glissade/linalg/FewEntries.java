package dev.glissade.linalg;

import java.util.Arrays;

/** The entries of a vector that may be other than 0. */
public final class FewEntries implements Held {

    private static final int ACCUMULATORS = 8;

    private final int[] indices;
    private final double[] values;

    /**
     * Wraps the arrays, which must not be changed afterwards.
     *
     * @param indices from 0, ascending, each once
     * @param values one each
     */
    public FewEntries(int[] indices, double[] values) {
        if (indices.length != values.length) {
            throw new IllegalArgumentException("%d indices and %d values".formatted(indices.length, values.length));
        }
        this.indices = indices;
        this.values = values;
    }

    /** Where they are, ascending; to be read only. */
    public int[] indices() {
        return indices;
    }

    /** What they are; to be read only. */
    public double[] values() {
        return values;
    }

    FewEntries times(double factor) {
        double[] product = new double[values.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = factor * values[i];
        }
        return new FewEntries(indices, product);
    }

    /** Σ of the squares, added up as {@link Kernels#squaredNorm} does with the zeros between them, which change nothing. */
    double squaredNorm(int size) {
        double[] sums = new double[ACCUMULATORS];
        int tail = size - size % ACCUMULATORS;
        int i = 0;
        for (; i < indices.length && indices[i] < tail; i++) {
            sums[indices[i] % ACCUMULATORS] += values[i] * values[i];
        }
        double sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
        for (; i < indices.length; i++) {
            sum += values[i] * values[i];
        }
        return sum;
    }

    @Override
    public double get(int index) {
        int at = Arrays.binarySearch(indices, index);
        return at < 0 ? 0 : values[at];
    }

    @Override
    public double[] at(int[] places) {
        double[] some = new double[places.length];
        for (int i = 0; i < some.length; i++) {
            some[i] = get(places[i]);
        }
        return some;
    }

    @Override
    public double[] all(int size) {
        double[] all = new double[size];
        for (int i = 0; i < indices.length; i++) {
            all[indices[i]] = values[i];
        }
        return all;
    }

    @Override
    public boolean isFinite() {
        return Held.areFinite(values);
    }
}
