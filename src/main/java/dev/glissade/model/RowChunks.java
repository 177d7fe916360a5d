package dev.glissade.model;

import dev.glissade.linalg.RowBlock;

/** How many rows are worked on together: first all their margins, then all their slopes, then all their gradients. */
final class RowChunks {

    /** Rows of a chunk are still in the processor's second cache when they are read a second time. */
    private static final long BYTES = 200 << 10;

    /** Fewer would not make up for the start of the loops over them. */
    private static final int FEWEST = 16;

    private static final int MOST = 128;

    private RowChunks() {}

    /** For some of the block's rows, at least one; no influence on any sum. */
    static int rows(RowBlock block, int count) {
        long bytesEach = 1 + block.bytes() / Math.max(1, block.size());
        return (int) Math.max(1, Math.min(count, Math.max(FEWEST, Math.min(MOST, BYTES / bytesEach))));
    }
}
