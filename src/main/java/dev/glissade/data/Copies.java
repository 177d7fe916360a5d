package dev.glissade.data;

import java.io.Serializable;

/**
 * Contents with many copies, in order, and how the copies are dealt: copy j of a content goes to slice (home + j) mod
 * S, so that slices receive ⌊c/S⌋ or ⌈c/S⌉ of its c copies.
 */
final class Copies implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int home;
    private final SliceChunk contents;
    private final int[] counts;

    /**
     * @param home the slice that all these contents belong to
     * @param contents each content once
     * @param counts how many copies of each there are
     */
    Copies(int home, SliceChunk contents, int[] counts) {
        this.home = home;
        this.contents = contents;
        this.counts = counts;
    }

    /** Number of contents. */
    int size() {
        return counts.length;
    }

    SliceChunk contents() {
        return contents;
    }

    /** Copies of a content that a slice receives. */
    int share(int content, int slice, int slices) {
        int distance = (slice - home) & (slices - 1); // slices are a power of two
        int count = counts[content];
        return count / slices + (distance < count % slices ? 1 : 0);
    }

    /** Those contents of which some slice in {@code [from, to)} receives a copy. */
    Copies reaching(int from, int to, int slices, boolean weighted) {
        int[] wanted = new int[size()];
        int found = 0;
        for (int content = 0; content < size(); content++) {
            if (reaches(content, from, to, slices)) {
                wanted[found++] = content;
            }
        }
        if (found == size()) {
            return this;
        }
        int[] wantedCounts = new int[found];
        for (int content = 0; content < found; content++) {
            wantedCounts[content] = counts[wanted[content]];
        }
        return new Copies(home, contents.select(wanted, found, weighted), wantedCounts);
    }

    private boolean reaches(int content, int from, int to, int slices) {
        for (int slice = from; slice < to; slice++) {
            if (share(content, slice, slices) > 0) {
                return true;
            }
        }
        return false;
    }
}
