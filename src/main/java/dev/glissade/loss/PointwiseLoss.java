package dev.glissade.loss;

import java.io.Serializable;

/**
 * A loss of one row that depends on its features only through the margin m = xᵀw + b.
 *
 * <p>To add one: write a final class, register it in {@link Losses}, test it as {@code LossTest} does. Implementations
 * keep no state that changes.
 */
public interface PointwiseLoss extends Serializable {

    /** Whether labels are the classes −1 and +1; else they are any finite numbers. */
    boolean forClasses();

    /**
     * ℓ(m, y) ≥ 0, finite for every finite margin that a stable formula can represent.
     *
     * @param margin m
     * @param label y, −1 or +1 where {@link #forClasses()}
     */
    double value(double margin, double label);

    /** ∂ℓ/∂m at (m, y); where ℓ has a kink, one of its subgradients. */
    double slope(double margin, double label);

    /** The least upper bound of ∂²ℓ/∂m², from which step sizes follow; infinite if there is none. */
    double curvature();

    /**
     * Evaluates several rows in order: overwrites each margin by the slope times the row's weight, and returns {@code
     * sum} plus the weighted values, added one by one.
     *
     * @param count how many rows
     * @param margins in: margins; out: weighted slopes
     * @param labels one a row
     * @param weights one a row
     * @param sum what to add to
     */
    default double evaluate(int count, double[] margins, double[] labels, double[] weights, double sum) {
        double total = sum;
        for (int i = 0; i < count; i++) {
            double margin = margins[i];
            total += weights[i] * value(margin, labels[i]);
            margins[i] = weights[i] * slope(margin, labels[i]);
        }
        return total;
    }

    /**
     * {@link #evaluate} for many runs of rows; to be overridden by losses that need buffers for it.
     *
     * @param capacity the most rows of a run
     */
    default LossLoop loop(int capacity) {
        return this::evaluate;
    }
}
