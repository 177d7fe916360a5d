package dev.glissade.bench;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.SparseRows;
import dev.glissade.linalg.Values;
import java.util.Arrays;

/** The values of one row, copied for those who want an object a row: all of them, or the non-zeros with their features. */
final class RowValues {

    private final int[] indices;
    private final double[] values;

    private RowValues(int[] indices, double[] values) {
        this.indices = indices;
        this.values = values;
    }

    static RowValues of(RowBlock block, int row) {
        if (block instanceof DenseRows dense) {
            return new RowValues(null, read(dense.values(), row * dense.features(), dense.features()));
        }
        SparseRows sparse = (SparseRows) block;
        int from = sparse.offsets()[row];
        int to = sparse.offsets()[row + 1];
        return new RowValues(Arrays.copyOfRange(sparse.indices(), from, to), read(sparse.values(), from, to - from));
    }

    private static double[] read(Values values, int from, int count) {
        double[] read = new double[count];
        values.read(from, read, count);
        return read;
    }

    /** Whether every feature has a value. */
    boolean isDense() {
        return indices == null;
    }

    int count() {
        return values.length;
    }

    /** Feature of a value, from 0. */
    int index(int at) {
        return isDense() ? at : indices[at];
    }

    double value(int at) {
        return values[at];
    }

    /** Features of the non-zeros, ascending; only where not dense. */
    int[] indices() {
        return indices;
    }

    double[] values() {
        return values;
    }
}
