package dev.glissade.loss;

/**
 * Smooth hinge loss of z = ym, y = ±1 (Rennie and Srebro 2005): ½ − z for z ≤ 0, ½(1 − z)² for 0 &lt; z &lt; 1, 0 beyond.
 *
 * <p>As the hinge loss, half a unit lower on its slope, with a parabola in place of the kink; ∂ℓ/∂z = −1, z − 1 and 0.
 */
public final class SmoothHingeLoss implements PointwiseLoss {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean forClasses() {
        return true;
    }

    @Override
    public double value(double margin, double label) {
        double agreement = label * margin;
        if (agreement <= 0) {
            return 0.5 - agreement;
        }
        double missing = Math.max(0, 1 - agreement);
        return 0.5 * missing * missing;
    }

    @Override
    public double slope(double margin, double label) {
        double missing = Math.max(0, 1 - label * margin);
        return -label * Math.min(1, missing);
    }

    @Override
    public double curvature() {
        return 1;
    }
}
