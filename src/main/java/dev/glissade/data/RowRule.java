package dev.glissade.data;

import dev.glissade.linalg.Storage;
import java.io.Serializable;

/**
 * What the readers of rows have in common; goes with their tasks.
 *
 * @param labels how labels are read
 * @param onBadRow what is to be done with a row that has a fault
 * @param storage how features will be kept
 */
record RowRule(LabelRule labels, BadRows onBadRow, Storage storage) implements Serializable {

    /**
     * Gathers rows by this rule.
     *
     * @param file where the rows come from; empty for a {@code Dataset}
     * @param position where in the file they begin
     */
    BlockBuilder builder(String file, long position) {
        return new BlockBuilder(this, file, position);
    }
}
