package dev.glissade.gradient;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * What the rows under one node of the slice tree come to: how many there are, some sums of numbers and of vectors, and a
 * list of numbers that is kept whole, left before right. With no row it is empty: it has no vectors at all, and adding it
 * changes nothing, not even the sign of a zero.
 */
final class PartialSum implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final double[] NO_NUMBERS = {};
    private static final Summand[] NO_VECTORS = {};
    private static final PartialSum EMPTY = new PartialSum(0, NO_NUMBERS, NO_VECTORS, NO_NUMBERS);

    private final long rows;
    private final double[] scalars;
    private final Summand[] vectors;
    private final double[] listed;

    private PartialSum(long rows, double[] scalars, Summand[] vectors, double[] listed) {
        this.rows = rows;
        this.scalars = scalars;
        this.vectors = vectors;
        this.listed = listed;
    }

    static PartialSum empty() {
        return EMPTY;
    }

    static PartialSum of(long rows, double[] scalars, Summand... vectors) {
        return new PartialSum(rows, scalars, vectors, NO_NUMBERS);
    }

    /** The same with a list. */
    PartialSum listing(double... numbers) {
        return new PartialSum(rows, scalars, vectors, numbers);
    }

    boolean isEmpty() {
        return rows == 0;
    }

    long rows() {
        return rows;
    }

    double scalar(int index) {
        return scalars[index];
    }

    Summand vector(int index) {
        return vectors[index];
    }

    int vectors() {
        return vectors.length;
    }

    double[] listed() {
        return listed;
    }

    /** this + right; both are taken over. */
    PartialSum plus(PartialSum right) {
        if (right.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return right;
        }
        for (int i = 0; i < scalars.length; i++) {
            scalars[i] += right.scalars[i];
        }
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = vectors[i].plus(right.vectors[i]);
        }
        return new PartialSum(rows + right.rows, scalars, vectors, joined(listed, right.listed));
    }

    /** Whether it has no dense vector, so that many of its kind may be held at once. */
    boolean isSparse() {
        for (Summand vector : vectors) {
            if (vector.isDense()) {
                return false;
            }
        }
        return true;
    }

    /** The sum of the leaves of a subtree, a power of two of them, in its grouping; all are sparse, and are taken over. */
    static PartialSum ofSubtree(List<PartialSum> leaves) {
        int vectorCount = leaves.stream().mapToInt(PartialSum::vectors).max().orElse(0);
        PartialSum sum = folded(leaves.stream().map(PartialSum::withoutVectors).toList());
        if (vectorCount == 0) {
            return sum;
        }
        Summand[] vectors = new Summand[vectorCount];
        for (int v = 0; v < vectorCount; v++) {
            int vector = v;
            vectors[v] = Summand.ofSubtree(leaves.stream()
                    .map(leaf -> leaf.isEmpty() ? null : leaf.vectors[vector])
                    .toList());
        }
        return new PartialSum(sum.rows, sum.scalars, vectors, sum.listed);
    }

    private PartialSum withoutVectors() {
        return vectors.length == 0 ? this : new PartialSum(rows, scalars, NO_VECTORS, listed);
    }

    private static PartialSum folded(List<PartialSum> leaves) {
        int half = leaves.size() / 2;
        return half == 0 ? leaves.get(0) : folded(leaves.subList(0, half)).plus(folded(leaves.subList(half, 2 * half)));
    }

    private static double[] joined(double[] left, double[] right) {
        if (left.length == 0 || right.length == 0) {
            return left.length == 0 ? right : left;
        }
        double[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }
}
