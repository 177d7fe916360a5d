package dev.glissade.training;

import dev.glissade.gradient.GradientEstimate;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.GradientStep;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.Update;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.LearningRate;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

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
 * @param stopRule when to end; rules for divergence included
 * @param evaluateEvery steps between two evaluations over the whole training set; the start and the end are evaluated
 *     anyway
 */
public record Trainer(
        GradientEstimator estimator,
        Penalty penalty,
        Optimizer optimizer,
        LearningRate learningRate,
        StopRule stopRule,
        long evaluateEvery) {

    public Trainer {
        if (evaluateEvery < 1) {
            throw new IllegalArgumentException("evaluate-every = %d: must be at least 1".formatted(evaluateEvery));
        }
    }

    /** Runs from these weights to the end. */
    public TrainingResult train(GradientSource data, DenseVector initial, TrainingListener... listeners) {
        TrainingState good = null;
        TrainingState last = null;
        for (Iterator<TrainingState> states = states(data, initial); states.hasNext(); ) {
            last = states.next();
            boolean diverged = last.stopReason().map(StopReason::diverged).orElse(false);
            if (last.evaluation().isPresent() && !diverged) {
                good = last;
            }
            for (TrainingListener listener : Arrays.asList(listeners)) {
                listener.reached(last);
            }
        }
        TrainingState kept = good == null ? last : good;
        Evaluation evaluation = kept.evaluation().orElseGet(() -> evaluate(data, kept.weights()));
        return new TrainingResult(kept.weights(), evaluation, last);
    }

    /** The run's states, worked out as they are asked for: the start, then one per update; the last has its reason. */
    public Iterator<TrainingState> states(GradientSource data, DenseVector initial) {
        return new States(data, initial);
    }

    /** Objective, loss and metrics over a whole table. */
    public Evaluation evaluate(GradientSource data, DenseVector weights) {
        return Evaluation.over(data, penalty, weights);
    }

    private TrainingState step(GradientSource data, TrainingState state, double startSeconds) {
        DenseVector point = optimizer.gradientPoint(state.weights(), state.optimizerState());
        GradientEstimate estimate = estimator.estimate(data, state.samplePosition(), point);
        DenseVector gradient = penalty.addSmoothGradient(estimate.gradient(), point);
        double rate = learningRate.at(state.step());
        GradientStep step = new GradientStep(state.weights(), point, gradient, rate);
        Update update = optimizer.update(step, state.optimizerState(), penalty::proximalStep);
        StepReport report = new StepReport(estimate.loss(), gradient.norm(), rate, estimate.rowsDrawn());
        return state.next(update, estimate, report, now() - startSeconds);
    }

    /** Evaluates where that is due, and says whether the run ends here. */
    private TrainingState judge(GradientSource data, TrainingState state) {
        Optional<StopReason> early = stopRule.check(state);
        boolean due = early.isPresent() || state.step() % evaluateEvery == 0;
        if (!due || early.map(StopReason::diverged).orElse(false)) {
            return early.map(state::stopped).orElse(state);
        }
        TrainingState evaluated = state.evaluated(evaluate(data, state.weights()));
        return stopRule.check(evaluated).map(evaluated::stopped).orElse(evaluated);
    }

    private static double now() {
        return System.nanoTime() * 1e-9;
    }

    private final class States implements Iterator<TrainingState> {
        private final GradientSource data;
        private final DenseVector initial;
        private final double startSeconds = now();
        private TrainingState last;

        private States(GradientSource data, DenseVector initial) {
            this.data = data;
            this.initial = initial;
        }

        @Override
        public boolean hasNext() {
            return last == null || last.stopReason().isEmpty();
        }

        @Override
        public TrainingState next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the run ended at step " + last.step());
            }
            last = judge(data, last == null ? start() : step(data, last, startSeconds));
            return last;
        }

        private TrainingState start() {
            return TrainingState.initial(data.rows(), initial, optimizer.newState(initial));
        }
    }

    /** Rules that every run should have: those of divergence first, then the given ones in order. */
    public static StopRule stopRules(double divergenceFactor, List<StopRule> rules) {
        StopRule all = StopRules.notFinite().or(StopRules.objectiveAbove(divergenceFactor));
        for (StopRule rule : rules) {
            all = all.or(rule);
        }
        return all;
    }
}
