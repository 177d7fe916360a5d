package dev.glissade.linalg;

import java.util.Objects;

/** Rows stored one after the other: the value of (row, feature) is at {@code row * features + feature}. */
public final class DenseRows implements RowBlock {

    private static final long serialVersionUID = 1L;

    private final int features;
    private final ArrayValues values;
    private final double[] labels;
    private final double[] weights;

    /**
     * Rows of doubles. Wraps the arrays, which must not be changed afterwards.
     *
     * @param features number of features, at least 0
     * @param values row-major, of length {@code labels.length * features}
     * @param labels one a row, encoded as {@link RowBlock} says
     * @param weights one a row, or null when all are 1
     */
    public DenseRows(int features, double[] values, double[] labels, double[] weights) {
        this(features, new DoubleValues(values), labels, weights);
    }

    private DenseRows(int features, ArrayValues values, double[] labels, double[] weights) {
        Objects.requireNonNull(labels, "labels");
        if (values.length() != (long) labels.length * features) {
            throw new IllegalArgumentException("%d rows of %d features need %d values, not %d"
                    .formatted(labels.length, features, (long) labels.length * features, values.length()));
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
        return values.dot(row * features, factors, from, features);
    }

    @Override
    public void addScaled(double factor, int row, double[] target, int from) {
        values.addScaled(factor, row * features, target, from, features);
    }

    @Override
    public void dots(RowRun run, double[] factors, double[] target) {
        values.dots(run, factors, features, target);
    }

    @Override
    public void addScaled(double[] factors, RowRun run, double[] target) {
        values.addScaled(factors, run, target, features);
    }

    @Override
    public double squaredNorm(int row) {
        return values.squaredNorm(row * features, features);
    }

    @Override
    public long nonZeros() {
        return values.nonZeros();
    }

    @Override
    public long bytes() {
        return (long) values.length() * values.bytesEach() + BlockArrays.bytes(labels) + BlockArrays.bytes(weights);
    }

    @Override
    public DenseRows stored(Storage storage) {
        return new DenseRows(features, ArrayValues.of(values.doubles(), storage), labels, weights);
    }

    @Override
    public DenseRows select(RowSelection rows) {
        ArrayValues selected = values.alike(Math.multiplyExact(rows.count(), features));
        for (int i = 0; i < rows.count(); i++) {
            values.copy(rows.row(i) * features, selected, i * features, features);
        }
        return new DenseRows(features, selected, BlockArrays.select(labels, rows), BlockArrays.select(weights, rows));
    }

    @Override
    public DenseRows standardized(DenseVector shift, DenseVector scale) {
        BlockArrays.requireOneEach(features, shift, scale);
        double[] shifts = shift.values();
        double[] scales = scale.values();
        double[] standardized = values.toArray();
        for (int start = 0; start < standardized.length; start += features) {
            for (int feature = 0; feature < features; feature++) {
                standardized[start + feature] = (standardized[start + feature] - shifts[feature]) / scales[feature];
            }
        }
        return new DenseRows(features, standardized, labels, weights);
    }

    /** The values, row-major. */
    public Values values() {
        return values;
    }
}
