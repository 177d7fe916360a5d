package dev.glissade.data;

/** What decides the slice of a row and its place there. */
public enum RowOrder {
    /** Its content: the result does not depend on the order, the format and the partitioning of the table. */
    CONTENT,
    /**
     * The order of reading (files by path, rows by position): for tables already shuffled. The result then depends on
     * the order of the rows; and for a {@code Dataset} on its partitioning, too.
     */
    AS_READ
}
