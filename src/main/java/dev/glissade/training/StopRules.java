package dev.glissade.training;

import dev.glissade.training.StopReason.Kind;
import java.util.Optional;
import java.util.function.Supplier;

/** The rules that end a run. */
public final class StopRules {

    private StopRules() {}

    /** After {@code epochs}·N rows visited. */
    public static StopRule maxEpochs(double epochs) {
        return state -> when(
                state.epochs() >= epochs, Kind.MAX_EPOCHS, () -> number(epochs) + " epochs at step " + state.step());
    }

    /** After this many steps. */
    public static StopRule maxSteps(long steps) {
        return state -> when(state.step() >= steps, Kind.MAX_STEPS, () -> steps + " steps");
    }

    /**
     * At the first step that ends after this many seconds of training. The one rule that depends on time: two runs that
     * it ends may end at different steps.
     */
    public static StopRule maxSeconds(double seconds) {
        return state -> when(
                state.seconds() >= seconds,
                Kind.MAX_SECONDS,
                () -> number(seconds) + " seconds at step " + state.step());
    }

    /** At the first evaluation with an objective of at most {@code target}. */
    public static StopRule targetObjective(double target) {
        return state -> state.evaluation()
                .flatMap(evaluation -> when(
                        evaluation.objective() <= target,
                        Kind.TARGET_OBJECTIVE,
                        () -> "objective " + evaluation.objective() + " at step " + state.step() + " is at most "
                                + target));
    }

    /** When the loss of a batch, a weight or an evaluated objective is not a finite number. */
    public static StopRule notFinite() {
        return state -> {
            if (state.lastStep().isPresent() && !state.lastStep().get().isFinite()) {
                StepReport last = state.lastStep().get();
                return diverged(
                        state, "the loss is " + last.loss() + " and the gradient's norm " + last.gradientNorm());
            }
            if (!state.weights().isFinite()) {
                return diverged(state, "a weight is not a finite number");
            }
            return state.evaluation()
                    .filter(evaluation -> !Double.isFinite(evaluation.objective()))
                    .flatMap(evaluation -> diverged(state, "the objective is " + evaluation.objective()));
        };
    }

    /** When an evaluated objective is above {@code factor} times the first one. */
    public static StopRule objectiveAbove(double factor) {
        return state -> state.evaluation()
                .filter(evaluation -> evaluation.objective() > factor * Math.abs(state.firstObjective()))
                .flatMap(evaluation -> diverged(
                        state,
                        "the objective " + evaluation.objective() + " is above " + number(factor)
                                + " times the first one, " + state.firstObjective()));
    }

    private static Optional<StopReason> diverged(TrainingState state, String what) {
        String rate = state.lastStep()
                .map(step -> " (learning rate " + step.learningRate() + ")")
                .orElse("");
        return Optional.of(new StopReason(Kind.DIVERGED, "step " + state.step() + ": " + what + rate));
    }

    private static Optional<StopReason> when(boolean over, Kind kind, Supplier<String> detail) {
        return over ? Optional.of(new StopReason(kind, detail.get())) : Optional.empty();
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
