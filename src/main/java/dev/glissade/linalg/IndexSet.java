package dev.glissade.linalg;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Some of the indices below a bound. It travels as the gaps between them, a byte for most, and finds the place of an index by
 * counting bits, in a fraction of the memory that an array over all indices would take. Immutable.
 */
public final class IndexSet implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_GAP = 5;

    private final int bound;
    private final int size;
    private final byte[] gaps;
    /** Worked out when they are needed. */
    private transient volatile int[] indices;

    private transient volatile Places places;

    /** Bit i is set if index i is in the set; and how many are in it below each word. */
    private static final class Places {
        private final long[] bits;
        private final int[] below;

        private Places(long[] bits, int[] below) {
            this.bits = bits;
            this.below = below;
        }
    }

    /** @param indices ascending, each once; not copied */
    IndexSet(int bound, int[] indices) {
        this.bound = bound;
        this.size = indices.length;
        this.indices = indices;
        this.gaps = packed(indices);
    }

    /** Seven bits a byte, the lowest first; the top bit says that more follow. */
    private static byte[] packed(int[] indices) {
        byte[] gaps = new byte[indices.length + LONGEST_GAP];
        int end = 0;
        int last = -1;
        for (int index : indices) {
            if (end + LONGEST_GAP > gaps.length) {
                gaps = Arrays.copyOf(gaps, gaps.length + (gaps.length >> 1));
            }
            int left = index - last - 1;
            last = index;
            for (; left >= 0x80; left >>>= 7) {
                gaps[end++] = (byte) ((left & 0x7f) | 0x80);
            }
            gaps[end++] = (byte) left;
        }
        return Arrays.copyOf(gaps, end);
    }

    private int[] unpacked() {
        int[] all = new int[size];
        int at = 0;
        int index = -1;
        for (int i = 0; i < size; i++) {
            int gap = 0;
            int shift = 0;
            byte next = gaps[at++];
            for (; next < 0; next = gaps[at++]) {
                gap |= (next & 0x7f) << shift;
                shift += 7;
            }
            index += (gap | (next << shift)) + 1;
            all[i] = index;
        }
        return all;
    }

    /** How many indices it has. */
    public int size() {
        return size;
    }

    /** All are below this. */
    public int bound() {
        return bound;
    }

    /** Bytes that it takes on its way. */
    public int bytes() {
        return gaps.length;
    }

    /** The indices, ascending; to be read only. */
    public int[] indices() {
        int[] all = indices;
        if (all == null) {
            all = unpacked();
            indices = all;
        }
        return all;
    }

    /** How many indices of the set are below one that is in it. */
    public int placeOf(int index) {
        Places found = places;
        if (found == null) {
            found = places();
            places = found;
        }
        int word = index >> 6;
        return found.below[word] + Long.bitCount(found.bits[word] & ((1L << index) - 1));
    }

    private Places places() {
        long[] bits = new long[IndexMarks.wordsFor(bound)];
        addTo(bits);
        int[] below = new int[bits.length];
        for (int word = 1; word < below.length; word++) {
            below[word] = below[word - 1] + Long.bitCount(bits[word - 1]);
        }
        return new Places(bits, below);
    }

    private void addTo(long[] bits) {
        for (int index : indices()) {
            bits[index >> 6] |= 1L << index;
        }
    }

    /** What is in at least one of some sets below the same bound. */
    public static IndexSet union(int bound, List<IndexSet> sets) {
        long[] bits = new long[IndexMarks.wordsFor(bound)];
        sets.forEach(set -> set.addTo(bits));
        int size = 0;
        for (long word : bits) {
            size += Long.bitCount(word);
        }
        int[] indices = new int[size];
        int filled = 0;
        for (int word = 0; word < bits.length; word++) {
            filled = IndexMarks.read(bits[word], word, indices, filled);
        }
        return new IndexSet(bound, indices);
    }
}
