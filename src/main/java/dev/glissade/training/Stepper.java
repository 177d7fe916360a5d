package dev.glissade.training;

import dev.glissade.gradient.BatchScatter;
import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.GradientEstimate;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientEstimator.Continuation;
import dev.glissade.gradient.GradientNoise;
import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.GradientStep;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.OptimizerState;
import dev.glissade.optimizer.ProximalStep;
import dev.glissade.optimizer.Update;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.Pace;
import dev.glissade.schedule.Pacing;
import dev.glissade.schedule.Progress;
import dev.glissade.training.TrainingState.Outcome;
import java.io.Serializable;

/**
 * One step of a run: estimate the gradient, add the smooth penalty's, update.
 *
 * @param estimator how the gradient is estimated
 * @param penalty of the objective
 * @param optimizer the update rule
 * @param learningRate the schedule
 * @param pace how it is read
 */
record Stepper(GradientEstimator estimator, Penalty penalty, Optimizer optimizer, LearningRate learningRate, Pace pace)
        implements Serializable {

    /** The state before the first step. */
    TrainingState start(GradientSource data, DenseVector initial) {
        return TrainingState.initial(data.rows(), initial, optimizer.newState(initial));
    }

    /** The state with all that the next step has to know of all rows. */
    TrainingState prepared(GradientSource data, TrainingState state) {
        return state.prepared(estimator.prepare(data, state.estimatorState(), state.progress(), gradientPoint(state)));
    }

    /** The state behind the step, with the seconds of the one before: the clock is the caller's. */
    TrainingState step(GradientSource data, TrainingState state) {
        DenseVector point = gradientPoint(state);
        EstimatorState ready = estimator.prepare(data, state.estimatorState(), state.progress(), point);
        GradientEstimate estimate = estimator.estimate(data, ready, state.progress(), point);
        DenseVector gradient = optimizer.takesSmoothPenalty()
                ? estimate.gradient()
                : penalty.addSmoothGradient(estimate.gradient(), point);
        Progress progress = state.progress();
        double rate = pace.rate(learningRate, progress);
        GradientStep step = new GradientStep(state.weights(), point, gradient, rate);
        Update update = optimizer.update(step, state.optimizerState(), ProximalStep.of(penalty));
        StepReport report = new StepReport(
                estimate.loss(), gradient.norm(), rate, estimate.work().rowsDrawn());
        Pacing paced = paced(progress, pace.gain().at(progress), estimate, report.gradientNorm(), point);
        return state.next(1, outcome(update, estimate), estimate.work(), report, paced, state.seconds());
    }

    /**
     * What schedules remember behind a step. The noise is that of the gradient of F's smooth part: L2 has none. Where the optimizer
     * takes L2 by itself, so as not to touch all weights, nothing is seen.
     */
    private Pacing paced(Progress before, double gain, GradientEstimate estimate, double norm, DenseVector point) {
        Pacing paced = before.pacing().behind(gain);
        if (estimate.scatter().isEmpty() || optimizer.takesSmoothPenalty()) {
            return paced;
        }
        BatchScatter scatter = estimate.scatter().get();
        double whole = scatter.mean()
                .map(mean -> penalty.addSmoothGradient(mean, point).norm())
                .orElse(norm);
        GradientNoise noise = scatter.noise(whole);
        Pacing seen = paced.seeing(pace.gain().memory(before), noise.trace(), noise.squaredNorm());
        return estimator.followsNoise() ? seen.bounded(before.step()) : seen;
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
