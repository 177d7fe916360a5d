package dev.glissade.linalg;

import java.util.Objects;

/**
 * Rows stored as their non-zeros (compressed sparse rows): those of row i are at positions {@code offsets[i]} to
 * {@code offsets[i + 1] - 1} of {@code indices} and {@code values}, indices ascending within a row.
 */
public final class SparseRows implements RowBlock {

    private static final long serialVersionUID = 1L;

    private final int features;
    private final int[] offsets;
    private final int[] indices;
    private final double[] values;
    private final double[] labels;
    private final double[] weights;

    /**
     * Wraps the arrays, which must not be changed afterwards.
     *
     * @param features number of features, larger than every index
     * @param offsets one more than there are rows, from 0 to the number of values
     * @param indices the non-zeros' features, from 0, ascending within a row
     * @param values the non-zeros
     * @param labels one a row, encoded as {@link RowBlock} says
     * @param weights one a row, or null when all are 1
     */
    public SparseRows(int features, int[] offsets, int[] indices, double[] values, double[] labels, double[] weights) {
        Objects.requireNonNull(offsets, "offsets");
        Objects.requireNonNull(labels, "labels");
        if (offsets.length != labels.length + 1) {
            throw new IllegalArgumentException(
                    "%d rows need %d offsets, not %d".formatted(labels.length, labels.length + 1, offsets.length));
        }
        int end = offsets[labels.length];
        if (offsets[0] != 0 || indices.length != end || values.length != end) {
            throw new IllegalArgumentException("offsets from %d to %d do not span %d indices and %d values"
                    .formatted(offsets[0], end, indices.length, values.length));
        }
        if (weights != null && weights.length != labels.length) {
            throw new IllegalArgumentException("%d rows but %d weights".formatted(labels.length, weights.length));
        }
        this.features = features;
        this.offsets = offsets;
        this.indices = indices;
        this.values = values;
        this.labels = labels;
        this.weights = weights;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public double label(int row) {
        return labels[row];
    }

    @Override
    public double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    /** The terms are added one by one: sums over several rows overlap in the processor anyway. */
    @Override
    public double dot(int row, double[] factors, int from) {
        double sum = 0;
        int end = offsets[row + 1];
        for (int i = offsets[row]; i < end; i++) {
            sum += values[i] * factors[from + indices[i]];
        }
        return sum;
    }

    @Override
    public void addScaled(double factor, int row, double[] target, int from) {
        int end = offsets[row + 1];
        for (int i = offsets[row]; i < end; i++) {
            target[from + indices[i]] += factor * values[i];
        }
    }

    /** Where each row's non-zeros begin, and behind the last where they end; to be read only. */
    public int[] offsets() {
        return offsets;
    }

    /** Features of the non-zeros; to be read only. */
    public int[] indices() {
        return indices;
    }

    /** The non-zeros; to be read only. */
    public double[] values() {
        return values;
    }
}
