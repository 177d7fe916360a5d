package dev.glissade.data;

import dev.glissade.sampling.SliceTree;
import java.util.List;

/**
 * Totals of a sliced table; for the driver only.
 *
 * @param sizes rows of each slice
 * @param weight sum of all row weights: each slice's in the order of its rows, then up the tree over the slices
 * @param nonZeros number of values that are not zero
 * @param bytes of the blocks' arrays
 */
record TableTotals(SliceTree sizes, double weight, long nonZeros, long bytes) {

    /** Those of all groups of a table, in any order. */
    static TableTotals of(List<GroupTotals> groups) {
        int slices = groups.stream().mapToInt(group -> group.sizes.length).sum();
        int[] rows = new int[slices];
        double[] weights = new double[slices];
        long nonZeros = 0;
        long bytes = 0;
        for (GroupTotals group : groups) {
            System.arraycopy(group.sizes, 0, rows, group.firstSlice, group.sizes.length);
            System.arraycopy(group.weights, 0, weights, group.firstSlice, group.weights.length);
            nonZeros += group.nonZeros;
            bytes += group.bytes;
        }
        SliceTree sizes = SliceTree.of(rows);
        return new TableTotals(sizes, sizes.fold(weights), nonZeros, bytes);
    }
}
