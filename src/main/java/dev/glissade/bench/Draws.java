package dev.glissade.bench;

import java.util.SplittableRandom;

/** Random numbers of generated data: the same ones on every machine. */
final class Draws {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int OF_THE_MODEL = -1;

    private Draws() {}

    static SplittableRandom ofSlice(long seed, int slice) {
        return new SplittableRandom(seed * GOLDEN + slice * 0xBF58476D1CE4E5B9L);
    }

    /** Weights that labels are drawn by, about normal. */
    static double[] model(long seed, int features, double deviation) {
        SplittableRandom random = ofSlice(seed, OF_THE_MODEL);
        double[] model = new double[features];
        for (int feature = 0; feature < features; feature++) {
            model[feature] = deviation * normal(random);
        }
        return model;
    }

    /** The sum of four uniform numbers of 16 bits each, brought to mean 0 and variance 1, as a float. */
    static float normal(SplittableRandom random) {
        long bits = random.nextLong();
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (float) ((sum - 131_070) * (1.7320508075688772 / 65_536));
    }
}
