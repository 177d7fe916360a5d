package dev.glissade.linalg;

/** Values as doubles. */
final class DoubleValues extends ArrayValues {

    private static final long serialVersionUID = 1L;

    private final double[] values;

    DoubleValues(double[] values) {
        this.values = values;
    }

    @Override
    public int length() {
        return values.length;
    }

    @Override
    public double get(int position) {
        return values[position];
    }

    @Override
    public void read(int from, double[] target, int count) {
        System.arraycopy(values, from, target, 0, count);
    }

    @Override
    public int bytesEach() {
        return Double.BYTES;
    }

    @Override
    public double[] toArray() {
        return values.clone();
    }

    @Override
    public double[] doubles() {
        return values;
    }

    @Override
    long nonZeros() {
        long count = 0;
        for (double value : values) {
            if (value != 0) {
                count++;
            }
        }
        return count;
    }

    @Override
    DoubleValues alike(int length) {
        return new DoubleValues(new double[length]);
    }

    @Override
    void copy(int from, Values target, int to, int length) {
        System.arraycopy(values, from, ((DoubleValues) target).values, to, length);
    }

    @Override
    double dot(int from, double[] factors, int factorsFrom, int length) {
        return Kernels.dot(values, from, factors, factorsFrom, length);
    }

    @Override
    void addScaled(double factor, int from, double[] target, int targetFrom, int length) {
        Kernels.addScaled(factor, values, from, target, targetFrom, length);
    }

    @Override
    double squaredNorm(int from, int length) {
        return Kernels.dot(values, from, values, from, length);
    }

    @Override
    void dotsOfNeighbours(RowRun run, double[] weights, int length, double[] target) {
        for (int i = 0; i < run.count(); i++) {
            target[i] = Kernels.dot(values, run.row(i) * length, weights, 0, length);
        }
    }

    /** Four rows a sweep, so that the target is read and written once for all four. */
    @Override
    void addScaled(double[] factors, RowRun run, double[] target, int length) {
        double[] four = new double[4];
        int[] from = new int[4];
        int i = 0;
        for (; i + 3 < run.count(); i += 4) {
            for (int row = 0; row < 4; row++) {
                four[row] = factors[i + row];
                from[row] = run.row(i + row) * length;
            }
            Kernels.addFour(four, values, from, target, length);
        }
        for (; i < run.count(); i++) {
            Kernels.addScaled(factors[i], values, run.row(i) * length, target, 0, length);
        }
    }

    @Override
    double dot(int[] indices, int from, int to, double[] factors, int factorsFrom) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i] * factors[factorsFrom + indices[i]];
        }
        return sum;
    }

    @Override
    void addScaled(double factor, int[] indices, int from, int to, double[] target, int targetFrom) {
        for (int i = from; i < to; i++) {
            target[targetFrom + indices[i]] += factor * values[i];
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
