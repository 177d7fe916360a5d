package dev.glissade.gradient;

import dev.glissade.linalg.RowBlock;
import java.io.Serializable;

/** Whole, neighbouring slices of a table: what one Spark partition holds, or all of a table in memory. */
public final class SliceGroup implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int firstSlice;
    private final RowBlock[] slices;

    /**
     * Wraps the array, which must not be changed afterwards.
     *
     * @param firstSlice number of the first of these slices, from 0
     * @param slices their rows in ascending order of slices; an empty slice is a block of no rows
     */
    public SliceGroup(int firstSlice, RowBlock[] slices) {
        if (firstSlice < 0) {
            throw new IllegalArgumentException("first slice " + firstSlice);
        }
        this.firstSlice = firstSlice;
        this.slices = slices;
    }

    /** Number of the first slice. */
    public int firstSlice() {
        return firstSlice;
    }

    /** How many slices there are. */
    public int size() {
        return slices.length;
    }

    /** Number of rows in all slices. */
    public long rows() {
        long rows = 0;
        for (RowBlock slice : slices) {
            rows += slice.size();
        }
        return rows;
    }

    /** Sum of their weights, slice by slice. */
    double totalWeight() {
        double total = 0;
        for (RowBlock slice : slices) {
            total += slice.totalWeight();
        }
        return total;
    }

    /** Rows of the slice with number {@code firstSlice() + index}. */
    public RowBlock slice(int index) {
        return slices[index];
    }
}
