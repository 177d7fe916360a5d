package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LinearModel;
import dev.glissade.optimizer.Nesterov;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.LearningRates;
import org.junit.jupiter.api.Test;

/** The Adult set, trained by the in-memory source to an optimum that another program found. */
class AdultOptimumTest {

    private static final double L2 = AdultRows.L2;
    private static final double OPTIMUM = AdultRows.OPTIMUM;

    @Test
    void nesterovReachesTheOptimumOfLogisticRegression() {
        LinearModel model = AdultRows.logistic();
        GradientSource data = AdultRows.source();
        assertThat(data.rows()).isEqualTo(32_561);
        double smoothness = model.loss().curvature() * AdultRows.largestEigenvalue() + L2;
        Trainer trainer = new Trainer(
                new FullGradient(),
                new Penalty(0, L2, model.layout()),
                Nesterov.increasing(),
                LearningRates.constant(0.95 / smoothness),
                Checks.every(25, StopRules.maxSteps(1_800), StopRules.targetObjective(OPTIMUM * (1 + 1e-6))));
        TrainingResult result =
                trainer.train(data, DenseVector.zeros(model.layout().size()));
        assertThat(result.stopReason().kind()).isEqualTo(StopReason.Kind.TARGET_OBJECTIVE);
        assertThat(result.evaluation().objective())
                .isCloseTo(OPTIMUM, within(1e-6 * OPTIMUM))
                .isGreaterThan(OPTIMUM * (1 - 1e-12));
        assertThat(result.evaluation().metrics().get("accuracy")).isCloseTo(0.8488, within(2e-4));
    }
}
