package dev.glissade.data;

import dev.glissade.linalg.Storage;

/**
 * What a sliced table is of; for the driver only.
 *
 * @param name how Spark's pages call it
 * @param dense whether its blocks are dense
 * @param storage how their values are kept
 * @param skipped the bad rows that were left out
 */
record TableContent(String name, TableSchema schema, boolean dense, Storage storage, SkippedRows skipped) {

    /** The same for a table derived from this one. */
    TableContent derived(String what) {
        return new TableContent(name + ", " + what, schema, dense, storage, skipped);
    }
}
