package dev.glissade.linalg;

/** Values in an array, as dense rows have them. */
abstract sealed class ArrayValues extends Values permits DoubleValues, FloatValues {

    private static final long serialVersionUID = 1L;

    private static final int ROWS_AT_ONCE = 16;

    /** These values, in an array as narrow as the storage wants it; the array given may become a part of them. */
    static ArrayValues of(double[] values, Storage storage) {
        boolean narrow = switch (storage) {
            case AUTO -> areFloats(values);
            case FLOAT32 -> fitFloats(values);
            case FLOAT64 -> false;
        };
        return narrow ? FloatValues.rounded(values) : new DoubleValues(values);
    }

    /** −0 is a float, and so are the subnormal numbers of floats; NaN is left alone. */
    private static boolean areFloats(double[] values) {
        for (double value : values) {
            if ((float) value != value) {
                return false;
            }
        }
        return true;
    }

    private static boolean fitFloats(double[] values) {
        for (double value : values) {
            if (!Float.isFinite((float) value)) {
                return false;
            }
        }
        return true;
    }

    @Override
    abstract ArrayValues alike(int length);

    /** Σ x[from + i]·factors[factorsFrom + i], as {@link Kernels#dot} adds it up. */
    abstract double dot(int from, double[] factors, int factorsFrom, int length);

    /** target[targetFrom + i] += factor·x[from + i] for 0 ≤ i &lt; length. */
    abstract void addScaled(double factor, int from, double[] target, int targetFrom, int length);

    /** target[i] = {@link #dot} of row i of the run with the weights, for rows of so many values. */
    final void dots(RowRun run, double[] weights, int length, double[] target) {
        if (run.isScattered()) {
            dotsOfScattered(run, weights, length, target);
        } else {
            dotsOfNeighbours(run, weights, length, target);
        }
    }

    abstract void dotsOfNeighbours(RowRun run, double[] weights, int length, double[] target);

    /**
     * Rows that lie apart are brought together first: copies do not wait for each other, so that memory is asked for several
     * rows at a time, where each product waits for its own.
     */
    private void dotsOfScattered(RowRun run, double[] weights, int length, double[] target) {
        ArrayValues near = alike(Math.min(ROWS_AT_ONCE, run.count()) * length);
        for (int from = 0; from < run.count(); from += ROWS_AT_ONCE) {
            int to = Math.min(from + ROWS_AT_ONCE, run.count());
            for (int i = from; i < to; i++) {
                copy(run.row(i) * length, near, (i - from) * length, length);
            }
            for (int i = from; i < to; i++) {
                target[i] = near.dot((i - from) * length, weights, 0, length);
            }
        }
    }

    /** {@link #addScaled} of each row of the run by its own factor, one row after the other. */
    abstract void addScaled(double[] factors, RowRun run, double[] target, int length);
}
