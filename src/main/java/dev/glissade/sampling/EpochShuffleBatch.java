package dev.glissade.sampling;

import dev.glissade.linalg.RowSelection;
import java.math.BigInteger;

/**
 * A stretch of an epoch's random order, in which every row stands once.
 *
 * <p>Of the first m rows of the epoch, node by node of the slice tree, the left child has ⌊(m·n_left + θ)/n⌋ and the
 * right one the rest, θ uniform below n for each epoch and node: so each slice's number grows with m by 0 or 1 at a
 * time and ends at the slice's size. The slice takes them from its own random order.
 *
 * @param seed of the run
 * @param epoch from 0
 * @param from first place of the batch in the epoch's order, from 0
 * @param to place behind its last, at most the table's rows
 */
public record EpochShuffleBatch(long seed, long epoch, long from, long to) implements Batch {

    private static final long SPLITS = 0x51;
    private static final long ORDERS = 0x52;

    @Override
    public long size() {
        return to - from;
    }

    @Override
    public RowSelection[] select(SliceTree tree, int first, int count) {
        long splitKey = splitKey(seed, epoch);
        long orderKey = orderKey(seed, epoch);
        return TreeSplit.select(
                tree,
                first,
                count,
                from,
                to,
                (sizes, node, drawn) -> left(sizes, node, drawn, splitKey),
                (slice, begin, end) ->
                        SliceRows.ofOrder(tree.sliceSize(slice), CounterHash.hash(orderKey, slice), begin, end));
    }

    private static long left(SliceTree tree, int node, long drawn, long key) {
        long rows = tree.rowsUnder(node);
        return multiplyAddDivide(drawn, tree.rowsUnder(2 * node), offset(key, node, rows), rows);
    }

    static long splitKey(long seed, long epoch) {
        return CounterHash.hash(seed, SPLITS, epoch);
    }

    /** θ of a node above so many rows. */
    static long offset(long splitKey, int node, long rows) {
        return CounterHash.below(CounterHash.hash(splitKey, node), rows);
    }

    static long orderKey(long seed, long epoch) {
        return CounterHash.hash(seed, ORDERS, epoch);
    }

    /** Of the rows of a slice. */
    static Permutation order(SliceTree tree, long orderKey, int slice) {
        return new Permutation(tree.sliceSize(slice), CounterHash.hash(orderKey, slice));
    }

    /** ⌊(a·b + c)/d⌋ where a·b may be past 2⁶³: with 3·10⁹ rows it is. */
    static long multiplyAddDivide(long a, long b, long c, long d) {
        long low = a * b;
        if (Math.multiplyHigh(a, b) == 0 && low >= 0 && low + c >= 0) {
            return (low + c) / d;
        }
        return BigInteger.valueOf(a)
                .multiply(BigInteger.valueOf(b))
                .add(BigInteger.valueOf(c))
                .divide(BigInteger.valueOf(d))
                .longValueExact();
    }
}
