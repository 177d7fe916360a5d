package dev.glissade.data;

/** What happens where a row has a {@link RowFault}. What is wrong with a table as a whole is an error either way. */
public enum BadRows {
    /** The first bad row is an error that names it. */
    FAIL,
    /** Bad rows are left out and counted; the table is the one without them, to the last bit. */
    SKIP
}
