package dev.glissade.data;

import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.RowBlock;
import org.apache.spark.api.java.function.Function;

/** Σc² of each slice of a group. */
final class SquaredWeights implements Function<SliceGroup, double[]> {

    private static final long serialVersionUID = 1L;

    @Override
    public double[] call(SliceGroup group) {
        double[] squares = new double[group.size()];
        for (int slice = 0; slice < squares.length; slice++) {
            RowBlock rows = group.slice(slice);
            for (int row = 0; row < rows.size(); row++) {
                squares[slice] += rows.weight(row) * rows.weight(row);
            }
        }
        return squares;
    }
}
