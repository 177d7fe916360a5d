package dev.glissade.training;

import dev.glissade.gradient.GradientEstimate;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.GradientStep;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.OptimizerState;
import dev.glissade.optimizer.ProximalStep;
import dev.glissade.optimizer.Update;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.LearningRate;
import dev.glissade.training.TrainingState.Outcome;
import java.util.Iterator;

/**
 * The training loop: estimate the gradient, add the smooth penalty's, update.
 *
 * <p>Minimises F(w) = (Σ cᵢ ℓ(w; xᵢ, yᵢ))/(Σ cᵢ) + l1·‖w‖₁ + (l2/2)·‖w‖₂². Its parts are pure functions of the
 * configuration and the state, so a run is a sequence of immutable states that depends on nothing else.
 *
 * @param estimator how the gradient is estimated; the only distributed work
 * @param penalty intercepts are left out of it
 * @param optimizer the update rule
 * @param learningRate by step
 * @param checks evaluations and the end
 */
public record Trainer(
        GradientEstimator estimator, Penalty penalty, Optimizer optimizer, LearningRate learningRate, Checks checks)
        implements TrainingMethod {

    /** @throws IllegalArgumentException if the optimizer would not come to rest at the minimum of F */
    public Trainer {
        if (penalty.l1() > 0 && !optimizer.takesProximalSteps()) {
            throw new IllegalArgumentException(("l1 = %s: %s has no proximal step that comes to rest at the minimum of"
                            + " the objective; take another optimizer, or l2 alone")
                    .formatted(penalty.l1(), optimizer));
        }
    }

    @Override
    public Iterator<TrainingState> states(GradientSource data, DenseVector initial) {
        OptimizerState optimizerState = optimizer.newState(initial);
        return new States(
                TrainingState.initial(data.rows(), initial, optimizerState),
                (state, clock) -> step(data, state, clock),
                state -> checks.of(data, penalty, state));
    }

    /** The same with another learning rate and other checks. */
    Trainer with(LearningRate otherRate, Checks otherChecks) {
        return new Trainer(estimator, penalty, optimizer, otherRate, otherChecks);
    }

    private TrainingState step(GradientSource data, TrainingState state, States.Clock clock) {
        DenseVector point = optimizer.gradientPoint(state.weights(), state.optimizerState());
        GradientEstimate estimate = estimator.estimate(data, state.samplePosition(), point);
        DenseVector gradient = penalty.addSmoothGradient(estimate.gradient(), point);
        double rate = learningRate.at(state.step());
        GradientStep step = new GradientStep(state.weights(), point, gradient, rate);
        Update update = optimizer.update(step, state.optimizerState(), ProximalStep.of(penalty));
        DenseVector answer = optimizer.answer(update.weights(), update.state());
        StepReport report = new StepReport(estimate.loss(), gradient.norm(), rate, estimate.rowsDrawn());
        return state.next(new Outcome(update.weights(), answer, update.state()), estimate, report, clock.seconds());
    }
}
