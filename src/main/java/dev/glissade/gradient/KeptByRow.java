package dev.glissade.gradient;

import java.util.Arrays;
import java.util.Optional;

/**
 * A few numbers of each row, kept from its first visit for those to come: what it gives at a snapshot stays the same for as
 * long as the snapshot does. Belongs to one thread.
 */
final class KeptByRow {

    /**
     * They take at most one in so many of the bytes that their rows take: where Spark's memory is full of rows, 0.15 of the heap, of
     * the 0.4 that it leaves to what tasks make.
     */
    private static final int SHARE = 4;

    private final InMemoryGradientSource rows;
    private final int count;
    /** Of each slice, row by row; null before the slice's first visit, NaN before the row's. */
    private final double[][] numbers;

    private KeptByRow(InMemoryGradientSource rows, int count) {
        this.rows = rows;
        this.count = count;
        this.numbers = new double[rows.slices().slices()][];
    }

    /**
     * Room for so many numbers of each row; empty if rows are too small to be worth it.
     *
     * @param count at least 1
     */
    static Optional<KeptByRow> of(InMemoryGradientSource rows, int count) {
        long bytes = 0;
        for (int slice = 0; slice < rows.slices().slices(); slice++) {
            bytes += rows.slice(slice).bytes();
        }
        boolean small = (double) SHARE * rows.rows() * count * Double.BYTES <= bytes;
        return small ? Optional.of(new KeptByRow(rows, count)) : Optional.empty();
    }

    /** Copies what is kept of a row; false if nothing is, or it begins with NaN. */
    boolean read(int slice, int row, double[] target) {
        double[] ofSlice = numbers[slice];
        int from = row * count;
        if (ofSlice == null || Double.isNaN(ofSlice[from])) {
            return false;
        }
        System.arraycopy(ofSlice, from, target, 0, count);
        return true;
    }

    void keep(int slice, int row, double[] source) {
        if (numbers[slice] == null) {
            numbers[slice] = new double[Math.multiplyExact(rows.slice(slice).size(), count)];
            Arrays.fill(numbers[slice], Double.NaN);
        }
        System.arraycopy(source, 0, numbers[slice], row * count, count);
    }
}
