package dev.glissade.data;

import java.io.Serializable;

/**
 * A run of neighbouring rows of one input partition, as read. Labels are still numbers of the block's own classes
 * ({@link BlockSummary#classes}), since the classes of the table are known only when all of it has been read.
 */
final class InputBlock implements Serializable {

    private static final long serialVersionUID = 1L;

    private final PackedRows rows;
    private final BlockSummary summary;

    InputBlock(PackedRows rows, BlockSummary summary) {
        this.rows = rows;
        this.summary = summary;
    }

    PackedRows rows() {
        return rows;
    }

    BlockSummary summary() {
        return summary;
    }
}
