package dev.glissade.data;

import java.io.Serializable;

/** What one block sends to one slice, with the sum of the rows' hashes for the table's fingerprint. */
final class SliceShare implements Serializable {

    private static final long serialVersionUID = 1L;

    final SliceChunk chunk;
    final long hashHigh;
    final long hashLow;

    SliceShare(SliceChunk chunk, long hashHigh, long hashLow) {
        this.chunk = chunk;
        this.hashHigh = hashHigh;
        this.hashLow = hashLow;
    }
}
