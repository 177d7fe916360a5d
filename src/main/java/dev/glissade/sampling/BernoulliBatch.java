package dev.glissade.sampling;

import dev.glissade.linalg.RowSelection;

/**
 * Every row on its own with probability size/N: a binomial number of rows in each slice, then the first rows of a fresh
 * random order of the slice. The number of rows drawn varies, and may be 0.
 *
 * @param seed of the run
 * @param step from 0
 * @param size expected number of rows, at most the table's
 */
public record BernoulliBatch(long seed, long step, long size) implements Batch {

    private static final long COUNTS = 0x81;
    private static final long ORDERS = 0x82;

    @Override
    public RowSelection[] select(SliceTree tree, int first, int count) {
        long countKey = CounterHash.hash(seed, COUNTS, step);
        long orderKey = CounterHash.hash(seed, ORDERS, step);
        double probability = (double) size / tree.rows();
        RowSelection[] selections = new RowSelection[count];
        for (int i = 0; i < count; i++) {
            int slice = first + i;
            int rows = tree.sliceSize(slice);
            double uniform = CounterHash.uniform(CounterHash.hash(countKey, slice));
            int drawn = (int) DiscreteDraw.binomial(rows, probability, uniform);
            selections[i] = SliceRows.ofOrder(rows, CounterHash.hash(orderKey, slice), 0, drawn);
        }
        return selections;
    }
}
