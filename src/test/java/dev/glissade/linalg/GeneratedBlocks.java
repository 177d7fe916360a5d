package dev.glissade.linalg;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Blocks of doubles made from a seed, some of whose values no float can hold, some all floats, some all ones. */
final class GeneratedBlocks {

    private GeneratedBlocks() {}

    /** @param kind 0 for any doubles, 1 for floats, 2 for ones */
    static DenseRows dense(SplittableRandom random, int rows, int features, int kind, boolean weighted) {
        double[] values = new double[rows * features];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(random, kind);
        }
        return new DenseRows(features, values, numbers(random, rows), weights(random, rows, weighted));
    }

    /** @param kind 0 for any doubles, 1 for floats, 2 for ones */
    static SparseRows sparse(SplittableRandom random, int rows, int features, int kind, boolean weighted) {
        int[] offsets = new int[rows + 1];
        int[] indices = new int[rows * features];
        double[] values = new double[indices.length];
        int filled = 0;
        for (int row = 0; row < rows; row++) {
            for (int feature = 0; feature < features; feature++) {
                if (random.nextInt(3) == 0) {
                    indices[filled] = feature;
                    values[filled++] = value(random, kind);
                }
            }
            offsets[row + 1] = filled;
        }
        return new SparseRows(
                features,
                offsets,
                Arrays.copyOf(indices, filled),
                Arrays.copyOf(values, filled),
                numbers(random, rows),
                weights(random, rows, weighted));
    }

    static double[] numbers(SplittableRandom random, int count) {
        return random.doubles(count, -2, 2).toArray();
    }

    private static double value(SplittableRandom random, int kind) {
        double number = random.nextInt(9) == 0 ? -0.0 : random.nextDouble(-3, 3);
        return switch (kind) {
            case 0 -> number;
            case 1 -> (float) number;
            default -> 1;
        };
    }

    private static double[] weights(SplittableRandom random, int rows, boolean weighted) {
        return weighted ? random.doubles(rows, 0, 3).toArray() : null;
    }
}
