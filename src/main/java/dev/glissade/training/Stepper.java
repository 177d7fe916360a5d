package dev.glissade.training;

import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.GradientEstimate;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientEstimator.Continuation;
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
import java.io.Serializable;

/**
 * One step of a run: estimate the gradient, add the smooth penalty's, update.
 *
 * @param estimator how the gradient is estimated
 * @param penalty of the objective
 * @param optimizer the update rule
 * @param learningRate by step
 */
record Stepper(GradientEstimator estimator, Penalty penalty, Optimizer optimizer, LearningRate learningRate)
        implements Serializable {

    /** The state before the first step. */
    TrainingState start(GradientSource data, DenseVector initial) {
        return TrainingState.initial(data.rows(), initial, optimizer.newState(initial));
    }

    /** The state with all that the next step has to know of all rows. */
    TrainingState prepared(GradientSource data, TrainingState state) {
        return state.prepared(
                estimator.prepare(data, state.estimatorState(), state.samplePosition(), gradientPoint(state)));
    }

    /** The state behind the step, with the seconds of the one before: the clock is the caller's. */
    TrainingState step(GradientSource data, TrainingState state) {
        DenseVector point = gradientPoint(state);
        EstimatorState ready = estimator.prepare(data, state.estimatorState(), state.samplePosition(), point);
        GradientEstimate estimate = estimator.estimate(data, ready, state.samplePosition(), point);
        DenseVector gradient = optimizer.takesSmoothPenalty()
                ? estimate.gradient()
                : penalty.addSmoothGradient(estimate.gradient(), point);
        double rate = learningRate.at(state.step());
        GradientStep step = new GradientStep(state.weights(), point, gradient, rate);
        Update update = optimizer.update(step, state.optimizerState(), ProximalStep.of(penalty));
        StepReport report = new StepReport(
                estimate.loss(), gradient.norm(), rate, estimate.work().rowsDrawn());
        return state.next(1, outcome(update, estimate), estimate.work(), report, state.seconds());
    }

    /** Where the gradient of the next step is taken. */
    private DenseVector gradientPoint(TrainingState state) {
        return optimizer.gradientPoint(state.weights(), state.optimizerState());
    }

    private Outcome outcome(Update update, GradientEstimate estimate) {
        Continuation next = estimator.after(estimate.state(), update.weights());
        DenseVector weights = next.elsewhere().orElse(update.weights());
        OptimizerState state = next.elsewhere()
                .map(anew -> optimizer.from(anew, update.state()))
                .orElse(update.state());
        return new Outcome(weights, optimizer.answer(weights, state), state, next.state());
    }
}
