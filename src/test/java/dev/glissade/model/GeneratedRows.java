package dev.glissade.model;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.SparseRows;
import java.util.SplittableRandom;

/**
 * A small table made from a seed, for tests: about half of the features are zero, labels follow a hidden linear model
 * with noise. The same rows can be had dense and sparse, whole and in slices.
 */
public final class GeneratedRows {

    private final int features;
    private final double[][] rows;
    private final double[] labels;
    private final double[] weights;

    private GeneratedRows(int features, double[][] rows, double[] labels, double[] weights) {
        this.features = features;
        this.rows = rows;
        this.labels = labels;
        this.weights = weights;
    }

    /**
     * Makes a table.
     *
     * @param classes number of classes where the kind is multi-class
     * @param weighted whether rows weigh 0.5, 1, … 3, else 1
     */
    public static GeneratedRows of(long seed, int size, int features, LabelKind kind, int classes, boolean weighted) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] hidden = random.doubles(features, -1, 1).toArray();
        double[][] rows = new double[size][features];
        double[] labels = new double[size];
        double[] weights = new double[size];
        for (int row = 0; row < size; row++) {
            double margin = 0.3 + random.nextDouble(-0.5, 0.5);
            for (int feature = 0; feature < features; feature++) {
                rows[row][feature] = random.nextBoolean() ? random.nextDouble(-2, 2) : 0;
                margin += hidden[feature] * rows[row][feature];
            }
            labels[row] = switch (kind) {
                case REGRESSION -> margin;
                case BINARY -> margin > 0 ? 1 : -1;
                case MULTICLASS -> Math.floorMod((int) Math.floor(margin), classes);
            };
            weights[row] = weighted ? 0.5 * (1 + random.nextInt(6)) : 1;
        }
        return new GeneratedRows(features, rows, labels, weights);
    }

    /** Number of rows. */
    public int size() {
        return rows.length;
    }

    /** The table with no row moved in one block. */
    public RowBlock block(boolean sparse) {
        return block(0, rows.length, sparse);
    }

    /** Rows in their order, so many to each slice. */
    public RowBlock[] slices(int[] sizes, boolean sparse) {
        RowBlock[] slices = new RowBlock[sizes.length];
        int from = 0;
        for (int slice = 0; slice < sizes.length; slice++) {
            slices[slice] = block(from, from + sizes[slice], sparse);
            from += sizes[slice];
        }
        if (from != rows.length) {
            throw new IllegalArgumentException("slices of %d rows for a table of %d".formatted(from, rows.length));
        }
        return slices;
    }

    private RowBlock block(int from, int to, boolean sparse) {
        int size = to - from;
        double[] someLabels = new double[size];
        double[] someWeights = new double[size];
        System.arraycopy(labels, from, someLabels, 0, size);
        System.arraycopy(weights, from, someWeights, 0, size);
        double[] values = new double[size * features];
        for (int row = 0; row < size; row++) {
            System.arraycopy(rows[from + row], 0, values, row * features, features);
        }
        return sparse
                ? compressed(values, someLabels, someWeights)
                : new DenseRows(features, values, someLabels, someWeights);
    }

    private RowBlock compressed(double[] dense, double[] someLabels, double[] someWeights) {
        int nonZeros = 0;
        for (double value : dense) {
            nonZeros += value == 0 ? 0 : 1;
        }
        int[] offsets = new int[someLabels.length + 1];
        int[] indices = new int[nonZeros];
        double[] values = new double[nonZeros];
        int filled = 0;
        for (int i = 0; i < dense.length; i++) {
            if (dense[i] != 0) {
                indices[filled] = i % features;
                values[filled++] = dense[i];
            }
            offsets[i / features + 1] = filled;
        }
        return new SparseRows(features, offsets, indices, values, someLabels, someWeights);
    }
}
