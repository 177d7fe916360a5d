package dev.glissade.linalg;

/** Values as floats. */
final class FloatValues extends ArrayValues {

    private static final long serialVersionUID = 1L;

    private final float[] values;

    FloatValues(float[] values) {
        this.values = values;
    }

    /** Each rounded to the nearest float. */
    static FloatValues rounded(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return new FloatValues(floats);
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
        for (int i = 0; i < count; i++) {
            target[i] = values[from + i];
        }
    }

    @Override
    public int bytesEach() {
        return Float.BYTES;
    }

    @Override
    public double[] toArray() {
        double[] all = new double[values.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = values[i];
        }
        return all;
    }

    @Override
    public double[] doubles() {
        return toArray();
    }

    @Override
    long nonZeros() {
        long count = 0;
        for (float value : values) {
            if (value != 0) {
                count++;
            }
        }
        return count;
    }

    @Override
    FloatValues alike(int length) {
        return new FloatValues(new float[length]);
    }

    @Override
    void copy(int from, Values target, int to, int length) {
        System.arraycopy(values, from, ((FloatValues) target).values, to, length);
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
        double[] row = new double[length];
        for (int i = 0; i < length; i++) {
            row[i] = values[from + i];
        }
        return Kernels.squaredNorm(row);
    }

    @Override
    void dotsOfNeighbours(RowRun run, double[] weights, int length, double[] target) {
        for (int i = 0; i < run.count(); i++) {
            target[i] = dot(run.row(i) * length, weights, 0, length);
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
            addScaled(factors[i], run.row(i) * length, target, 0, length);
        }
    }

    /** Four values at a time: on x86 the conversion to double waits for what its register held before. */
    @Override
    double dot(int[] indices, int from, int to, double[] factors, int factorsFrom) {
        double sum = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            double x0 = values[i];
            double x1 = values[i + 1];
            double x2 = values[i + 2];
            double x3 = values[i + 3];
            sum += x0 * factors[factorsFrom + indices[i]];
            sum += x1 * factors[factorsFrom + indices[i + 1]];
            sum += x2 * factors[factorsFrom + indices[i + 2]];
            sum += x3 * factors[factorsFrom + indices[i + 3]];
        }
        for (; i < to; i++) {
            sum += values[i] * factors[factorsFrom + indices[i]];
        }
        return sum;
    }

    @Override
    void addScaled(double factor, int[] indices, int from, int to, double[] target, int targetFrom) {
        int i = from;
        for (; i + 3 < to; i += 4) {
            double x0 = values[i];
            double x1 = values[i + 1];
            double x2 = values[i + 2];
            double x3 = values[i + 3];
            target[targetFrom + indices[i]] += factor * x0;
            target[targetFrom + indices[i + 1]] += factor * x1;
            target[targetFrom + indices[i + 2]] += factor * x2;
            target[targetFrom + indices[i + 3]] += factor * x3;
        }
        for (; i < to; i++) {
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
