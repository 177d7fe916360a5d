package dev.glissade.gradient;

/**
 * How much gradients of single rows scatter, estimated from the sums that slices send back anyway.
 *
 * <p>With k slices that drew rows, nₛ rows and sum Sₛ of weighted gradients each, b = Σnₛ, S = ΣSₛ:
 * tr Σ̂ = (Σ‖Sₛ‖²/nₛ − ‖S‖²/b)/(k − 1), and |G|²̂ = ‖S/b‖² − (tr Σ̂/b)(1 − b/N) for rows drawn without replacement. The noise
 * scale tr Σ/|G|² is the batch size at which noise and gradient are equally large (McCandlish, Kaplan et al. 2018).
 *
 * @param trace tr Σ̂, the variance of a row's gradient, summed over the parameters
 * @param squaredNorm |G|²̂, the squared norm of the whole table's gradient; noise can make it negative
 */
public record GradientNoise(double trace, double squaredNorm) {

    /**
     * The estimate from one sum over rows drawn without replacement, at its first point.
     *
     * @param sum over at least two slices that drew rows
     * @param tableRows N
     */
    public static GradientNoise of(GradientSum sum, long tableRows) {
        if (sum.slices() < 2) {
            throw new IllegalArgumentException("rows of %d slices say nothing of noise".formatted(sum.slices()));
        }
        double rows = sum.rows();
        double length = sum.gradients().get(0).norm();
        double trace = (sum.sliceSquares().get(0) - length * length / rows) / (sum.slices() - 1);
        double mean = length / rows;
        return new GradientNoise(trace, mean * mean - trace / rows * (1 - rows / tableRows));
    }

    /** tr Σ̂/|G|²̂ in rows; infinite where no gradient stands out of the noise. */
    public double scale() {
        return squaredNorm > 0 ? Math.max(0, trace) / squaredNorm : Double.POSITIVE_INFINITY;
    }
}
