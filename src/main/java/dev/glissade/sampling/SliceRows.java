package dev.glissade.sampling;

import dev.glissade.linalg.RowSelection;
import java.util.Arrays;

/** Rows of one slice, drawn from its own random order or one by one, always handed out in ascending order. */
final class SliceRows {

    /** From this share of a slice on, marking rows in a bit set is cheaper than sorting them. */
    private static final int MARK_FROM_ONE_IN = 32;

    private SliceRows() {}

    /** The rows at places {@code from} to {@code to - 1} of the slice's random order with this key. */
    static RowSelection ofOrder(int sliceSize, long key, int from, int to) {
        int count = to - from;
        if (count == 0) {
            return RowSelection.none();
        }
        if (count == sliceSize) {
            return RowSelection.all(sliceSize);
        }
        Permutation order = new Permutation(sliceSize, key);
        int[] rows = new int[count];
        if (count < sliceSize / MARK_FROM_ONE_IN) {
            for (int i = 0; i < count; i++) {
                rows[i] = order.at(from + i);
            }
            Arrays.sort(rows);
        } else {
            long[] marks = new long[(sliceSize >> 6) + 1];
            for (int place = from; place < to; place++) {
                int row = order.at(place);
                marks[row >> 6] |= 1L << row;
            }
            readMarks(marks, rows);
        }
        return RowSelection.of(rows);
    }

    private static void readMarks(long[] marks, int[] rows) {
        int filled = 0;
        for (int word = 0; word < marks.length; word++) {
            for (long bits = marks[word]; bits != 0; bits &= bits - 1) {
                rows[filled++] = (word << 6) + Long.numberOfTrailingZeros(bits);
            }
        }
    }

    /** {@code count} rows drawn independently, each of the slice's rows equally likely each time. */
    static RowSelection independent(int sliceSize, long key, int count) {
        if (count == 0) {
            return RowSelection.none();
        }
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = (int) CounterHash.below(CounterHash.hash(key, i), sliceSize);
        }
        Arrays.sort(rows);
        return RowSelection.of(rows);
    }
}
