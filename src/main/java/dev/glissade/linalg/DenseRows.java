package dev.glissade.linalg;

import java.util.Objects;

/** Rows stored one after the other: the value of (row, feature) is at {@code row * features + feature}. */
public final class DenseRows implements RowBlock {

    private static final long serialVersionUID = 1L;

    private final int features;
    private final double[] values;
    private final double[] labels;
    private final double[] weights;

    /**
     * Wraps the arrays, which must not be changed afterwards.
     *
     * @param features number of features, at least 0
     * @param values row-major, of length {@code labels.length * features}
     * @param labels one a row, encoded as {@link RowBlock} says
     * @param weights one a row, or null when all are 1
     */
    public DenseRows(int features, double[] values, double[] labels, double[] weights) {
        Objects.requireNonNull(values, "values");
        Objects.requireNonNull(labels, "labels");
        if (values.length != (long) labels.length * features) {
            throw new IllegalArgumentException("%d rows of %d features need %d values, not %d"
                    .formatted(labels.length, features, (long) labels.length * features, values.length));
        }
        if (weights != null && weights.length != labels.length) {
            throw new IllegalArgumentException("%d rows but %d weights".formatted(labels.length, weights.length));
        }
        this.features = features;
        this.values = values;
        this.labels = labels;
        this.weights = weights;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public double label(int row) {
        return labels[row];
    }

    @Override
    public double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    @Override
    public double dot(int row, double[] factors, int from) {
        return Kernels.dot(values, row * features, factors, from, features);
    }

    @Override
    public void addScaled(double factor, int row, double[] target, int from) {
        Kernels.addScaled(factor, values, row * features, target, from, features);
    }

    @Override
    public double squaredNorm(int row) {
        return Kernels.dot(values, row * features, values, row * features, features);
    }

    @Override
    public long nonZeros() {
        return BlockArrays.nonZeros(values);
    }

    @Override
    public DenseRows select(RowSelection rows) {
        double[] selected = new double[Math.multiplyExact(rows.count(), features)];
        for (int i = 0; i < rows.count(); i++) {
            System.arraycopy(values, rows.row(i) * features, selected, i * features, features);
        }
        return new DenseRows(features, selected, BlockArrays.select(labels, rows), BlockArrays.select(weights, rows));
    }

    @Override
    public DenseRows standardized(DenseVector shift, DenseVector scale) {
        BlockArrays.requireOneEach(features, shift, scale);
        double[] shifts = shift.values();
        double[] scales = scale.values();
        double[] standardized = new double[values.length];
        for (int start = 0; start < values.length; start += features) {
            for (int feature = 0; feature < features; feature++) {
                standardized[start + feature] = (values[start + feature] - shifts[feature]) / scales[feature];
            }
        }
        return new DenseRows(features, standardized, labels, weights);
    }

    /** The values themselves, row-major; to be read only. */
    public double[] values() {
        return values;
    }
}
