package dev.glissade.linalg;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * One of the vectors that an array held while it was changed in place (Baker 1991). The newest has the array; one before it has
 * its successor and what to undo of the change that led there, until it is asked for all its entries.
 *
 * <p>Whatever it takes to keep an old version is what was changed since, not a copy. Threads may share versions.
 */
final class Version implements Held {

    /** Entries that are changed at a time: what was read of the array is still near when it is written. */
    private static final int STRETCH = 512;

    /** Shared by all versions of an array. */
    private final Object lock;

    private final boolean finite;
    /** The newest's; null in all others. */
    private double[] array;
    /** A copy, once it was asked for. */
    private double[] copy;
    /** The next, and what was in its changed places; of a version that is not the newest and has no copy. */
    private Version next;

    private int[] changed;
    private double[] before;

    private Version(Object lock, double[] array, boolean finite) {
        this.lock = lock;
        this.array = array;
        this.finite = finite;
    }

    /** The first version of an array, which is taken over. */
    static Version first(double[] array, boolean finite) {
        return new Version(new Object(), array, finite);
    }

    /** The version with other values at some places, ascending: in place of the newest, of a copy of an older one. */
    Version changed(int[] indices, DenseVector.Change change) {
        synchronized (lock) {
            if (array == null) {
                return first(all(0).clone(), finite).changed(indices, change);
            }
            double[] was = new double[indices.length];
            boolean changesAreFinite = true;
            double[] now = new double[Math.min(STRETCH, was.length)];
            for (int from = 0; from < was.length; from += now.length) {
                int count = Math.min(now.length, was.length - from);
                for (int i = 0; i < count; i++) {
                    now[i] = array[indices[from + i]];
                }
                System.arraycopy(now, 0, was, from, count);
                change.to(from, now, count);
                for (int i = 0; i < count; i++) {
                    array[indices[from + i]] = now[i];
                    changesAreFinite &= Double.isFinite(now[i]);
                }
            }
            boolean finiteNow = changesAreFinite && (finite || Held.areFinite(array));
            Version newest = new Version(lock, array, finiteNow);
            array = null;
            if (copy == null) {
                next = newest;
                changed = indices;
                before = was;
            }
            return newest;
        }
    }

    @Override
    public double get(int index) {
        synchronized (lock) {
            Version version = this;
            while (version.array == null && version.copy == null) {
                int at = Arrays.binarySearch(version.changed, index);
                if (at >= 0) {
                    return version.before[at];
                }
                version = version.next;
            }
            return (version.array != null ? version.array : version.copy)[index];
        }
    }

    @Override
    public double[] at(int[] indices) {
        synchronized (lock) {
            double[] whole = array != null ? array : all(0);
            double[] some = new double[indices.length];
            for (int i = 0; i < some.length; i++) {
                some[i] = whole[indices[i]];
            }
            return some;
        }
    }

    @Override
    public double[] all(int size) {
        synchronized (lock) {
            if (copy == null) {
                copy = undone();
                next = null;
                changed = null;
                before = null;
            }
            return copy;
        }
    }

    /** The array, or the next copy, with all changes taken back that lie between, the last one first. */
    private double[] undone() {
        Deque<Version> between = new ArrayDeque<>();
        Version version = this;
        for (; version.array == null && version.copy == null; version = version.next) {
            between.push(version);
        }
        double[] whole = (version.array != null ? version.array : version.copy).clone();
        for (Version undo : between) {
            for (int i = 0; i < undo.changed.length; i++) {
                whole[undo.changed[i]] = undo.before[i];
            }
        }
        return whole;
    }

    @Override
    public boolean isFinite() {
        return finite;
    }
}
