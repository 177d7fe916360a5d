package dev.glissade.linalg;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * An immutable vector of doubles.
 *
 * <p>Most are an array. Some are held otherwise, so that a step on a wide sparse table costs what its rows' non-zeros cost: a
 * gradient by its {@link #few} entries that are not 0, weights as one array that is changed in place, of which older vectors
 * keep what to undo, or as a multiple of another vector. How a vector is held, changes no bit of what comes of it; {@link
 * #values} makes it an array, once.
 */
public final class DenseVector implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Shorter vectors are copied: that is as fast, and simpler. */
    private static final int IN_PLACE_FROM = 1 << 14;

    /** To change more than one entry in so many is to change the vector. */
    private static final int FEW = 4;

    private final int size;
    /** All entries; null until they are asked for. */
    private volatile double[] values;
    /** In which other way the vector is held; null if in none. */
    private final transient Held held;

    private DenseVector(double[] values) {
        this.size = values.length;
        this.values = values;
        this.held = null;
    }

    private DenseVector(int size, Held held) {
        this.size = size;
        this.held = held;
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

    /** A vector of zeros but for some entries. */
    public static DenseVector ofFew(int size, FewEntries entries) {
        return new DenseVector(size, entries);
    }

    /**
     * factor · of, but for entries that are as they are in {@code of}; worked out when they are asked for.
     *
     * @param multiplied which entries are multiplied
     */
    public static DenseVector multiple(double factor, DenseVector of, IntPredicate multiplied) {
        return new DenseVector(of.size, new Multiple(factor, of, multiplied));
    }

    /** Number of entries. */
    public int size() {
        return size;
    }

    /** Entry at an index from 0. */
    public double get(int index) {
        double[] all = values;
        return all != null ? all[index] : held.get(index);
    }

    /** The entries at some indices, in their order. */
    public double[] at(int[] indices) {
        double[] all = values;
        if (all == null) {
            return held.at(indices);
        }
        double[] some = new double[indices.length];
        for (int i = 0; i < some.length; i++) {
            some[i] = all[indices[i]];
        }
        return some;
    }

    /** The entries without a copy, to be read only. */
    public double[] values() {
        double[] all = values;
        if (all == null) {
            all = held.all(size);
            values = all;
        }
        return all;
    }

    /** A copy of the entries. */
    public double[] toArray() {
        return values == null && held instanceof FewEntries few ? few.all(size) : values().clone();
    }

    /** The entries that may be other than 0, ascending, where the vector is held by these; all others are 0. */
    public Optional<FewEntries> few() {
        return held instanceof FewEntries few ? Optional.of(few) : Optional.empty();
    }

    /** Euclidean norm. */
    public double norm() {
        double square = held instanceof FewEntries few ? few.squaredNorm(size) : Kernels.squaredNorm(values());
        return Math.sqrt(square);
    }

    /** Whether no entry is NaN or infinite. */
    public boolean isFinite() {
        return held == null ? Held.areFinite(values) : held.isFinite();
    }

    /** factor · this. */
    public DenseVector times(double factor) {
        if (held instanceof FewEntries few && factor > 0 && factor <= Double.MAX_VALUE) { // zeros stay what they are
            return ofFew(size, few.times(factor));
        }
        double[] all = values();
        double[] product = new double[size];
        for (int i = 0; i < size; i++) {
            product[i] = factor * all[i];
        }
        return new DenseVector(product);
    }

    /** this + factor · other. */
    public DenseVector plus(double factor, DenseVector other) {
        if (other.held instanceof FewEntries few && Double.isFinite(factor)) {
            return with(
                    few.indices(),
                    (from, values, count) -> Kernels.addScaled(factor, few.values(), from, values, 0, count));
        }
        double[] sum = toArray();
        Kernels.addScaled(factor, other.values(), 0, sum, 0, size);
        return new DenseVector(sum);
    }

    /** What becomes of some entries. Must not throw, nor look at a vector that is being changed. */
    public interface Change {

        /**
         * Changes the values of entries that follow each other among those that change.
         *
         * @param from which of the indices the first is at
         * @param values of these entries so far; to be replaced, as many as there are
         * @param count how many
         */
        void to(int from, double[] values, int count);
    }

    /**
     * This vector with other values at some places. Where these are few, it costs as much as they are: the newest vector made
     * in this way has the array, and those before it what was there.
     *
     * @param indices ascending; not to be changed afterwards
     * @param change is told each of them once, in their order
     */
    public DenseVector with(int[] indices, Change change) {
        if (size >= IN_PLACE_FROM && (long) indices.length * FEW <= size) {
            Version version = held instanceof Version own ? own : Version.first(toArray(), isFinite());
            return new DenseVector(size, version.changed(indices, change));
        }
        double[] all = toArray();
        double[] now = at(indices);
        change.to(0, now, now.length);
        for (int i = 0; i < now.length; i++) {
            all[indices[i]] = now[i];
        }
        return new DenseVector(all);
    }

    /** Whether both have the same bits, so that 0 differs from −0 and NaN equals itself. */
    @Override
    public boolean equals(Object other) {
        return other == this || (other instanceof DenseVector vector && Arrays.equals(values(), vector.values()));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values());
    }

    /** The first few entries and the size, for messages. */
    @Override
    public String toString() {
        String shown = Arrays.toString(Arrays.copyOf(values(), Math.min(size, 8)));
        return size <= 8 ? shown : shown + " … (" + size + ")";
    }

    /** As an array, always. */
    private void writeObject(ObjectOutputStream out) throws IOException {
        values();
        out.defaultWriteObject();
    }
}
