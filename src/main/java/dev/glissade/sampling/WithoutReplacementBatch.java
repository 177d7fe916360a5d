package dev.glissade.sampling;

import dev.glissade.linalg.RowSelection;

/**
 * A uniform sample without replacement, independent of every other step's: hypergeometric numbers down the slice tree,
 * then the first rows of a fresh random order of each slice.
 *
 * @param seed of the run
 * @param step from 0
 * @param size rows drawn, at most the table's
 */
public record WithoutReplacementBatch(long seed, long step, long size) implements Batch {

    private static final long SPLITS = 0x61;
    private static final long ORDERS = 0x62;

    @Override
    public RowSelection[] select(SliceTree tree, int first, int count) {
        long splitKey = CounterHash.hash(seed, SPLITS, step);
        long orderKey = CounterHash.hash(seed, ORDERS, step);
        return TreeSplit.select(
                tree,
                first,
                count,
                size,
                (sizes, node, rows) -> DiscreteDraw.hypergeometric(
                        sizes.rowsUnder(node),
                        sizes.rowsUnder(2 * node),
                        rows,
                        CounterHash.uniform(CounterHash.hash(splitKey, node))),
                (slice, from, to) ->
                        SliceRows.ofOrder(tree.sliceSize(slice), CounterHash.hash(orderKey, slice), from, to));
    }
}
