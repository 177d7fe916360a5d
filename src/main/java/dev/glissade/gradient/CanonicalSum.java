package dev.glissade.gradient;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A sum over the slices of a table whose grouping is that of one fixed binary tree, so that its bits do not depend on
 * which partial sums met first or where.
 *
 * <p>It holds partial sums as nodes of the tree (root 1, children 2i and 2i + 1, slice s the leaf S + s). Two nodes are
 * merged only when they are siblings, always left + right; so merging sums is commutative and associative to the bit,
 * and neighbouring slices collapse into one node at once. Each slice is added exactly once, an empty one as
 * {@link PartialSum#empty()}: a slice that is missing or counted twice is found out.
 */
public final class CanonicalSum implements PartialAnswer {

    private static final long serialVersionUID = 1L;

    private final int slices;
    /** At most 2·log₂ S for a run of neighbouring slices, so searching is cheaper than hashing. */
    private final ArrayList<Node> nodes = new ArrayList<>();

    /** @param slices S, a power of two */
    CanonicalSum(int slices) {
        this.slices = slices;
    }

    /** Adds what the rows of a slice sum up to; the sum is taken over. */
    void add(int slice, PartialSum sum) {
        insert(slices + slice, sum);
    }

    /** Adds neighbouring slices, whole subtrees of them at a time; their sums are taken over. */
    void addAll(int firstSlice, List<PartialSum> ofSlices) {
        int leaf = slices + firstSlice;
        for (int from = 0; from < ofSlices.size(); ) {
            int width = Math.min(Integer.lowestOneBit(leaf), Integer.highestOneBit(ofSlices.size() - from));
            insert(leaf / width, PartialSum.ofSubtree(ofSlices.subList(from, from + width)));
            leaf += width;
            from += width;
        }
    }

    @Override
    public void merge(PartialAnswer other) {
        if (!(other instanceof CanonicalSum sum) || sum.slices != slices) {
            throw new IllegalArgumentException("a sum over %d slices and %s".formatted(slices, other));
        }
        for (Node node : sum.nodes) {
            insert(node.number, node.sum);
        }
    }

    /** How many nodes are held. */
    public int nodeCount() {
        return nodes.size();
    }

    /**
     * The sum over all slices.
     *
     * @throws IllegalStateException unless every slice was added
     */
    PartialSum total() {
        if (nodes.size() != 1 || nodes.get(0).number != 1) {
            throw new IllegalStateException(
                    "the sum over %d slices is not complete: it holds the nodes %s".formatted(slices, nodeNumbers()));
        }
        return nodes.get(0).sum;
    }

    private List<Integer> nodeNumbers() {
        return nodes.stream().map(node -> node.number).sorted().toList();
    }

    private void insert(int node, PartialSum nodeSum) {
        int number = node;
        PartialSum sum = nodeSum;
        for (int at = find(number ^ 1); number > 1 && at >= 0; at = find(number ^ 1)) {
            PartialSum sibling = nodes.remove(at).sum;
            sum = (number & 1) == 0 ? sum.plus(sibling) : sibling.plus(sum);
            number >>= 1;
        }
        if (find(number) >= 0) {
            throw new IllegalStateException(
                    "node %d of the tree over %d slices was added twice".formatted(number, slices));
        }
        nodes.add(new Node(number, sum));
    }

    private int find(int number) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).number == number) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return "a sum over %d slices".formatted(slices);
    }

    private static final class Node implements Serializable {
        private static final long serialVersionUID = 1L;

        private final int number;
        private final PartialSum sum;

        private Node(int number, PartialSum sum) {
            this.number = number;
            this.sum = sum;
        }
    }
}
