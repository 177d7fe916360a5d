package dev.glissade.loss;

/**
 * Huber's loss of the error e = m − y (1964): ½e² for |e| ≤ δ, δ(|e| − ½δ) beyond; for regressions in which single rows
 * may be far off.
 *
 * <p>∂ℓ/∂m is the error cut off at ±δ, which is in the units of the labels.
 */
public final class HuberLoss implements PointwiseLoss {

    private static final long serialVersionUID = 1L;

    private final double delta;

    /**
     * @param delta δ, the size of an error from which on the loss grows in proportion to it; finite, above 0
     */
    public HuberLoss(double delta) {
        if (!(delta > 0 && delta <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("delta = %s: must be a finite number above 0".formatted(delta));
        }
        this.delta = delta;
    }

    /** δ. */
    public double delta() {
        return delta;
    }

    @Override
    public boolean forClasses() {
        return false;
    }

    @Override
    public double value(double margin, double label) {
        double size = Math.abs(margin - label);
        return size <= delta ? 0.5 * size * size : delta * (size - 0.5 * delta);
    }

    @Override
    public double slope(double margin, double label) {
        return Math.max(-delta, Math.min(delta, margin - label));
    }

    @Override
    public double curvature() {
        return 1;
    }
}
