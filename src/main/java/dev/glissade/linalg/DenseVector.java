package dev.glissade.linalg;

import java.io.Serializable;
import java.util.Arrays;

/** An immutable vector of doubles. */
public final class DenseVector implements Serializable {

    private static final long serialVersionUID = 1L;

    private final double[] values;

    private DenseVector(double[] values) {
        this.values = values;
    }

    /** A vector with a copy of these values. */
    public static DenseVector of(double... values) {
        return new DenseVector(values.clone());
    }

    /** A vector that takes the array over without a copy; the caller must not write to it any more. */
    public static DenseVector wrap(double[] values) {
        return new DenseVector(values);
    }

    /** A vector of zeros. */
    public static DenseVector zeros(int size) {
        return new DenseVector(new double[size]);
    }

    /** Number of entries. */
    public int size() {
        return values.length;
    }

    /** Entry at an index from 0. */
    public double get(int index) {
        return values[index];
    }

    /** The entries without a copy, to be read only. */
    public double[] values() {
        return values;
    }

    /** A copy of the entries. */
    public double[] toArray() {
        return values.clone();
    }

    /** Euclidean norm. */
    public double norm() {
        return Math.sqrt(Kernels.squaredNorm(values));
    }

    /** Whether no entry is NaN or infinite. */
    public boolean isFinite() {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** factor · this. */
    public DenseVector times(double factor) {
        double[] product = new double[values.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = factor * values[i];
        }
        return new DenseVector(product);
    }

    /** this + factor · other. */
    public DenseVector plus(double factor, DenseVector other) {
        double[] sum = values.clone();
        Kernels.addScaled(factor, other.values, 0, sum, 0, sum.length);
        return new DenseVector(sum);
    }

    /** Whether both have the same bits, so that 0 differs from −0 and NaN equals itself. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DenseVector vector && Arrays.equals(values, vector.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** The first few entries and the size, for messages. */
    @Override
    public String toString() {
        String shown = Arrays.toString(Arrays.copyOf(values, Math.min(values.length, 8)));
        return values.length <= 8 ? shown : shown + " … (" + values.length + ")";
    }
}
