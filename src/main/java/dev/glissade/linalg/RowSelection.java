package dev.glissade.linalg;

/** Which rows of a block take part, in the order in which they are added up. */
public final class RowSelection {

    private static final RowSelection NONE = new RowSelection(0, null);

    private final int count;
    private final int[] rows;

    private RowSelection(int count, int[] rows) {
        this.count = count;
        this.rows = rows;
    }

    /** No row. */
    public static RowSelection none() {
        return NONE;
    }

    /** The rows 0 to {@code size - 1}, each once. */
    public static RowSelection all(int size) {
        return new RowSelection(size, null);
    }

    /** These rows in this order, a row as often as it stands there; the array is not copied. */
    public static RowSelection of(int[] rows) {
        return new RowSelection(rows.length, rows);
    }

    /** How many rows, repetitions counted. */
    public int count() {
        return count;
    }

    /** The row at a position from 0 to {@code count() - 1}. */
    public int row(int position) {
        return rows == null ? position : rows[position];
    }
}
