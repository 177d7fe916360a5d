package dev.glissade.sampling;

/**
 * Deals a number of rows from the root of a {@link SliceTree} down to the slices: each node hands part of its number to
 * its left child and the rest to its right one. Nodes above no slice that is asked for are not visited.
 */
final class TreeSplit {

    /** How a node divides. */
    interface Rule {

        /** How many of {@code count} rows at {@code node} go to its left child. */
        long left(SliceTree tree, int node, long count);
    }

    private final SliceTree tree;
    private final Rule rule;
    private final int first;
    private final long[] counts;

    private TreeSplit(SliceTree tree, Rule rule, int first, int slices) {
        this.tree = tree;
        this.rule = rule;
        this.first = first;
        this.counts = new long[slices];
    }

    /** Rows dealt to the slices {@code first} to {@code first + slices - 1}. */
    static long[] deal(SliceTree tree, long count, int first, int slices, Rule rule) {
        TreeSplit split = new TreeSplit(tree, rule, first, slices);
        split.descend(1, 0, tree.slices(), count);
        return split.counts;
    }

    private void descend(int node, int from, int width, long count) {
        boolean outside = from + width <= first || from >= first + counts.length;
        if (outside || count == 0) {
            return;
        }
        if (width == 1) {
            counts[from - first] = count;
            return;
        }
        long left = rule.left(tree, node, count);
        descend(2 * node, from, width / 2, left);
        descend(2 * node + 1, from + width / 2, width / 2, count - left);
    }
}
