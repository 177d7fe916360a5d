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
    private final Values values;
    private final double[] labels;
    private final double[] weights;

    /**
     * Rows with their values as doubles. Wraps the arrays, which must not be changed afterwards.
     *
     * @param features number of features, larger than every index
     * @param offsets one more than there are rows, from 0 to the number of values
     * @param indices the non-zeros' features, from 0, ascending within a row
     * @param values the non-zeros
     * @param labels one a row, encoded as {@link RowBlock} says
     * @param weights one a row, or null when all are 1
     */
    public SparseRows(int features, int[] offsets, int[] indices, double[] values, double[] labels, double[] weights) {
        this(features, offsets, indices, new DoubleValues(values), labels, weights);
    }

    private SparseRows(int features, int[] offsets, int[] indices, Values values, double[] labels, double[] weights) {
        Objects.requireNonNull(offsets, "offsets");
        Objects.requireNonNull(labels, "labels");
        if (offsets.length != labels.length + 1) {
            throw new IllegalArgumentException(
                    "%d rows need %d offsets, not %d".formatted(labels.length, labels.length + 1, offsets.length));
        }
        int end = offsets[labels.length];
        if (offsets[0] != 0 || indices.length != end || values.length() != end) {
            throw new IllegalArgumentException("offsets from %d to %d do not span %d indices and %d values"
                    .formatted(offsets[0], end, indices.length, values.length()));
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

    /** The terms are added one by one. */
    @Override
    public double dot(int row, double[] factors, int from) {
        return values.dot(indices, offsets[row], offsets[row + 1], factors, from);
    }

    @Override
    public void addScaled(double factor, int row, double[] target, int from) {
        values.addScaled(factor, indices, offsets[row], offsets[row + 1], target, from);
    }

    @Override
    public void dots(RowRun run, double[] factors, double[] target) {
        values.dots(run, offsets, indices, factors, target);
    }

    @Override
    public void addScaled(double[] factors, RowRun run, double[] target) {
        values.addScaled(factors, run, offsets, indices, target);
    }

    @Override
    public double squaredNorm(int row) {
        return values.squaredNorm(offsets[row], offsets[row + 1] - offsets[row]);
    }

    @Override
    public long nonZeros() {
        return values.nonZeros();
    }

    @Override
    public long bytes() {
        long ofValues = (long) values.length() * (Integer.BYTES + values.bytesEach());
        return ofValues
                + (long) offsets.length * Integer.BYTES
                + BlockArrays.bytes(labels)
                + BlockArrays.bytes(weights);
    }

    @Override
    public SparseRows stored(Storage storage) {
        return new SparseRows(features, offsets, indices, Values.of(values.doubles(), storage), labels, weights);
    }

    @Override
    public SparseRows select(RowSelection rows) {
        int[] selectedOffsets = new int[rows.count() + 1];
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            selectedOffsets[i + 1] = Math.addExact(selectedOffsets[i], offsets[row + 1] - offsets[row]);
        }
        int[] selectedIndices = new int[selectedOffsets[rows.count()]];
        Values selectedValues = values.alike(selectedIndices.length);
        for (int i = 0; i < rows.count(); i++) {
            int start = offsets[rows.row(i)];
            int at = selectedOffsets[i];
            int count = selectedOffsets[i + 1] - at;
            System.arraycopy(indices, start, selectedIndices, at, count);
            values.copy(start, selectedValues, at, count);
        }
        return new SparseRows(
                features,
                selectedOffsets,
                selectedIndices,
                selectedValues,
                BlockArrays.select(labels, rows),
                BlockArrays.select(weights, rows));
    }

    /** Marks the features of some rows. */
    public void markFeatures(RowSelection rows, IndexMarks marks) {
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            marks.addAll(indices, offsets[row], offsets[row + 1]);
        }
    }

    /**
     * A new block of some of these rows, in the order given, as if there were no features but some: those are numbered by
     * their places in the set.
     *
     * @param kept has every feature of these rows
     */
    public SparseRows narrowed(RowSelection rows, IndexSet kept) {
        SparseRows selected = select(rows);
        for (int i = 0; i < selected.indices.length; i++) {
            selected.indices[i] = kept.placeOf(selected.indices[i]);
        }
        return new SparseRows(
                kept.size(), selected.offsets, selected.indices, selected.values, selected.labels, selected.weights);
    }

    /** Shares the pattern; a shift would fill it. A stored zero stays a zero. */
    @Override
    public SparseRows standardized(DenseVector shift, DenseVector scale) {
        BlockArrays.requireOneEach(features, shift, scale);
        for (int feature = 0; feature < features; feature++) {
            if (shift.get(feature) != 0) {
                throw new IllegalArgumentException(
                        "shift[%d] = %s: must be 0 for sparse rows".formatted(feature, shift.get(feature)));
            }
        }
        double[] scales = scale.values();
        double[] standardized = values.toArray();
        for (int i = 0; i < standardized.length; i++) {
            standardized[i] /= scales[indices[i]];
        }
        return new SparseRows(features, offsets, indices, standardized, labels, weights);
    }

    /** Stored values of some rows, repetitions counted. */
    public long storedValues(RowSelection rows) {
        return storedValues(rows, Long.MAX_VALUE);
    }

    /** The same; where there are as many as are enough, at least these, without a look at all rows. */
    public long storedValues(RowSelection rows, long enough) {
        long count = 0;
        for (int i = 0; i < rows.count() && count < enough; i++) {
            int row = rows.row(i);
            count += offsets[row + 1] - offsets[row];
        }
        return count;
    }

    /** Where each row's non-zeros begin, and behind the last where they end; to be read only. */
    public int[] offsets() {
        return offsets;
    }

    /** Features of the non-zeros; to be read only. */
    public int[] indices() {
        return indices;
    }

    /** The non-zeros. */
    public Values values() {
        return values;
    }
}
