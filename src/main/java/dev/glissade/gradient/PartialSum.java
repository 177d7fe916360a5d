package dev.glissade.gradient;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What the rows under one node of the slice tree come to: how many there are, some sums of numbers and of vectors, and a
 * list of numbers that is kept whole, left before right. With no row it is empty: it has no vectors at all, and adding it
 * changes nothing, not even the sign of a zero.
 */
final class PartialSum implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final double[] NO_NUMBERS = {};
    private static final PartialSum EMPTY = new PartialSum(0, NO_NUMBERS, new Summand[0], NO_NUMBERS);

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

    private static double[] joined(double[] left, double[] right) {
        if (left.length == 0 || right.length == 0) {
            return left.length == 0 ? right : left;
        }
        double[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }
}
