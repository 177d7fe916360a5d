package dev.glissade.bench;

import dev.glissade.data.MadeTable;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.ReproducibleMath;
import dev.glissade.linalg.RowBlock;
import java.util.SplittableRandom;

/**
 * Dense rows of two classes from a logistic model: features are about normal (sums of four uniform numbers) of mean 0 and
 * variance 1, each exactly a float; the margin's standard deviation is 2. The same bits on every machine.
 */
final class DenseMaker implements MadeTable.Maker {

    private static final long serialVersionUID = 1L;

    private static final double DEVIATION_OF_MARGIN = 2;

    private final int features;
    private final long seed;

    DenseMaker(int features, long seed) {
        this.features = features;
        this.seed = seed;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public boolean dense() {
        return true;
    }

    @Override
    public RowBlock slice(int slice, int rows) {
        double[] model = Draws.model(seed, features, DEVIATION_OF_MARGIN / Math.sqrt(features));
        SplittableRandom random = Draws.ofSlice(seed, slice);
        double[] values = new double[Math.multiplyExact(rows, features)];
        double[] labels = new double[rows];
        for (int row = 0; row < rows; row++) {
            double margin = 0;
            for (int feature = 0; feature < features; feature++) {
                double value = Draws.normal(random);
                values[row * features + feature] = value;
                margin += value * model[feature];
            }
            labels[row] = random.nextDouble() < 1 / (1 + ReproducibleMath.exp(-margin)) ? 1 : -1;
        }
        return new DenseRows(features, values, labels, null);
    }

    @Override
    public String toString() {
        return "generated dense rows (seed %d)".formatted(seed);
    }
}
