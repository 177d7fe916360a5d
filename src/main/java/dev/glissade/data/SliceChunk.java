package dev.glissade.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** Rows that belong to one slice, with the two keys that tell their order there (see {@link SlicePlan}). */
final class SliceChunk implements Serializable {

    private static final long serialVersionUID = 1L;

    private final PackedRows rows;
    private final long[] firstKeys;
    private final long[] secondKeys;

    SliceChunk(PackedRows rows, long[] firstKeys, long[] secondKeys) {
        this.rows = rows;
        this.firstKeys = firstKeys;
        this.secondKeys = secondKeys;
    }

    int size() {
        return rows.size();
    }

    PackedRows rows() {
        return rows;
    }

    /** All of these, one after the other; together they must fit into arrays. */
    static SliceChunk concatenate(List<SliceChunk> chunks, boolean weighted) {
        if (chunks.size() == 1) {
            return chunks.get(0);
        }
        PackedRows rows =
                PackedRows.concatenate(chunks.stream().map(SliceChunk::rows).toArray(PackedRows[]::new), weighted);
        long[] firstKeys = new long[rows.size()];
        long[] secondKeys = new long[rows.size()];
        int at = 0;
        for (SliceChunk chunk : chunks) {
            System.arraycopy(chunk.firstKeys, 0, firstKeys, at, chunk.size());
            System.arraycopy(chunk.secondKeys, 0, secondKeys, at, chunk.size());
            at += chunk.size();
        }
        return new SliceChunk(rows, firstKeys, secondKeys);
    }

    /** Some of these rows, in the order given. */
    SliceChunk select(int[] wanted, int count, boolean weighted) {
        int nonZeros = 0;
        for (int position = 0; position < count; position++) {
            nonZeros += rows.nonZeros(wanted[position]);
        }
        PackedRows.Packer packer = new PackedRows.Packer(count, nonZeros, weighted);
        long[] first = new long[count];
        long[] second = new long[count];
        for (int position = 0; position < count; position++) {
            packer.add(rows, wanted[position]);
            first[position] = firstKeys[wanted[position]];
            second[position] = secondKeys[wanted[position]];
        }
        return new SliceChunk(packer.pack(), first, second);
    }

    /** Orders rows by their keys, and rows with equal keys by their content; 0 means that the rows are equal. */
    static int compare(SliceChunk left, int row, SliceChunk right, int other) {
        int order = Long.compareUnsigned(left.firstKeys[row], right.firstKeys[other]);
        if (order == 0) {
            order = Long.compareUnsigned(left.secondKeys[row], right.secondKeys[other]);
        }
        return order == 0 ? PackedRows.compare(left.rows, row, right.rows, other) : order;
    }

    /** The rows in ascending order; which of two equal rows comes first makes no difference. */
    int[] sorted() {
        long[] tops = new long[size()];
        for (int row = 0; row < tops.length; row++) {
            // The top half of the key above the number of the row: sorted as primitive numbers.
            tops[row] = ((firstKeys[row] ^ Long.MIN_VALUE) & 0xFFFFFFFF00000000L) | row;
        }
        Arrays.sort(tops);
        int[] order = new int[tops.length];
        for (int position = 0; position < order.length; position++) {
            order[position] = (int) tops[position];
        }
        int start = 0;
        for (int position = 1; position <= tops.length; position++) {
            if (position == tops.length || (tops[position] ^ tops[start]) >>> 32 != 0) {
                sortTies(order, start, position);
                start = position;
            }
        }
        return order;
    }

    private void sortTies(int[] order, int from, int to) {
        if (!isSorted(order, from, to)) {
            mergeSort(order, new int[to - from], from, to);
        }
    }

    private boolean isSorted(int[] order, int from, int to) {
        for (int position = from + 1; position < to; position++) {
            if (compare(this, order[position - 1], this, order[position]) > 0) {
                return false;
            }
        }
        return true;
    }

    private void mergeSort(int[] order, int[] spare, int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        mergeSort(order, spare, from, middle);
        mergeSort(order, spare, middle, to);
        int lefts = middle - from;
        System.arraycopy(order, from, spare, 0, lefts);
        int left = 0;
        int right = middle;
        for (int position = from; left < lefts; position++) {
            boolean takeRight = right < to && compare(this, order[right], this, spare[left]) < 0;
            order[position] = takeRight ? order[right++] : spare[left++];
        }
    }
}
