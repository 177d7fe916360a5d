package dev.glissade.sampling;

import dev.glissade.linalg.RowSelection;
import java.util.Arrays;

/**
 * Deals places of an order of all rows, the first of them or a stretch, from the root of a {@link SliceTree} down to the
 * slices: of the places up to any one, each node hands part to its left child and the rest to its right one. Nodes above
 * no slice that is asked for, and those that get none of the stretch, are not visited.
 */
final class TreeSplit {

    /** How a node divides. */
    interface Rule {

        /** How many of {@code count} places at {@code node} go to its left child; none of none. */
        long left(SliceTree tree, int node, long count);
    }

    /** What a slice makes of its places. */
    interface Share {

        /** The rows for the slice's places {@code from} to {@code to - 1}, at least one. */
        RowSelection rows(int slice, int from, int to);
    }

    private final SliceTree tree;
    private final Rule rule;
    private final Share share;
    private final int first;
    private final RowSelection[] selections;

    private TreeSplit(SliceTree tree, Rule rule, Share share, int first, int slices) {
        this.tree = tree;
        this.rule = rule;
        this.share = share;
        this.first = first;
        this.selections = new RowSelection[slices];
    }

    /** The rows of the slices {@code first} to {@code first + slices - 1} for the first {@code count} places. */
    static RowSelection[] select(SliceTree tree, int first, int slices, long count, Rule rule, Share share) {
        return select(tree, first, slices, 0, count, rule, share);
    }

    /** The same for the places {@code from} to {@code to - 1}. */
    static RowSelection[] select(SliceTree tree, int first, int slices, long from, long to, Rule rule, Share share) {
        TreeSplit split = new TreeSplit(tree, rule, share, first, slices);
        Arrays.fill(split.selections, RowSelection.none());
        split.descend(1, 0, tree.slices(), from, to);
        return split.selections;
    }

    private void descend(int node, int slice, int width, long from, long to) {
        boolean outside = slice + width <= first || slice >= first + selections.length;
        if (outside || from == to) {
            return;
        }
        if (width == 1) {
            selections[slice - first] = share.rows(slice, Math.toIntExact(from), Math.toIntExact(to));
            return;
        }
        long leftFrom = from == 0 ? 0 : rule.left(tree, node, from);
        long leftTo = rule.left(tree, node, to);
        descend(2 * node, slice, width / 2, leftFrom, leftTo);
        descend(2 * node + 1, slice + width / 2, width / 2, from - leftFrom, to - leftTo);
    }
}
