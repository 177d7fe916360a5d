package dev.glissade.gradient;

import java.util.Arrays;

/**
 * Adds up sparse sums of neighbouring slices as the tree over the slices says, all levels at once: some coordinates at a time, in
 * buffers that stay in the processor's nearest cache, in place of merging sorted lists level by level.
 *
 * <p>Coordinates that a slice does not touch are added as 0. That changes no bit of what comes of the sum in the end, since
 * there −0 is 0.
 */
final class SparseTree {

    /** Coordinates at a time. */
    private static final int WIDTH = 512;

    private final int[][] indices;
    private final double[][] values;
    /** How far each leaf is read. */
    private final int[] read;
    /** One for each level, and one more. */
    private final double[][] buffers;
    /** Whether there is anything but zeros in each. */
    private final boolean[] used;

    private final long[] touched = new long[WIDTH / Long.SIZE];
    private int[] sumIndices;
    private double[] sumValues;
    private int filled;

    private SparseTree(int[][] indices, double[][] values) {
        this.indices = indices;
        this.values = values;
        this.read = new int[indices.length];
        this.buffers = new double[Integer.numberOfTrailingZeros(indices.length) + 2][WIDTH];
        this.used = new boolean[buffers.length];
        int longest = 0;
        for (int[] leaf : indices) {
            longest = Math.max(longest, leaf.length);
        }
        this.sumIndices = new int[2 * longest];
        this.sumValues = new double[2 * longest];
    }

    /** What the leaves of a whole subtree come to, a power of two of them; a leaf without a row has no entries. */
    static Summand sum(int size, int[][] indices, double[][] values) {
        SparseTree tree = new SparseTree(indices, values);
        for (int from = tree.next(); from < Integer.MAX_VALUE; from = tree.next()) {
            tree.add(from - from % WIDTH);
        }
        return Summand.sparse(
                size, Arrays.copyOf(tree.sumIndices, tree.filled), Arrays.copyOf(tree.sumValues, tree.filled));
    }

    /** The first coordinate that was not added yet. */
    private int next() {
        int first = Integer.MAX_VALUE;
        for (int leaf = 0; leaf < read.length; leaf++) {
            if (read[leaf] < indices[leaf].length) {
                first = Math.min(first, indices[leaf][read[leaf]]);
            }
        }
        return first;
    }

    /** Adds up the coordinates from {@code from} on. */
    private void add(int from) {
        int held = 0; // buffers in use: a sum for each bit of the number of leaves read
        for (int leaf = 0; leaf < read.length; leaf++) {
            used[held] = scatter(leaf, from, buffers[held]);
            held++;
            for (int done = leaf + 1; (done & 1) == 0; done >>= 1) {
                held--;
                join(held - 1, held);
            }
        }
        gather(from, buffers[0]);
    }

    /** Whether there was anything. */
    private boolean scatter(int leaf, int from, double[] buffer) {
        int[] places = indices[leaf];
        int at = read[leaf];
        for (; at < places.length && places[at] - from < WIDTH; at++) {
            int place = places[at] - from;
            buffer[place] = values[leaf][at];
            touched[place >> 6] |= 1L << place;
        }
        boolean any = at > read[leaf];
        read[leaf] = at;
        return any;
    }

    /** left + right, in the place of the left one. */
    private void join(int left, int right) {
        if (!used[right]) {
            return;
        }
        double[] sum = buffers[right];
        if (used[left]) {
            double[] terms = buffers[left];
            for (int i = 0; i < WIDTH; i++) {
                sum[i] = terms[i] + sum[i];
            }
            Arrays.fill(terms, 0);
        }
        buffers[right] = buffers[left];
        buffers[left] = sum;
        used[left] = true;
        used[right] = false;
    }

    private void gather(int from, double[] buffer) {
        if (filled + WIDTH > sumIndices.length) {
            sumIndices = Arrays.copyOf(sumIndices, 2 * filled + WIDTH);
            sumValues = Arrays.copyOf(sumValues, 2 * filled + WIDTH);
        }
        for (int word = 0; word < touched.length; word++) {
            for (long left = touched[word]; left != 0; left &= left - 1) {
                int place = (word << 6) + Long.numberOfTrailingZeros(left);
                sumIndices[filled] = from + place;
                sumValues[filled++] = buffer[place];
            }
            touched[word] = 0;
        }
        Arrays.fill(buffer, 0);
    }
}
