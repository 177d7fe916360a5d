package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LinearModel;
import dev.glissade.optimizer.Nesterov;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.LearningRates;
import dev.glissade.schedule.Progress;
import dev.glissade.solver.QuasiNewton;
import org.junit.jupiter.api.Test;

/**
 * The Adult set with an elastic net: proximal steps come to rest where OWL-QN does.
 *
 * <p>Every row has a one in each of fourteen groups of features, which with the intercept makes features dependent. OWL-QN
 * takes thousands of iterations for its last digits there, so it is asked in two ways: from 0 for a while, and again from
 * where the proximal method ended, which it must not leave.
 */
class L1OptimumTest {

    private static final double L1 = 1e-3;
    private static final double L2 = 1e-4;
    private static final LinearModel MODEL = AdultRows.logistic();
    private static final Penalty PENALTY = new Penalty(L1, L2, MODEL.layout());

    @Test
    void nesterovReachesTheOptimumOfOwlQn() {
        GradientSource data = AdultRows.source();
        DenseVector zeros = DenseVector.zeros(MODEL.layout().size());
        double smoothness = MODEL.loss().curvature() * AdultRows.largestEigenvalue() + L2;
        TrainingResult end = new Trainer(
                        new FullGradient(),
                        PENALTY,
                        // (√κ − 1)/(√κ + 1) for κ = 16,000, since l2 is the least curvature
                        Nesterov.constant(0.984),
                        LearningRates.constant(0.98 / smoothness),
                        Checks.every(4_000, StopRules.maxSteps(4_000)))
                .train(data, zeros);
        double objective = end.evaluation().objective();
        assertOptimal(data, end.weights());
        assertThat(objective).isCloseTo(owlQn(data, end.weights(), 300), within(1e-8));
        double fromZero = owlQn(data, zeros, 300);
        assertThat(objective).isBetween(fromZero - 1e-4 * fromZero, fromZero);
    }

    private static double owlQn(GradientSource data, DenseVector start, long steps) {
        return new QuasiNewton(PENALTY, 10, Checks.every(steps, StopRules.maxSteps(steps)))
                .train(data, start)
                .evaluation()
                .objective();
    }

    /** 0 is a subgradient of the objective: within l1 where a weight is 0, and against its sign where it is not. */
    private static void assertOptimal(GradientSource data, DenseVector weights) {
        DenseVector gradient = new FullGradient()
                .estimate(data, EstimatorState.NOTHING, new Progress(0, 0), weights)
                .gradient();
        int features = data.model().features();
        int zeros = 0;
        for (int j = 0; j < features; j++) {
            if (weights.get(j) == 0) {
                zeros++;
                assertThat(Math.abs(gradient.get(j))).as("gradient %d", j).isLessThanOrEqualTo(L1 + 1e-6);
            } else {
                double penalty = L1 * Math.signum(weights.get(j)) + L2 * weights.get(j);
                assertThat(gradient.get(j)).as("gradient %d", j).isCloseTo(-penalty, within(1e-5));
            }
        }
        assertThat(gradient.get(features)).isCloseTo(0, within(1e-5));
        assertThat(zeros).isBetween(40, 100);
    }
}
