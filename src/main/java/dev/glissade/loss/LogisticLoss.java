package dev.glissade.loss;

import dev.glissade.linalg.ReproducibleMath;

/**
 * Logistic loss ℓ(m, y) = ln(1 + e^(−ym)), y = ±1: the negative log-likelihood of logistic regression (Berkson 1944).
 *
 * <p>Written with e^(−|m|), which never overflows: ℓ = max(0, −ym) + ln(1 + e^(−|m|)).
 */
public final class LogisticLoss implements PointwiseLoss {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean forClasses() {
        return true;
    }

    @Override
    public double value(double margin, double label) {
        double agreement = label * margin;
        return value(agreement, Math.abs(margin), ReproducibleMath.exp(-Math.abs(margin)));
    }

    @Override
    public double slope(double margin, double label) {
        return slope(label * margin, label, ReproducibleMath.exp(-Math.abs(margin)));
    }

    @Override
    public double curvature() {
        return 0.25;
    }

    /** As the default, with one exponential for both value and slope. */
    @Override
    public double evaluate(int count, double[] margins, double[] labels, double[] weights, double sum) {
        double total = sum;
        for (int i = 0; i < count; i++) {
            double distance = Math.abs(margins[i]);
            double agreement = labels[i] * margins[i];
            double decayed = ReproducibleMath.exp(-distance);
            total += weights[i] * value(agreement, distance, decayed);
            margins[i] = weights[i] * slope(agreement, labels[i], decayed);
        }
        return total;
    }

    /** Probability of the positive class at a margin: 1 / (1 + e^(−m)). */
    public static double probability(double margin) {
        double decayed = ReproducibleMath.exp(-Math.abs(margin));
        return margin >= 0 ? 1 / (1 + decayed) : decayed / (1 + decayed);
    }

    private static double value(double agreement, double distance, double decayed) {
        double logarithm = ReproducibleMath.log1p(decayed);
        return agreement >= 0 ? logarithm : distance + logarithm;
    }

    private static double slope(double agreement, double label, double decayed) {
        double wrong = agreement >= 0 ? decayed / (1 + decayed) : 1 / (1 + decayed);
        return -label * wrong;
    }
}
