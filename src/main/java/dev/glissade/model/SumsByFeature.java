package dev.glissade.model;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.linalg.SparseRows;
import dev.glissade.linalg.Values;

/** Sums to which each stored feature of each row adds its own part: all of dense blocks, the non-zeros of sparse ones. */
abstract class SumsByFeature implements SumsAlone {

    private static final long serialVersionUID = 1L;

    private final LabelKind labels;
    private final ParameterLayout layout;

    /**
     * @param labels of the table; not looked at otherwise
     * @param features d
     * @param each sums that each feature has; they are blocks of d numbers
     */
    SumsByFeature(LabelKind labels, int features, int each) {
        this.labels = labels;
        this.layout = new ParameterLayout(each, features, false);
    }

    @Override
    public final LabelKind labelKind() {
        return labels;
    }

    @Override
    public final ParameterLayout layout() {
        return layout;
    }

    /**
     * Adds one feature of one row.
     *
     * @param feature which
     * @param value x
     * @param weight c of the row
     * @param parameters that {@link #addGradient} is given
     * @param sums added to
     */
    abstract void add(int feature, double value, double weight, double[] parameters, double[] sums);

    @Override
    public final double addGradient(RowBlock block, RowSelection rows, double[] parameters, double[] sums) {
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            if (block instanceof SparseRows sparse) {
                addSparse(sparse, row, parameters, sums);
            } else {
                addDense((DenseRows) block, row, parameters, sums);
            }
        }
        return 0;
    }

    private void addDense(DenseRows block, int row, double[] parameters, double[] sums) {
        Values values = block.values();
        for (int feature = 0; feature < features(); feature++) {
            add(feature, values.get(row * features() + feature), block.weight(row), parameters, sums);
        }
    }

    private void addSparse(SparseRows block, int row, double[] parameters, double[] sums) {
        Values values = block.values();
        for (int at = block.offsets()[row]; at < block.offsets()[row + 1]; at++) {
            add(block.indices()[at], values.get(at), block.weight(row), parameters, sums);
        }
    }
}
