package dev.glissade.penalty;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.Kernels;
import dev.glissade.model.ParameterLayout;
import java.io.Serializable;

/**
 * The penalty l1·‖w‖₁ + (l2/2)·‖w‖₂² over all parameters but the intercepts.
 *
 * <p>The smooth part enters through its gradient l2·w, the other through its proximal step, soft thresholding
 * (Donoho 1995; Parikh and Boyd 2014).
 *
 * @param l1 weight of the absolute values, finite, at least 0
 * @param l2 weight of the squares, finite, at least 0
 * @param layout says which parameters are intercepts
 */
public record Penalty(double l1, double l2, ParameterLayout layout) implements Serializable {

    public Penalty {
        requireWeight("l1", l1);
        requireWeight("l2", l2);
    }

    /** No penalty. */
    public static Penalty none(ParameterLayout layout) {
        return new Penalty(0, 0, layout);
    }

    private static void requireWeight(String name, double weight) {
        if (!(weight >= 0 && weight <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "%s = %s: must be a finite number of at least 0".formatted(name, weight));
        }
    }

    /** Value of the penalty at w, added up in the order of the parameters. */
    public double value(DenseVector w) {
        if (l1 == 0 && l2 == 0) {
            return 0;
        }
        double absolute = 0;
        double squares = 0;
        for (int i = 0; i < w.size(); i++) {
            if (layout.penalised(i)) {
                absolute += Math.abs(w.get(i));
                squares += w.get(i) * w.get(i);
            }
        }
        return l1 * absolute + 0.5 * l2 * squares;
    }

    /** gradient + l2·w, intercepts left alone. */
    public DenseVector addSmoothGradient(DenseVector gradient, DenseVector w) {
        if (l2 == 0) {
            return gradient;
        }
        double[] sum = gradient.toArray();
        addSmoothGradient(sum, w.values());
        return DenseVector.wrap(sum);
    }

    /** Adds l2·w to the gradient, intercepts left alone. */
    public void addSmoothGradient(double[] gradient, double[] w) {
        if (l2 != 0) {
            for (int output = 0; output < layout.outputs(); output++) {
                Kernels.addScaled(l2, w, layout.from(output), gradient, layout.from(output), layout.features());
            }
        }
    }

    /**
     * The proximal step of the part that is not smooth: argmin_u ½‖u − z‖² + rate·l1·‖u‖₁, that is
     * uⱼ = sign(zⱼ)·max(0, |zⱼ| − rate·l1), intercepts left alone.
     *
     * @param z the point reached by the gradient step
     * @param rate η, the step size of that step, at least 0
     */
    public DenseVector proximalStep(DenseVector z, double rate) {
        if (l1 == 0) {
            return z;
        }
        double[] shrunk = z.toArray();
        shrink(shrunk, rate);
        return DenseVector.wrap(shrunk);
    }

    /** Takes the {@link #proximalStep} from z in place. */
    public void shrink(double[] z, double rate) {
        if (l1 != 0) {
            double threshold = rate * l1;
            for (int i = 0; i < z.length; i++) {
                if (layout.penalised(i)) {
                    z[i] = shrunk(z[i], threshold);
                }
            }
        }
    }

    /**
     * The proximal step in a metric that is scaled by coordinate: argmin_u Σⱼ (uⱼ − zⱼ)²/(2·rateⱼ) + l1·‖u‖₁, that is
     * uⱼ = sign(zⱼ)·max(0, |zⱼ| − rateⱼ·l1), intercepts left alone (Duchi, Hazan and Singer 2011).
     *
     * @param z the point reached by the gradient step
     * @param rates the step size of that step in each coordinate, at least 0
     */
    public DenseVector proximalStep(DenseVector z, DenseVector rates) {
        if (l1 == 0) {
            return z;
        }
        double[] shrunk = z.toArray();
        for (int i = 0; i < shrunk.length; i++) {
            if (layout.penalised(i)) {
                shrunk[i] = shrunk(shrunk[i], rates.get(i) * l1);
            }
        }
        return DenseVector.wrap(shrunk);
    }

    private static double shrunk(double value, double threshold) {
        double magnitude = Math.abs(value) - threshold;
        // NaN must stay NaN, so that divergence is seen
        return magnitude <= 0 ? 0 : Math.copySign(magnitude, value);
    }
}
