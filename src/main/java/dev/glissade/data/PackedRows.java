package dev.glissade.data;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.SparseRows;
import dev.glissade.linalg.Storage;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Rows on their way into a table: their non-zeros one after the other, indices ascending within a row, a label and
 * perhaps a weight each. What is read, shuffled and sorted; {@link #toBlock} makes of it what is trained on.
 */
final class PackedRows implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int[] offsets;
    private final int[] indices;
    private final double[] values;
    private final double[] labels;
    private final double[] weights;

    /**
     * Wraps the arrays, which must not be changed afterwards.
     *
     * @param offsets where each row's non-zeros begin, and behind the last where they end
     * @param weights one a row, or null when all are 1
     */
    PackedRows(int[] offsets, int[] indices, double[] values, double[] labels, double[] weights) {
        this.offsets = offsets;
        this.indices = indices;
        this.values = values;
        this.labels = labels;
        this.weights = weights;
    }

    int size() {
        return labels.length;
    }

    int nonZeros() {
        return values.length;
    }

    int nonZeros(int row) {
        return offsets[row + 1] - offsets[row];
    }

    int from(int row) {
        return offsets[row];
    }

    int to(int row) {
        return offsets[row + 1];
    }

    int index(int position) {
        return indices[position];
    }

    double value(int position) {
        return values[position];
    }

    double label(int row) {
        return labels[row];
    }

    double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    void copyNonZeros(int row, int[] toIndices, double[] toValues, int at) {
        int count = nonZeros(row);
        System.arraycopy(indices, offsets[row], toIndices, at, count);
        System.arraycopy(values, offsets[row], toValues, at, count);
    }

    /**
     * Orders rows by their content alone: label, weight, then the non-zeros. 0 means that the rows are equal, bit for
     * bit (there is no −0 among packed numbers).
     */
    static int compare(PackedRows left, int row, PackedRows right, int other) {
        int order = Double.compare(left.labels[row], right.labels[other]);
        if (order == 0) {
            order = Double.compare(left.weight(row), right.weight(other));
        }
        if (order == 0) {
            order = Arrays.compare(
                    left.indices, left.from(row), left.to(row), right.indices, right.from(other), right.to(other));
        }
        if (order == 0) {
            order = Arrays.compare(
                    left.values, left.from(row), left.to(row), right.values, right.from(other), right.to(other));
        }
        return order;
    }

    /** All of these, one after the other; together they must fit into arrays. */
    static PackedRows concatenate(PackedRows[] parts, boolean weighted) {
        if (parts.length == 1) {
            return parts[0];
        }
        int rows = 0;
        int nonZeros = 0;
        for (PackedRows part : parts) {
            rows = Math.addExact(rows, part.size());
            nonZeros = Math.addExact(nonZeros, part.nonZeros());
        }
        Packer packer = new Packer(rows, nonZeros, weighted);
        for (PackedRows part : parts) {
            packer.addAll(part);
        }
        return packer.pack();
    }

    /** The same rows as a block of a table; sparse blocks may share these arrays. */
    RowBlock toBlock(int features, boolean dense, Storage storage) {
        if (!dense) {
            return new SparseRows(features, offsets, indices, values, labels, weights).stored(storage);
        }
        double[] rowMajor = new double[Math.multiplyExact(size(), features)];
        for (int row = 0; row < size(); row++) {
            int start = row * features;
            for (int position = offsets[row]; position < offsets[row + 1]; position++) {
                rowMajor[start + indices[position]] = values[position];
            }
        }
        return new DenseRows(features, rowMajor, labels, weights).stored(storage);
    }

    /** Puts rows one behind the other into arrays made once, of a size known before. Belongs to one thread. */
    static final class Packer {

        private final int[] offsets;
        private final int[] indices;
        private final double[] values;
        private final double[] labels;
        private final double[] weights;
        private int rows;
        private int nonZeros;

        Packer(int rows, int nonZeros, boolean weighted) {
            offsets = new int[rows + 1];
            indices = new int[nonZeros];
            values = new double[nonZeros];
            labels = new double[rows];
            weights = weighted ? new double[rows] : null;
        }

        void add(PackedRows from, int row) {
            add(from, row, from.labels[row]);
        }

        void add(PackedRows from, int row, double label) {
            from.copyNonZeros(row, indices, values, nonZeros);
            nonZeros += from.nonZeros(row);
            labels[rows] = label;
            if (weights != null) {
                weights[rows] = from.weight(row);
            }
            offsets[++rows] = nonZeros;
        }

        void addAll(PackedRows from) {
            System.arraycopy(from.indices, 0, indices, nonZeros, from.nonZeros());
            System.arraycopy(from.values, 0, values, nonZeros, from.nonZeros());
            System.arraycopy(from.labels, 0, labels, rows, from.size());
            for (int row = 0; weights != null && row < from.size(); row++) {
                weights[rows + row] = from.weight(row);
            }
            for (int row = 0; row < from.size(); row++) {
                offsets[++rows] = nonZeros + from.offsets[row + 1];
            }
            nonZeros += from.nonZeros();
        }

        /** All rows added, which must be as many as were announced. */
        PackedRows pack() {
            if (rows != labels.length || nonZeros != values.length) {
                throw new IllegalStateException("%d rows and %d non-zeros where %d and %d were announced"
                        .formatted(rows, nonZeros, labels.length, values.length));
            }
            return new PackedRows(offsets, indices, values, labels, weights);
        }
    }
}
