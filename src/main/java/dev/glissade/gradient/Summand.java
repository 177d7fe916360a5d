package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.FewEntries;
import dev.glissade.linalg.Kernels;
import dev.glissade.linalg.PackedNumbers;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A partial sum of gradients: dense, or the coordinates that its rows touch.
 *
 * <p>Which of the two it is follows from the rows alone (see {@link GradientBuffer} and {@link #plus}), never from where
 * or in which order partial sums meet. A coordinate that no row touched is no term at all, which is not the same as
 * adding zero to −0. A sum takes its terms over: neither operand may be used afterwards.
 */
final class Summand implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Fewer numbers are serialised as quickly one by one, and to fewer bytes. */
    private static final int PACKED_FROM = 1024;

    private final int size;
    /** Touched coordinates, ascending; null when dense. */
    private final int[] indices;

    private final double[] values;

    private Summand(int size, int[] indices, double[] values) {
        this.size = size;
        this.indices = indices;
        this.values = values;
    }

    static Summand dense(double[] values) {
        return new Summand(values.length, null, values);
    }

    static Summand sparse(int size, int[] indices, double[] values) {
        return new Summand(size, indices, values);
    }

    boolean isDense() {
        return indices == null;
    }

    /** this + right, coordinate by coordinate. */
    Summand plus(Summand right) {
        if (isDense()) {
            right.addTo(values);
            return this;
        }
        if (right.isDense()) {
            addTo(right.values); // addition of two terms is commutative to the bit
            return right;
        }
        if (2L * (indices.length + right.indices.length) >= size) {
            double[] sum = all();
            right.addTo(sum);
            return dense(sum);
        }
        return merged(right);
    }

    /** The sum of the leaves of a subtree, all sparse; null for a leaf without a row. */
    static Summand ofSubtree(List<Summand> leaves) {
        List<Summand> present = leaves.stream().filter(Objects::nonNull).toList();
        if (present.size() == 1) {
            return present.get(0);
        }
        Summand sum = SparseTree.sum(
                present.get(0).size,
                leaves.stream()
                        .map(leaf -> leaf == null ? new int[0] : leaf.indices)
                        .toArray(int[][]::new),
                leaves.stream()
                        .map(leaf -> leaf == null ? new double[0] : leaf.values)
                        .toArray(double[][]::new));
        return 2L * sum.indices.length < sum.size ? sum : dense(sum.all());
    }

    private double[] all() {
        double[] all = new double[size];
        addTo(all);
        return all;
    }

    private void addTo(double[] target) {
        if (isDense()) {
            for (int i = 0; i < size; i++) {
                target[i] += values[i];
            }
        } else {
            for (int i = 0; i < indices.length; i++) {
                target[indices[i]] += values[i];
            }
        }
    }

    private Summand merged(Summand right) {
        int[] union = new int[indices.length + right.indices.length];
        double[] sum = new double[union.length];
        int a = 0;
        int b = 0;
        int filled = 0;
        while (a < indices.length && b < right.indices.length) {
            int left = indices[a];
            int other = right.indices[b];
            union[filled] = Math.min(left, other);
            if (left == other) {
                sum[filled++] = values[a++] + right.values[b++];
            } else {
                sum[filled++] = left < other ? values[a++] : right.values[b++];
            }
        }
        for (; a < indices.length; a++) {
            union[filled] = indices[a];
            sum[filled++] = values[a];
        }
        for (; b < right.indices.length; b++) {
            union[filled] = right.indices[b];
            sum[filled++] = right.values[b];
        }
        return sparse(size, Arrays.copyOf(union, filled), Arrays.copyOf(sum, filled));
    }

    /** Σ of the squares of the coordinates. */
    double squaredNorm() {
        return Kernels.squaredNorm(values);
    }

    private Object writeReplace() {
        return values.length < PACKED_FROM ? this : new Packed(this);
    }

    /** As it is serialised by Java. */
    private static final class Packed implements Serializable {
        private static final long serialVersionUID = 1L;

        private final int size;
        private final byte[] indices;
        private final byte[] values;

        private Packed(Summand sum) {
            size = sum.size;
            indices = sum.isDense() ? null : PackedNumbers.of(sum.indices);
            values = PackedNumbers.of(sum.values);
        }

        private Object readResolve() {
            return new Summand(
                    size, indices == null ? null : PackedNumbers.ints(indices), PackedNumbers.doubles(values));
        }
    }

    /** The whole vector, zeros where nothing was touched. */
    DenseVector toVector() {
        if (isDense()) {
            return DenseVector.wrap(values);
        }
        double[] added = new double[values.length];
        for (int i = 0; i < added.length; i++) {
            added[i] = 0.0 + values[i]; // −0 is a term of the sum, not its value
        }
        return DenseVector.ofFew(size, new FewEntries(indices, added));
    }
}
