package dev.glissade.model;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.SparseRows;
import java.util.SplittableRandom;

/** Sparse rows of many features, most of which few rows have, and some many; made from a seed, for tests. */
public final class WideRows {

    private WideRows() {}

    /**
     * Makes slices.
     *
     * @param classes labels are 0 … classes − 1; −1 and 1 where it is 2, any numbers where it is 0
     * @param nonZeros of each row, about
     */
    public static RowBlock[] slices(long seed, int[] sizes, int features, int nonZeros, int classes) {
        SplittableRandom random = new SplittableRandom(seed);
        RowBlock[] slices = new RowBlock[sizes.length];
        for (int slice = 0; slice < sizes.length; slice++) {
            slices[slice] = block(random, sizes[slice], features, nonZeros, classes);
        }
        return slices;
    }

    private static RowBlock block(SplittableRandom random, int rows, int features, int nonZeros, int classes) {
        int[][] indices = new int[rows][];
        int[] offsets = new int[rows + 1];
        for (int row = 0; row < rows; row++) {
            indices[row] = random.doubles(nonZeros)
                    .mapToInt(place -> (int) Math.pow(features, place) - 1)
                    .sorted()
                    .distinct()
                    .toArray();
            offsets[row + 1] = offsets[row] + indices[row].length;
        }
        int[] joined = new int[offsets[rows]];
        double[] labels = new double[rows];
        double[] weights = new double[rows];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(indices[row], 0, joined, offsets[row], indices[row].length);
            labels[row] = classes == 0
                    ? random.nextDouble(-2, 2)
                    : classes == 2 ? 2 * random.nextInt(2) - 1 : random.nextInt(classes);
            weights[row] = 0.5 + random.nextInt(4);
        }
        double[] values = random.doubles(joined.length, -1, 1).toArray();
        return new SparseRows(features, offsets, joined, values, labels, weights);
    }
}
