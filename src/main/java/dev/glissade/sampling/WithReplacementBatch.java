package dev.glissade.sampling;

import dev.glissade.linalg.RowSelection;

/**
 * Rows drawn independently, each row equally likely each time: multinomial numbers down the slice tree (a binomial one
 * at each node), then independent rows of each slice. A row may be drawn more than once and then counts as often.
 *
 * @param seed of the run
 * @param step from 0
 * @param size rows drawn
 */
public record WithReplacementBatch(long seed, long step, long size) implements Batch {

    private static final long SPLITS = 0x71;
    private static final long ROWS = 0x72;

    @Override
    public boolean mayRepeat() {
        return true;
    }

    @Override
    public RowSelection[] select(SliceTree tree, int first, int count) {
        long splitKey = CounterHash.hash(seed, SPLITS, step);
        long rowKey = CounterHash.hash(seed, ROWS, step);
        return TreeSplit.select(
                tree,
                first,
                count,
                size,
                (sizes, node, rows) -> DiscreteDraw.binomial(
                        rows,
                        (double) sizes.rowsUnder(2 * node) / sizes.rowsUnder(node),
                        CounterHash.uniform(CounterHash.hash(splitKey, node))),
                (slice, from, to) ->
                        SliceRows.independent(tree.sliceSize(slice), CounterHash.hash(rowKey, slice), to - from));
    }
}
