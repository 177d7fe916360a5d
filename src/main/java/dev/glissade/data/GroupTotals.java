package dev.glissade.data;

import dev.glissade.gradient.SliceGroup;
import java.io.Serializable;
import org.apache.spark.api.java.function.Function;

/** Rows, weights and non-zeros of the slices of one partition. */
final class GroupTotals implements Serializable {

    private static final long serialVersionUID = 1L;

    final int firstSlice;
    final int[] sizes;

    /** Sum of each slice's weights, in the order of its rows. */
    final double[] weights;

    /** Values that are not zero, in all of these slices. */
    final long nonZeros;

    /** Bytes of the arrays of all of these slices. */
    final long bytes;

    private GroupTotals(SliceGroup group) {
        firstSlice = group.firstSlice();
        sizes = new int[group.size()];
        weights = new double[group.size()];
        long found = 0;
        long taken = 0;
        for (int slice = 0; slice < sizes.length; slice++) {
            sizes[slice] = group.slice(slice).size();
            weights[slice] = group.slice(slice).totalWeight();
            found += group.slice(slice).nonZeros();
            taken += group.slice(slice).bytes();
        }
        nonZeros = found;
        bytes = taken;
    }

    /** The task that counts. */
    static final class Count implements Function<SliceGroup, GroupTotals> {

        private static final long serialVersionUID = 1L;

        @Override
        public GroupTotals call(SliceGroup group) {
            return new GroupTotals(group);
        }
    }
}
