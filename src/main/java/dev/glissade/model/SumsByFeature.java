package dev.glissade.model;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.linalg.SparseRows;
import dev.glissade.linalg.Values;

/** Sums to which each stored feature of each row adds its own part: all of dense blocks, the non-zeros of sparse ones. */
interface SumsByFeature extends SumsAlone {

    /**
     * Adds one feature of one row.
     *
     * @param feature which
     * @param value x
     * @param weight c of the row
     * @param parameters that {@link #addGradient} is given
     * @param sums added to
     */
    void add(int feature, double value, double weight, double[] parameters, double[] sums);

    @Override
    default double addGradient(RowBlock block, RowSelection rows, double[] parameters, double[] sums) {
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
