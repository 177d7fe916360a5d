package dev.glissade.linalg;

import java.io.Serializable;

/**
 * Rows of a table in primitive arrays: features, a label and a weight each; no object per row.
 *
 * <p>Rows and features count from 0. Labels are already encoded: {@code -1} or {@code +1} for two classes, the class
 * number {@code 0 … K-1} for more, the value itself for a regression. Weights are finite and at least 0.
 */
public sealed interface RowBlock extends Serializable permits DenseRows, SparseRows {

    /** Number of rows. */
    int size();

    /** Number of features, the same in every block of a table. */
    int features();

    /** Label of a row, encoded as said above. */
    double label(int row);

    /** Weight of a row; 1 for all rows of an unweighted block. */
    double weight(int row);

    /** Σ x[feature]·weights[from + feature] over the features x of a row. */
    double dot(int row, double[] weights, int from);

    /** target[from + feature] += factor·x[feature] for the features x of a row. */
    void addScaled(double factor, int row, double[] target, int from);

    /** target[i] = {@link #dot} of row i of a run with the weights, from 0: the same bits for many rows at once. */
    void dots(RowRun run, double[] weights, double[] target);

    /** {@link #addScaled} of each row of a run by its own factor, row after row: the same bits for many rows at once. */
    void addScaled(double[] factors, RowRun run, double[] target);

    /** Σ x² over the features x of a row. */
    double squaredNorm(int row);

    /** Number of values that are not zero. */
    long nonZeros();

    /** Bytes of its arrays. */
    long bytes();

    /**
     * The same rows with their values as the storage wants them. Only {@link Storage#FLOAT32} changes any; it leaves a block
     * with a value that is too large for a float as it is.
     */
    RowBlock stored(Storage storage);

    /** A new block of some of these rows, in the order given, with their labels and weights, stored as these are. */
    RowBlock select(RowSelection rows);

    /**
     * A new block of the values x′ = (x − shift) / scale, feature by feature, with the same labels and weights: one
     * subtraction, then one division, so that the bits are the same everywhere, dense or sparse. They are doubles, until
     * {@link #stored} otherwise.
     *
     * @param shift one a feature; all 0 for sparse rows, of which only the values that are stored are touched
     * @param scale one a feature, not 0
     * @throws IllegalArgumentException if there is not one of each a feature, or sparse rows would be shifted
     */
    RowBlock standardized(DenseVector shift, DenseVector scale);

    /** Sum of the weights of some rows, added up in the order of the selection. */
    default double weightOf(RowSelection rows) {
        double sum = 0;
        for (int i = 0; i < rows.count(); i++) {
            sum += weight(rows.row(i));
        }
        return sum;
    }

    /** Sum of the rows' weights, added up in the order of the rows. */
    default double totalWeight() {
        return weightOf(RowSelection.all(size()));
    }
}
