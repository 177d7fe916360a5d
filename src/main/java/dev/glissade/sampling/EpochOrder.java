package dev.glissade.sampling;

/**
 * The rows of epoch after epoch, one by one: those that {@link EpochShuffleBatch}es of one row each hold, in a fraction of the
 * time, since each row goes on from the one before it. Belongs to one thread.
 *
 * <p>A node of the tree sends its m-th row to the left if ⌊(m·n_left + θ)/n⌋ is one more than for m − 1: the remainder of that
 * division is kept, so that no row needs a division.
 */
public final class EpochOrder {

    private final SliceTree tree;
    private final long seed;
    private final int slices;
    /** Of each inner node. */
    private final long[] remainders;
    /** How many rows of each slice the epoch has had. */
    private final int[] used;

    private final Permutation[] orders;
    private long epoch;
    private long place;
    private int slice;
    private int row;

    /**
     * @param tree sizes of the slices, with a row at least
     * @param seed of the run
     * @param rowsDrawn how many rows were drawn before the first of these
     */
    public EpochOrder(SliceTree tree, long seed, long rowsDrawn) {
        this.tree = tree;
        this.seed = seed;
        this.slices = tree.slices();
        this.remainders = new long[slices];
        this.used = new int[slices];
        this.orders = new Permutation[slices];
        begin(rowsDrawn / tree.rows(), rowsDrawn % tree.rows());
    }

    private void begin(long number, long from) {
        epoch = number;
        place = from;
        descend(1, from);
        long key = EpochShuffleBatch.orderKey(seed, epoch);
        for (int i = 0; i < slices; i++) {
            orders[i] = tree.sliceSize(i) == 0 ? null : EpochShuffleBatch.order(tree, key, i);
        }
    }

    private void descend(int node, long drawn) {
        if (node >= slices) {
            used[node - slices] = Math.toIntExact(drawn);
            return;
        }
        long rows = tree.rowsUnder(node);
        if (rows == 0) {
            return;
        }
        long offset = EpochShuffleBatch.offset(EpochShuffleBatch.splitKey(seed, epoch), node, rows);
        long left = EpochShuffleBatch.multiplyAddDivide(drawn, tree.rowsUnder(2 * node), offset, rows);
        // exact also where the product overflows: sums and products wrap round alike, and the remainder is below rows
        remainders[node] = drawn * tree.rowsUnder(2 * node) + offset - left * rows;
        descend(2 * node, left);
        descend(2 * node + 1, drawn - left);
    }

    /** Goes to the next row. */
    public void next() {
        if (place == tree.rows()) {
            begin(epoch + 1, 0);
        }
        place++;
        int node = 1;
        while (node < slices) {
            long remainder = remainders[node] + tree.rowsUnder(2 * node);
            boolean right = remainder < tree.rowsUnder(node);
            remainders[node] = right ? remainder : remainder - tree.rowsUnder(node);
            node = 2 * node + (right ? 1 : 0);
        }
        slice = node - slices;
        row = orders[slice].at(used[slice]++);
    }

    /** The slice that it is in. */
    public int slice() {
        return slice;
    }

    /** Its place in the slice. */
    public int row() {
        return row;
    }
}
