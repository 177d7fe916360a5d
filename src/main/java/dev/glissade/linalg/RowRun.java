package dev.glissade.linalg;

/**
 * Rows that are worked on together: those at neighbouring positions of a selection.
 *
 * @param rows the selection
 * @param first position of the first of them
 * @param count how many
 */
public record RowRun(RowSelection rows, int first, int count) {

    /** Whether it reaches over twice as many rows as it has, or more, by its first and last. */
    boolean isScattered() {
        return count > 1 && Math.abs((long) row(count - 1) - row(0)) >= 2L * count;
    }

    /** The row at a position of the run, from 0. */
    public int row(int position) {
        return rows.row(first + position);
    }
}
