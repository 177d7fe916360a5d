package dev.glissade.data;

import java.io.Serializable;

/**
 * All rows whose home is one slice: in order, but those of contents with many copies, which are kept apart once each
 * and counted, to be dealt round the slices.
 */
final class HomeSlice implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int slice;
    private final SliceChunk single;
    private final Copies many;
    private final long hashHigh;
    private final long hashLow;

    /**
     * @param single the rows that stay, in order; null if they do not fit into arrays
     * @param many the contents that are dealt round the slices
     */
    HomeSlice(int slice, SliceChunk single, Copies many, long hashHigh, long hashLow) {
        this.slice = slice;
        this.single = single;
        this.many = many;
        this.hashHigh = hashHigh;
        this.hashLow = hashLow;
    }

    int slice() {
        return slice;
    }

    /** The rows that stay, in order; null if they do not fit into arrays. */
    SliceChunk single() {
        return single;
    }

    Copies many() {
        return many;
    }

    long hashHigh() {
        return hashHigh;
    }

    long hashLow() {
        return hashLow;
    }
}
