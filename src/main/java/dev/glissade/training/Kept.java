package dev.glissade.training;

import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.penalty.Penalty;
import java.util.Optional;

/**
 * The states that a run may have to fall back on. It ends with the model of its last one; by validation with the best one;
 * if it diverged, with that of the last good step.
 *
 * <p>A step shows by its batch's loss how good the weights before it were. They are good if it is finite and, like the
 * objective, not above the first objective: what a run that diverges has made worse than its start is not worth keeping.
 *
 * @param lastGood the last that was good
 * @param lastEvaluated the last that was good by its objective over the whole table
 */
public record Kept(Optional<TrainingState> lastGood, Optional<TrainingState> lastEvaluated) {

    /** Before the start. */
    public static final Kept NONE = new Kept(Optional.empty(), Optional.empty());

    /** What is kept once a state was reached from the one before it. */
    Kept reached(Optional<TrainingState> before, TrainingState state) {
        if (!state.diverged()
                && state.evaluation()
                        .filter(of -> isGood(of.objective(), state))
                        .isPresent()) {
            return new Kept(Optional.of(state.settled()), Optional.of(state));
        }
        boolean goodBefore =
                state.lastStep().filter(step -> isGood(step, state)).isPresent();
        Optional<TrainingState> good = goodBefore ? before.filter(kept -> isBefore(kept, state)) : Optional.empty();
        return new Kept(good.or(() -> lastGood.map(TrainingState::settled)), lastEvaluated);
    }

    /** A run that goes on from its end, and ends, is at the same state once more. */
    private static boolean isBefore(TrainingState kept, TrainingState state) {
        return kept.step() < state.step() && kept.answer().isFinite();
    }

    /** What a run came to that ends with this state. */
    TrainingResult result(Checks checks, TrainingState last, GradientSource data, Penalty penalty) {
        if (checks.keepBest() && last.evaluations().best().isPresent()) {
            History.Best best = last.evaluations().best().get();
            return new TrainingResult(best.weights(), best.evaluation(), best.step(), last);
        }
        Optional<TrainingState> kept = last.diverged() ? lastGood : Optional.of(last);
        if (kept.isEmpty()) { // diverged at the start: there is nothing else
            return new TrainingResult(last.answer(), evaluation(data, penalty, last), 0, last);
        }
        TrainingResult result = result(kept.get(), last, data, penalty);
        boolean worse = last.diverged() && !isGood(result.evaluation().objective(), last);
        return worse && lastEvaluated.isPresent() ? result(lastEvaluated.get(), last, data, penalty) : result;
    }

    private static TrainingResult result(TrainingState kept, TrainingState last, GradientSource data, Penalty penalty) {
        return new TrainingResult(kept.answer(), evaluation(data, penalty, kept), kept.step(), last);
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
