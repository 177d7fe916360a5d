package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * Bounds a gradient: each coordinate to [−c, c] by value; then, by norm, the whole vector to g·min(1, c/‖g‖) (Pascanu,
 * Mikolov and Bengio 2013). What is not a finite number stays so, so that divergence is seen.
 *
 * @param value c of the coordinates, above 0; empty to leave them
 * @param norm c of the norm, above 0; empty to leave it
 */
public record Clipping(OptionalDouble value, OptionalDouble norm) implements Serializable {

    public Clipping {
        value.ifPresent(bound -> requirePositive("clip-value", bound));
        norm.ifPresent(bound -> requirePositive("clip-norm", bound));
    }

    /** Each coordinate to [−bound, bound]. */
    public static Clipping byValue(double bound) {
        return new Clipping(OptionalDouble.of(bound), OptionalDouble.empty());
    }

    /** The vector to a Euclidean norm of at most {@code bound}. */
    public static Clipping byNorm(double bound) {
        return new Clipping(OptionalDouble.empty(), OptionalDouble.of(bound));
    }

    private static void requirePositive(String name, double bound) {
        if (!(bound > 0 && bound <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("%s = %s: must be a finite number above 0".formatted(name, bound));
        }
    }

    /** The bounded gradient. */
    public DenseVector apply(DenseVector gradient) {
        DenseVector bounded = value.isPresent() ? clamped(gradient, value.getAsDouble()) : gradient;
        return norm.isPresent() ? shortened(bounded, norm.getAsDouble()) : bounded;
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
