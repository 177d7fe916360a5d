package dev.glissade.loss;

/** Squared loss ℓ(m, y) = ½(m − y)², for regressions (least squares; Gauss 1809). */
public final class SquaredLoss implements PointwiseLoss {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean forClasses() {
        return false;
    }

    @Override
    public double value(double margin, double label) {
        double error = margin - label;
        return 0.5 * error * error;
    }

    @Override
    public double slope(double margin, double label) {
        return margin - label;
    }

    @Override
    public double curvature() {
        return 1;
    }
}
