package dev.glissade.linalg;

/**
 * Gathers indices below a bound: a bit an index, and above it a bit a word of these, so that reading out and clearing takes time
 * by the indices that are marked, hardly by all there are. Serves again and again; belongs to one thread.
 */
public final class IndexMarks {

    /** 64 = 2⁶ bits a word. */
    private static final int SHIFT = 6;

    private final int bound;
    private final long[] words;
    private final long[] summary;
    private int marked;

    /** @param bound above all indices */
    public IndexMarks(int bound) {
        this.bound = bound;
        this.words = new long[wordsFor(bound)];
        this.summary = new long[wordsFor(words.length)];
    }

    /** Words that hold as many bits. */
    static int wordsFor(int bits) {
        return (bits + Long.SIZE - 1) >>> SHIFT;
    }

    /** Marks the indices of an array, some maybe again, from one place to before another. */
    public void addAll(int[] indices, int from, int end) {
        int added = 0; // not in the field, which the loop would write each time
        for (int at = from; at < end; at++) {
            int index = indices[at];
            int word = index >>> SHIFT;
            long before = words[word];
            words[word] = before | (1L << index);
            summary[word >>> SHIFT] |= 1L << word;
            added += (int) (~before >>> index) & 1;
        }
        marked += added;
    }

    /** What was marked, ascending; no mark is left. */
    public int[] take() {
        int[] indices = new int[marked];
        int filled = 0;
        for (int top = 0; top < summary.length; top++) {
            for (long left = summary[top]; left != 0; left &= left - 1) {
                int word = (top << SHIFT) + Long.numberOfTrailingZeros(left);
                filled = read(words[word], word, indices, filled);
                words[word] = 0;
            }
            summary[top] = 0;
        }
        marked = 0;
        return indices;
    }

    /** Appends the indices that a word stands for; tells how many there are now. */
    static int read(long bits, int word, int[] indices, int filled) {
        int end = filled;
        for (long left = bits; left != 0; left &= left - 1) {
            indices[end++] = (word << SHIFT) + Long.numberOfTrailingZeros(left);
        }
        return end;
    }

    /** The same, as a set. */
    public IndexSet takeSet() {
        return new IndexSet(bound, take());
    }
}
