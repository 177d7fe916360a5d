package dev.glissade.gradient;

import java.io.Serializable;

/**
 * What the rows under one node of the slice tree sum up to: how many there are, some scalars, some gradients. With no
 * row it is empty: it has no vectors at all, and adding it changes nothing, not even the sign of a zero.
 */
final class PartialSum implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final PartialSum EMPTY = new PartialSum(0, new double[0], new Summand[0]);

    private final long rows;
    private final double[] scalars;
    private final Summand[] vectors;

    PartialSum(long rows, double[] scalars, Summand[] vectors) {
        this.rows = rows;
        this.scalars = scalars;
        this.vectors = vectors;
    }

    static PartialSum empty() {
        return EMPTY;
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
        return new PartialSum(rows + right.rows, scalars, vectors);
    }
}
