package dev.glissade.loss;

/**
 * Hinge loss ℓ(m, y) = max(0, 1 − ym), y = ±1: the loss of the linear support vector machine (Cortes and Vapnik 1995).
 *
 * <p>At the kink, ym = 1, every number between 0 and −y is a subgradient; {@link #slope} takes 0, so that a row which has
 * reached its margin is left in peace. There is no bound on the curvature: the slope jumps.
 */
public final class HingeLoss implements PointwiseLoss {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean forClasses() {
        return true;
    }

    @Override
    public double value(double margin, double label) {
        return Math.max(0, 1 - label * margin);
    }

    @Override
    public double slope(double margin, double label) {
        double missing = 1 - label * margin;
        if (missing > 0) {
            return -label;
        }
        return missing <= 0 ? 0 : missing; // the last one is NaN, which must be seen
    }

    @Override
    public double curvature() {
        return Double.POSITIVE_INFINITY;
    }
}
