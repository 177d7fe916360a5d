package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import java.io.Serializable;

/**
 * Bounds a gradient: each coordinate to [−c, c] by value; then, by norm, the whole vector to g·min(1, c/‖g‖) (Pascanu,
 * Mikolov and Bengio 2013). What is not a finite number stays so, so that divergence is seen.
 *
 * @param value c of the coordinates, above 0; infinite to leave them
 * @param norm c of the norm, above 0; infinite to leave it
 */
public record Clipping(double value, double norm) implements Serializable {

    public Clipping {
        requirePositive("clip-value", value);
        requirePositive("clip-norm", norm);
    }

    /** Each coordinate to [−bound, bound]. */
    public static Clipping byValue(double bound) {
        return new Clipping(requireFinite("clip-value", bound), Double.POSITIVE_INFINITY);
    }

    /** The vector to a Euclidean norm of at most {@code bound}. */
    public static Clipping byNorm(double bound) {
        return new Clipping(Double.POSITIVE_INFINITY, requireFinite("clip-norm", bound));
    }

    private static void requirePositive(String name, double bound) {
        if (!(bound > 0)) {
            throw new IllegalArgumentException("%s = %s: must be above 0".formatted(name, bound));
        }
    }

    private static double requireFinite(String name, double bound) {
        if (!(bound > 0 && bound <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("%s = %s: must be a finite number above 0".formatted(name, bound));
        }
        return bound;
    }

    /** The bounded gradient. */
    public DenseVector apply(DenseVector gradient) {
        DenseVector bounded = Double.isFinite(value) ? clamped(gradient, value) : gradient;
        return Double.isFinite(norm) ? shortened(bounded, norm) : bounded;
    }

    private static DenseVector clamped(DenseVector gradient, double bound) {
        double[] values = gradient.toArray();
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                values[i] = Math.max(-bound, Math.min(bound, values[i]));
            }
        }
        return DenseVector.wrap(values);
    }

    private static DenseVector shortened(DenseVector gradient, double bound) {
        double length = gradient.norm();
        return length > bound && Double.isFinite(length) ? gradient.times(bound / length) : gradient;
    }
}
