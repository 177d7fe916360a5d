package dev.glissade.model;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.linalg.SparseRows;

/**
 * Mean and deviation of each feature, summed as if they were a model's gradient, and so with the same bits wherever the
 * rows are.
 *
 * <p>"Parameters" are three blocks of d numbers; the first is a point s near the means, the others are not looked at. The
 * "gradient" of the rows is Σc(x − s), Σc(x − s)² and Σc, over the rows in which the feature is stored: all rows of dense
 * blocks, the non-zeros of sparse ones.
 */
public final class FeatureMoments implements SumsAlone {

    private static final long serialVersionUID = 1L;

    private final LabelKind labels;
    private final int features;

    /**
     * @param labels of the table; not looked at otherwise
     * @param features d
     */
    public FeatureMoments(LabelKind labels, int features) {
        this.labels = labels;
        this.features = features;
    }

    @Override
    public LabelKind labelKind() {
        return labels;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public ParameterLayout layout() {
        return new ParameterLayout(3, features, false);
    }

    @Override
    public double addGradient(RowBlock block, RowSelection rows, double[] parameters, double[] gradient) {
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            if (block instanceof SparseRows sparse) {
                addSparse(sparse, row, parameters, gradient);
            } else {
                addDense((DenseRows) block, row, parameters, gradient);
            }
        }
        return 0;
    }

    private void addDense(DenseRows block, int row, double[] point, double[] sums) {
        for (int feature = 0; feature < features; feature++) {
            add(feature, block.values()[row * features + feature], block.weight(row), point, sums);
        }
    }

    private void addSparse(SparseRows block, int row, double[] point, double[] sums) {
        for (int at = block.offsets()[row]; at < block.offsets()[row + 1]; at++) {
            add(block.indices()[at], block.values()[at], block.weight(row), point, sums);
        }
    }

    private void add(int feature, double value, double weight, double[] point, double[] sums) {
        double distance = value - point[feature];
        sums[feature] += weight * distance;
        sums[features + feature] += weight * distance * distance;
        sums[2 * features + feature] += weight;
    }
}
