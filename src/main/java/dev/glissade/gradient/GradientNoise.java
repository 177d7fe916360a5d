package dev.glissade.gradient;

import dev.glissade.sampling.Batch;
import java.util.Optional;

/**
 * The noise of a batch's gradient as one batch shows it; both numbers are unbiased, and neither says much alone.
 *
 * <p>|G|²̂ = ‖g‖² − {@link BatchScatter#excess}, g the batch's mean gradient. The noise scale tr Σ/|G|² is the batch size at which noise
 * and gradient are equally large (McCandlish, Kaplan, Amodei et al. 2018).
 *
 * @param trace tr Σ̂, the variance of a row's gradient, summed over the parameters
 * @param squaredNorm |G|²̂, the squared norm of the gradient without noise; this estimate can be negative
 */
public record GradientNoise(double trace, double squaredNorm) {

    /** The estimate from a sum over a batch, at its first point, of the loss alone; empty if fewer than two slices drew rows, or it is without scatter. */
    public static Optional<GradientNoise> of(GradientSum sum, Batch batch, GradientSource data) {
        double norm = sum.gradients().get(0).norm() / sum.rows() * (data.rows() / data.totalWeight());
        return BatchScatter.of(sum, batch, data).map(scatter -> scatter.noise(norm));
    }

    /** tr Σ̂/|G|²̂ in rows; infinite where no gradient stands out of the noise. */
    public double scale() {
        return squaredNorm > 0 ? Math.max(0, trace) / squaredNorm : Double.POSITIVE_INFINITY;
    }
}
