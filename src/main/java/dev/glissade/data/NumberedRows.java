package dev.glissade.data;

import dev.glissade.linalg.RowBlock;
import java.io.Serializable;

/** Neighbouring rows of a table in the order of reading. */
public final class NumberedRows implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long firstRow;
    private final RowBlock rows;

    NumberedRows(long firstRow, RowBlock rows) {
        this.firstRow = firstRow;
        this.rows = rows;
    }

    /** Number of the first of these rows in the table, from 0; headers, blank lines and comments do not count. */
    public long firstRow() {
        return firstRow;
    }

    /** The rows; all labels are 0, all weights 1. */
    public RowBlock rows() {
        return rows;
    }
}
