package dev.glissade.bench;

import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.GradientSum;
import dev.glissade.gradient.SumRequest;
import dev.glissade.linalg.DenseVector;
import dev.glissade.loss.PointwiseLoss;
import dev.glissade.model.LinearModel;
import dev.glissade.solver.QuasiNewton;
import dev.glissade.training.Checks;
import dev.glissade.training.StopRules;
import java.util.List;

/**
 * The least value F* of an objective with the hinge loss, from both sides (Nesterov 2005). Where the kink of the loss is rounded
 * off over a width μ, from below, the objective F_μ has no kinks, and F_μ ≤ F ≤ F_μ + μ/2. So the minimum of F_μ bounds F* from
 * below, and F at its minimiser from above. Where L-BFGS ends, short of the minimiser, F_μ − ‖∇F_μ‖²/(2·l2) is below that
 * minimum, since F_μ is strongly convex (Nesterov 2004, theorem 2.1.10).
 *
 * @param lower no greater than F*, but for rounding
 * @param upper no less than F*, but for rounding
 */
record HingeMinimum(double lower, double upper) {

    private static final double FIRST_WIDTH = 1;
    private static final double LAST_WIDTH = 1e-6;
    private static final int STEPS_EACH = 2000;
    private static final int HISTORY = 20;

    /**
     * Looks for it, each width from where the last one led, until the two sides are near or rounding takes over.
     *
     * @param near how near, as a share of F*
     */
    static HingeMinimum of(Problem hinge, double near) {
        DenseVector weights = hinge.zeros();
        double lower = 0;
        double upper = Double.POSITIVE_INFINITY;
        for (double width = FIRST_WIDTH; width >= LAST_WIDTH && upper - lower > near * lower; width /= 10) {
            Problem rounded = new Problem(
                    hinge.table(), new LinearModel(hinge.table().features(), false, new Rounded(width)), hinge.l2());
            weights = new QuasiNewton(
                            rounded.penalty(), HISTORY, Checks.every(Long.MAX_VALUE, StopRules.maxSteps(STEPS_EACH)))
                    .train(rounded.source(), weights)
                    .weights();
            lower = Math.max(lower, below(rounded, weights));
            upper = Math.min(upper, hinge.objective(weights.toArray()));
        }
        return new HingeMinimum(lower, upper);
    }

    private static double below(Problem rounded, DenseVector weights) {
        GradientSource data = rounded.source();
        GradientSum sum = data.sum(new SumRequest(data.allRows(), List.of(weights)));
        DenseVector mean = sum.gradients().get(0).times(1 / data.totalWeight());
        double norm = rounded.penalty().addSmoothGradient(mean, weights).norm();
        return rounded.objective(weights.toArray()) - norm * norm / (2 * rounded.l2());
    }

    /** What the upper side may be above F*, as a share of it. */
    double doubt() {
        return (upper - lower) / lower;
    }

    /** The hinge loss with a parabola for margins from 1 − μ to 1, and μ/2 below its slope. */
    private record Rounded(double width) implements PointwiseLoss {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean forClasses() {
            return true;
        }

        @Override
        public double value(double margin, double label) {
            double missing = Math.max(0, 1 - label * margin);
            return missing >= width ? missing - 0.5 * width : 0.5 * missing * missing / width;
        }

        @Override
        public double slope(double margin, double label) {
            double missing = Math.max(0, 1 - label * margin);
            return -label * Math.min(1, missing / width);
        }

        @Override
        public double curvature() {
            return 1 / width;
        }
    }
}
