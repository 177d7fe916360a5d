package dev.glissade.gradient;

import dev.glissade.linalg.RowSelection;
import dev.glissade.linalg.SparseRows;

/**
 * Which features some sparse rows have: a bit a feature, and above it a bit a word of these, so that collecting and clearing
 * takes time by the features that are marked, hardly by all there are. Belongs to one thread.
 */
final class FeatureMarks {

    /** 64 = 2⁶ bits a word. */
    private static final int SHIFT = 6;

    private final long[] words;
    private final long[] summary;

    /** @param features how many there are */
    FeatureMarks(int features) {
        words = new long[wordsFor(features)];
        summary = new long[wordsFor(words.length)];
    }

    private static int wordsFor(int bits) {
        return (bits + Long.SIZE - 1) >>> SHIFT;
    }

    /** The distinct features of the rows, ascending. */
    int[] of(SparseRows block, RowSelection rows) {
        int[] offsets = block.offsets();
        int[] indices = block.indices();
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            int end = offsets[rows.row(i) + 1];
            for (int at = offsets[rows.row(i)]; at < end; at++) {
                count += mark(indices[at]);
            }
        }
        return collect(count);
    }

    /** 1 if the feature was not marked yet, else 0. */
    private int mark(int feature) {
        int word = feature >>> SHIFT;
        long before = words[word];
        words[word] = before | (1L << feature);
        summary[word >>> SHIFT] |= 1L << word;
        return (int) (~before >>> feature) & 1;
    }

    /** Takes all marks back. */
    private int[] collect(int count) {
        int[] features = new int[count];
        int filled = 0;
        for (int top = 0; top < summary.length; top++) {
            for (long left = summary[top]; left != 0; left &= left - 1) {
                int word = (top << SHIFT) + Long.numberOfTrailingZeros(left);
                for (long bits = words[word]; bits != 0; bits &= bits - 1) {
                    features[filled++] = (word << SHIFT) + Long.numberOfTrailingZeros(bits);
                }
                words[word] = 0;
            }
            summary[top] = 0;
        }
        return features;
    }
}
