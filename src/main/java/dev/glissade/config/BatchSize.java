package dev.glissade.config;

/** How many rows one step's gradient is taken over, as a configuration says it. */
public sealed interface BatchSize {

    /** Every row of the training set. */
    BatchSize ALL = new All();

    /** A number of rows. */
    static BatchSize rows(long rows) {
        return new Rows(rows);
    }

    /**
     * A number of rows, at least 1.
     *
     * @param rows the expected number of rows in a batch
     */
    record Rows(long rows) implements BatchSize {}

    /** Every row of the training set. */
    record All() implements BatchSize {}
}
