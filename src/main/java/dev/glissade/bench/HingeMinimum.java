package dev.glissade.bench;

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
 * below, and F at its minimiser from above.
 *
 * @param lower no greater than F*, as near as L-BFGS comes to the minimum of F_μ
 * @param upper no less than F*
 */
record HingeMinimum(double lower, double upper) {

    private static final List<Double> WIDTHS = List.of(1.0, 1e-1, 1e-2, 1e-3, 1e-4);
    private static final int STEPS_EACH = 2000;
    private static final int HISTORY = 20;

    /** Looks for it, each width from where the last one led. */
    static HingeMinimum of(Problem hinge) {
        DenseVector weights = hinge.zeros();
        double lower = Double.NEGATIVE_INFINITY;
        double upper = Double.POSITIVE_INFINITY;
        for (double width : WIDTHS) {
            Problem rounded = new Problem(
                    hinge.table(), new LinearModel(hinge.table().features(), false, new Rounded(width)), hinge.l2());
            weights = new QuasiNewton(
                            rounded.penalty(), HISTORY, Checks.every(Long.MAX_VALUE, StopRules.maxSteps(STEPS_EACH)))
                    .train(rounded.source(), weights)
                    .weights();
            lower = rounded.objective(weights.toArray());
            upper = Math.min(upper, hinge.objective(weights.toArray()));
        }
        return new HingeMinimum(lower, upper);
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
