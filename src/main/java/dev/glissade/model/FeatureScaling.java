package dev.glissade.model;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.Kernels;
import java.io.Serializable;

/**
 * Standardised features, x′ = (x − shift) / scale, and what that means for parameters: a model of x′ and its model of x
 * give the same margins, m = Σ w′x′ + b′ = Σ wx + b.
 *
 * <p>Shifts and scales have the units of their features; x′ and its weights have none of a feature's. For sparse rows
 * all shifts are 0, so that zeros stay zeros. Their intercepts are then slow: with μ the means of x′ and Σ their covariances, squared loss
 * has, once the weights have followed, the curvature 1/(1 + μᵀ(Σ + l2·I)⁻¹μ) along b (Schur's complement), while λmax is ‖μ‖² and more. A
 * constant feature a of about ‖μ‖ in place of 1 makes the first a² times as large, and λmax no more than twice: λmax ≤
 * λmax(Σ + μμᵀ) + a². Other losses weigh rows by their curvature there.
 */
public final class FeatureScaling implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Features that do not vary keep their scale, whatever it is: squares of the constant must not overflow. */
    private static final int LARGEST_EXPONENT = 64;

    private final DenseVector shift;
    private final DenseVector scale;
    private final double constant;
    private final boolean shifted;

    /**
     * @param shift one a feature, finite
     * @param scale one a feature, finite and above 0
     */
    public FeatureScaling(DenseVector shift, DenseVector scale) {
        this(shift, scale, 1);
    }

    private FeatureScaling(DenseVector shift, DenseVector scale, double constant) {
        if (shift.size() != scale.size()) {
            throw new IllegalArgumentException(
                    "shift.size = %d: must be %d, one a scale".formatted(shift.size(), scale.size()));
        }
        boolean anyShift = false;
        for (int feature = 0; feature < scale.size(); feature++) {
            double ofFeature = shift.get(feature);
            if (!Double.isFinite(ofFeature)) {
                throw new IllegalArgumentException("shift[%d] = %s: must be finite".formatted(feature, ofFeature));
            }
            if (!(scale.get(feature) > 0) || Double.isInfinite(scale.get(feature))) {
                throw new IllegalArgumentException(
                        "scale[%d] = %s: must be finite and above 0".formatted(feature, scale.get(feature)));
            }
            anyShift |= ofFeature != 0;
        }
        this.shift = shift;
        this.scale = scale;
        this.constant = constant;
        this.shifted = anyShift;
    }

    /** Scales only, x′ = x / scale. */
    public static FeatureScaling withoutShift(DenseVector scale) {
        return new FeatureScaling(DenseVector.zeros(scale.size()), scale);
    }

    /**
     * Scales only, as sparse rows need it, with a constant feature of the power of 2 that is ‖μ‖ or the next below it, and at least
     * 1: so it rounds nothing.
     *
     * @param means of x, one a feature; what μ = mean / scale follows from
     */
    public static FeatureScaling withoutShift(DenseVector scale, DenseVector means) {
        double square = 0;
        for (int feature = 0; feature < scale.size(); feature++) {
            double mean = means.get(feature) / scale.get(feature);
            square += mean * mean;
        }
        int exponent = Math.min(LARGEST_EXPONENT, Math.max(0, Math.getExponent(Math.sqrt(square))));
        return new FeatureScaling(DenseVector.zeros(scale.size()), scale, Math.scalb(1.0, exponent));
    }

    /** Number of features. */
    public int features() {
        return scale.size();
    }

    /** What is subtracted from each feature. */
    public DenseVector shift() {
        return shift;
    }

    /** What each feature is divided by after that. */
    public DenseVector scale() {
        return scale;
    }

    /** The {@link ParameterLayout#constant} of models of x′ that have an intercept. */
    public double constant() {
        return constant;
    }

    /** Whether some shift is not 0. */
    public boolean isShifted() {
        return shifted;
    }

    /**
     * Parameters for x from those for x′: w = w′ / scale and b = a·b′ − Σ shift·w for each output.
     *
     * @param layout of x′, with its constant a; but for that it is the one of x too
     * @throws IllegalArgumentException if the layout is of other features, or features are shifted and there is no
     *     intercept to make up for it
     */
    public DenseVector toOriginal(ParameterLayout layout, DenseVector scaled) {
        check(layout, scaled);
        double[] original = scaled.toArray();
        for (int output = 0; output < layout.outputs(); output++) {
            int from = layout.from(output);
            for (int feature = 0; feature < features(); feature++) {
                original[from + feature] /= scale.get(feature);
            }
            if (layout.intercept()) {
                original[from + features()] *= constant;
            }
            if (shifted) {
                original[from + features()] -= shiftTimes(original, from);
            }
        }
        return DenseVector.wrap(original);
    }

    /**
     * Parameters for x′ from those for x: w′ = w·scale and b′ = (b + Σ shift·w)/a for each output; the inverse of
     * {@link #toOriginal} but for rounding.
     *
     * @param layout of x′, with its constant a; but for that it is the one of x too
     * @throws IllegalArgumentException if the layout is of other features, or features are shifted and there is no
     *     intercept to make up for it
     */
    public DenseVector toScaled(ParameterLayout layout, DenseVector original) {
        check(layout, original);
        double[] scaled = original.toArray();
        for (int output = 0; output < layout.outputs(); output++) {
            int from = layout.from(output);
            if (shifted) {
                scaled[from + features()] += shiftTimes(scaled, from);
            }
            if (layout.intercept()) {
                scaled[from + features()] /= constant;
            }
            for (int feature = 0; feature < features(); feature++) {
                scaled[from + feature] *= scale.get(feature);
            }
        }
        return DenseVector.wrap(scaled);
    }

    private double shiftTimes(double[] weights, int from) {
        return Kernels.dot(shift.values(), 0, weights, from, features());
    }

    private void check(ParameterLayout layout, DenseVector parameters) {
        if (layout.features() != features()) {
            throw new IllegalArgumentException(
                    "layout.features = %d: must be %d, as many as are scaled".formatted(layout.features(), features()));
        }
        if (parameters.size() != layout.size()) {
            throw new IllegalArgumentException(
                    "parameters.size = %d: must be %d, the layout's".formatted(parameters.size(), layout.size()));
        }
        if (layout.intercept() && layout.constant() != constant) {
            throw new IllegalArgumentException(
                    "layout.constant = %s: must be %s, that of the scaling".formatted(layout.constant(), constant));
        }
        if (shifted && !layout.intercept()) {
            throw new IllegalArgumentException("layout.intercept = false: must be true where features are shifted");
        }
    }
}
