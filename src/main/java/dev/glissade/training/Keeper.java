package dev.glissade.training;

import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.penalty.Penalty;

/**
 * Remembers which model a run is to end with: the last one; by validation the best one; of a run that diverged, that of
 * the last good step.
 *
 * <p>A step shows by its batch's loss how good the weights before it were. They are good if it is finite and, like the
 * objective, not above the first objective: what a run that diverges has made worse than its start is not worth keeping.
 */
final class Keeper {

    private final Checks checks;
    private TrainingState last;
    private TrainingState lastGood;
    private TrainingState lastEvaluated;

    Keeper(Checks checks) {
        this.checks = checks;
    }

    void reached(TrainingState state) {
        boolean goodBefore = last != null
                && state.lastStep().filter(step -> isGood(step, state)).isPresent();
        if (goodBefore && last.answer().isFinite()) {
            lastGood = last;
        }
        if (!state.diverged()
                && state.evaluation()
                        .filter(of -> isGood(of.objective(), state))
                        .isPresent()) {
            lastGood = state;
            lastEvaluated = state;
        }
        last = state;
    }

    TrainingResult result(GradientSource data, Penalty penalty) {
        if (checks.keepBest() && last.history().best().isPresent()) {
            History.Best best = last.history().best().get();
            return new TrainingResult(best.weights(), best.evaluation(), best.step(), last);
        }
        TrainingState kept = last.diverged() ? lastGood : last;
        if (kept == null) { // diverged at the start: there is nothing else
            return new TrainingResult(last.answer(), evaluation(data, penalty, last), 0, last);
        }
        Evaluation evaluation = evaluation(data, penalty, kept);
        if (last.diverged() && !isGood(evaluation.objective(), last) && lastEvaluated != null) {
            kept = lastEvaluated;
            evaluation = evaluation(data, penalty, kept);
        }
        return new TrainingResult(kept.answer(), evaluation, kept.step(), last);
    }

    private static Evaluation evaluation(GradientSource data, Penalty penalty, TrainingState state) {
        DenseVector answer = state.answer();
        return state.evaluation().orElseGet(() -> Evaluation.over(data, penalty, answer));
    }

    private static boolean isGood(StepReport step, TrainingState state) {
        return step.isFinite() && isGood(step.loss().orElse(state.firstObjective()), state);
    }

    private static boolean isGood(double value, TrainingState state) {
        return value <= state.firstObjective();
    }
}
