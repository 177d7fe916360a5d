package dev.glissade.loss;

import dev.glissade.linalg.ReproducibleLoops;
import dev.glissade.linalg.ReproducibleMath;

/**
 * Logistic loss ℓ(m, y) = ln(1 + e^(−ym)), y = ±1: the negative log-likelihood of logistic regression (Berkson 1944).
 *
 * <p>Written with e^(−|m|), which never overflows: ℓ = max(0, −ym) + ln(1 + e^(−|m|)).
 */
public final class LogisticLoss implements PointwiseLoss {

    private static final long serialVersionUID = 1L;

    /** Margins up to here, a power of two, leave e^(−|m|) a normal number. */
    private static final double NEAR = 512;

    /**
     * So few rows gain nothing by loops without a branch; and the compiler, which goes by the counts that it has seen, would
     * leave the loops over many rows without vectors for their sake.
     */
    private static final int SHORT = 16;

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

    @Override
    public LossLoop loop(int capacity) {
        return capacity < SHORT ? this::evaluate : new Loop(capacity);
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

    /** {@link #evaluate} in loops without a branch, which become vector instructions. */
    private final class Loop implements LossLoop {

        private final ReproducibleLoops loops;
        private final double[] decayed;
        private final double[] values;
        private final double[] against;

        private Loop(int capacity) {
            loops = new ReproducibleLoops(capacity);
            decayed = new double[capacity];
            values = new double[capacity];
            against = new double[capacity];
        }

        @Override
        public double evaluate(int count, double[] margins, double[] labels, double[] weights, double sum) {
            if (!areNear(count, margins)) {
                return LogisticLoss.this.evaluate(count, margins, labels, weights, sum);
            }
            for (int i = 0; i < count; i++) {
                decayed[i] = -Math.abs(margins[i]);
            }
            loops.exp(count, decayed);
            loops.log1p(count, decayed, values);
            weigh(count, margins, labels, weights);
            double total = sum;
            for (int i = 0; i < count; i++) {
                total += values[i];
            }
            return total;
        }

        private static boolean areNear(int count, double[] margins) {
            boolean near = true;
            for (int i = 0; i < count; i++) {
                near &= Math.abs(margins[i]) <= NEAR;
            }
            return near;
        }

        /** Values and slopes from e^(−|m|) and ln(1 + e^(−|m|)). */
        private void weigh(int count, double[] margins, double[] labels, double[] weights) {
            for (int i = 0; i < count; i++) { // 1 below an agreement of 0, else 0; if the product vanishes, no matter
                against[i] = 0 - Math.floor(labels[i] * margins[i] * (1 / (2 * NEAR)));
            }
            for (int i = 0; i < count; i++) {
                values[i] = weights[i] * (against[i] * Math.abs(margins[i]) + values[i]);
            }
            for (int i = 0; i < count; i++) {
                double wrong = (against[i] + (1 - against[i]) * decayed[i]) / (1 + decayed[i]);
                margins[i] = weights[i] * (-labels[i] * wrong);
            }
        }
    }
}
