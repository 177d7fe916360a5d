package dev.glissade.sampling;

import java.io.Serializable;

/**
 * The number of rows under every node of the binary tree over the slices of a table.
 *
 * <p>Node 1 is the root, node i has the children 2i (left) and 2i + 1 (right), and slice s of S = 2^k is the leaf
 * S + s. The tree, and so all that is drawn by walking it, depends on the table alone.
 */
public final class SliceTree implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long[] rows;

    private SliceTree(long[] rows) {
        this.rows = rows;
    }

    /**
     * @param sizes rows of each slice; a power of two of them
     * @throws IllegalArgumentException if the number of slices is no power of two, or a size is negative
     */
    public static SliceTree of(int[] sizes) {
        int slices = sizes.length;
        if (Integer.bitCount(slices) != 1) {
            throw new IllegalArgumentException("the number of slices must be a power of two, not " + slices);
        }
        long[] rows = new long[2 * slices];
        for (int slice = 0; slice < slices; slice++) {
            if (sizes[slice] < 0) {
                throw new IllegalArgumentException("slice %d has %d rows".formatted(slice, sizes[slice]));
            }
            rows[slices + slice] = sizes[slice];
        }
        for (int node = slices - 1; node >= 1; node--) {
            rows[node] = rows[2 * node] + rows[2 * node + 1];
        }
        return new SliceTree(rows);
    }

    /** Number of slices, a power of two. */
    public int slices() {
        return rows.length / 2;
    }

    /** Rows of the table. */
    public long rows() {
        return rows[1];
    }

    /** Rows under a node. */
    public long rowsUnder(int node) {
        return rows[node];
    }

    /** Rows of a slice. */
    public int sliceSize(int slice) {
        return (int) rows[slices() + slice];
    }

    /**
     * Adds up one number a slice in the tree's grouping, left + right at each node, so that the bits do not depend on
     * where the numbers were worked out.
     */
    public double fold(double[] ofSlices) {
        double[] sums = ofSlices.clone();
        for (int width = sums.length; width > 1; width /= 2) {
            for (int i = 0; i < width / 2; i++) {
                sums[i] = sums[2 * i] + sums[2 * i + 1];
            }
        }
        return sums[0];
    }
}
