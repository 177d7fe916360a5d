package dev.glissade.data;

/**
 * What a sliced table is of; for the driver only.
 *
 * @param name how Spark's pages call it
 * @param dense whether its blocks are dense
 * @param skipped the bad rows that were left out
 */
record TableContent(String name, TableSchema schema, boolean dense, SkippedRows skipped) {

    /** The same for a table derived from this one. */
    TableContent derived(String what) {
        return new TableContent(name + ", " + what, schema, dense, skipped);
    }
}
