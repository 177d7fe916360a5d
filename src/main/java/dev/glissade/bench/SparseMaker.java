package dev.glissade.bench;

import dev.glissade.data.MadeTable;
import dev.glissade.linalg.ReproducibleMath;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.SparseRows;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Sparse rows of two classes from a logistic model, as many non-zeros in each; their features are uniform, or feature k has a
 * chance in proportion to 1/(k + 1) about (Zipf's law). Values as {@link DenseMaker} has them, but never 0.
 */
final class SparseMaker implements MadeTable.Maker {

    private static final long serialVersionUID = 1L;

    private static final double DEVIATION_OF_MARGIN = 2;

    private final int features;
    private final int nonZeros;
    private final boolean zipf;
    private final long seed;

    SparseMaker(int features, int nonZeros, boolean zipf, long seed) {
        this.features = features;
        this.nonZeros = nonZeros;
        this.zipf = zipf;
        this.seed = seed;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public boolean dense() {
        return false;
    }

    @Override
    public RowBlock slice(int slice, int rows) {
        double[] model = Draws.model(seed, features, DEVIATION_OF_MARGIN / Math.sqrt(nonZeros));
        SplittableRandom random = Draws.ofSlice(seed, slice);
        int[] offsets = new int[rows + 1];
        int[] indices = new int[Math.multiplyExact(rows, nonZeros)];
        double[] values = new double[indices.length];
        double[] labels = new double[rows];
        for (int row = 0; row < rows; row++) {
            int from = row * nonZeros;
            offsets[row + 1] = from + nonZeros;
            fill(random, indices, from);
            double margin = 0;
            for (int i = from; i < from + nonZeros; i++) {
                values[i] = notZero(Draws.normal(random));
                margin += values[i] * model[indices[i]];
            }
            labels[row] = random.nextDouble() < 1 / (1 + ReproducibleMath.exp(-margin)) ? 1 : -1;
        }
        return new SparseRows(features, offsets, indices, values, labels, null);
    }

    private static double notZero(float value) {
        return value == 0 ? 1 : value;
    }

    /** Distinct features, ascending: drawn again until they are. */
    private void fill(SplittableRandom random, int[] indices, int from) {
        int count = 0;
        while (count < nonZeros) {
            int feature = draw(random);
            int at = Arrays.binarySearch(indices, from, from + count, feature);
            if (at < 0) {
                int place = -at - 1;
                System.arraycopy(indices, place, indices, place + 1, from + count - place);
                indices[place] = feature;
                count++;
            }
        }
    }

    private int draw(SplittableRandom random) {
        if (!zipf) {
            return random.nextInt(features);
        }
        double power = ReproducibleMath.exp(random.nextDouble() * ReproducibleMath.log(features + 1.0));
        return Math.min(features - 1, (int) power - 1);
    }

    @Override
    public String toString() {
        return "generated sparse rows (%s features, %d non-zeros a row, seed %d)"
                .formatted(zipf ? "Zipf-distributed" : "uniform", nonZeros, seed);
    }
}
