package dev.glissade.linalg;

import java.util.Arrays;

/**
 * So many ones, for which no array is needed. Only sparse rows have them; a factor times 1 is the factor, to the bit.
 */
final class Ones extends Values {

    private static final long serialVersionUID = 1L;

    private final int length;

    Ones(int length) {
        this.length = length;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public double get(int position) {
        return 1;
    }

    @Override
    public void read(int from, double[] target, int count) {
        Arrays.fill(target, 0, count, 1);
    }

    @Override
    public int bytesEach() {
        return 0;
    }

    @Override
    public double[] toArray() {
        double[] all = new double[length];
        Arrays.fill(all, 1);
        return all;
    }

    @Override
    public double[] doubles() {
        return toArray();
    }

    @Override
    long nonZeros() {
        return length;
    }

    @Override
    Ones alike(int count) {
        return new Ones(count);
    }

    @Override
    void copy(int from, Values target, int to, int count) {
        // All are equal.
    }

    @Override
    double squaredNorm(int from, int count) {
        return count;
    }

    @Override
    double dot(int[] indices, int from, int to, double[] factors, int factorsFrom) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += factors[factorsFrom + indices[i]];
        }
        return sum;
    }

    @Override
    void addScaled(double factor, int[] indices, int from, int to, double[] target, int targetFrom) {
        for (int i = from; i < to; i++) {
            target[targetFrom + indices[i]] += factor;
        }
    }

    @Override
    void dots(RowRun run, int[] offsets, int[] indices, double[] weights, double[] target) {
        for (int i = 0; i < run.count(); i++) {
            int row = run.row(i);
            target[i] = dot(indices, offsets[row], offsets[row + 1], weights, 0);
        }
    }

    @Override
    void addScaled(double[] factors, RowRun run, int[] offsets, int[] indices, double[] target) {
        for (int i = 0; i < run.count(); i++) {
            int row = run.row(i);
            addScaled(factors[i], indices, offsets[row], offsets[row + 1], target, 0);
        }
    }
}
