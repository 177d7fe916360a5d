package dev.glissade.linalg;

import java.util.Arrays;

/** A symmetric tridiagonal matrix that grows by a row and a column at a time. */
public final class Tridiagonal {

    /** Each halves the interval that the eigenvalue is in: more would change no bit. */
    private static final int BISECTIONS = 60;

    private double[] diagonal = new double[8];
    /** Beside the diagonal: entry i couples the rows i − 1 and i. */
    private double[] beside = new double[8];

    private int size;

    /**
     * Adds a row.
     *
     * @param coupling with the row before; of the first 0
     * @param value on the diagonal
     */
    public void add(double coupling, double value) {
        if (size == diagonal.length) {
            diagonal = Arrays.copyOf(diagonal, 2 * size);
            beside = Arrays.copyOf(beside, 2 * size);
        }
        diagonal[size] = value;
        beside[size] = coupling;
        size++;
    }

    /** The largest eigenvalue, by bisection between the largest diagonal entry and Gershgorin's bound. */
    public double largestEigenvalue() {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            double next = i + 1 < size ? Math.abs(beside[i + 1]) : 0;
            low = Math.max(low, diagonal[i]);
            high = Math.max(high, diagonal[i] + Math.abs(beside[i]) + next);
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = low + (high - low) / 2;
            if (isAbove(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether an eigenvalue is at x or above: then not all pivots of T − xI are negative. */
    private boolean isAbove(double x) {
        double pivot = -1;
        for (int i = 0; i < size; i++) {
            pivot = diagonal[i] - x - beside[i] * beside[i] / pivot;
            if (pivot >= 0) {
                return true;
            }
        }
        return false;
    }
}
