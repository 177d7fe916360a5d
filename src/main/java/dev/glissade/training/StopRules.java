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

    /** Once the steps were worth this many of the reference batch, by AdaScale's gain; half of one is a whole one. */
    public static StopRule maxReferenceSteps(long steps) {
        return state -> when(
                state.pacing().gained() >= steps - 0.5,
                Kind.MAX_REFERENCE_STEPS,
                () -> "%d steps of the reference batch at step %d".formatted(steps, state.step()));
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

    /**
     * At the first evaluation whose objective differs from the one before by at most {@code tolerance} times the larger of
     * the two magnitudes. A step may be small for many reasons; two evaluations over all rows that agree are harder to
     * mistake.
     */
    public static StopRule relativeTolerance(double tolerance) {
        return state -> state.evaluation()
                .filter(evaluation -> !Double.isNaN(state.history().previousObjective()))
                .flatMap(evaluation -> {
                    double now = evaluation.objective();
                    double before = state.history().previousObjective();
                    double change = Math.abs(now - before);
                    return when(
                            change <= tolerance * Math.max(Math.abs(now), Math.abs(before)),
                            Kind.RELATIVE_TOLERANCE,
                            () -> "the objective went from %s to %s at step %d, by at most %s of itself"
                                    .formatted(before, now, state.step(), tolerance));
                });
    }

    /** After this many evaluations in a row whose loss on the validation set was not below the least one. */
    public static StopRule patience(long evaluations) {
        return state -> state.evaluation()
                .flatMap(evaluation -> state.history().best())
                .flatMap(best -> when(
                        best.evaluationsSince() >= evaluations,
                        Kind.PATIENCE,
                        () -> "%d evaluations no better than the validation loss %s of step %d"
                                .formatted(best.evaluationsSince(), best.validationLoss(), best.step())));
    }

    /** When the loss of a batch, a weight or an evaluated objective is not a finite number. */
    public static StopRule notFinite() {
        return state -> {
            if (state.lastStep().isPresent() && !state.lastStep().get().isFinite()) {
                StepReport last = state.lastStep().get();
                String loss =
                        last.loss().isPresent() ? "the loss is " + last.loss().getAsDouble() + " and " : "";
                return diverged(state, loss + "the gradient's norm is " + last.gradientNorm() + rate(last));
            }
            if (!state.weights().isFinite()) {
                return divergedBehind(state, "a weight is not a finite number");
            }
            return state.evaluation()
                    .filter(evaluation -> !Double.isFinite(evaluation.objective()))
                    .flatMap(evaluation -> divergedBehind(state, "the objective is " + evaluation.objective()));
        };
    }

    /** When an evaluated objective is above {@code factor} times the magnitude of the first one that is not 0. */
    public static StopRule objectiveAbove(double factor) {
        return state -> state.evaluation()
                .filter(evaluation ->
                        evaluation.objective() > factor * state.history().scale())
                .flatMap(evaluation -> divergedBehind(
                        state,
                        "the objective " + evaluation.objective() + " is above " + number(factor)
                                + " times the first one, " + state.history().scale()));
    }

    private static Optional<StopReason> diverged(TrainingState state, String what) {
        return Optional.of(new StopReason(Kind.DIVERGED, "step " + state.step() + ": " + what));
    }

    /** With what the last step did. */
    private static Optional<StopReason> divergedBehind(TrainingState state, String what) {
        String figures = state.lastStep()
                .map(step -> "; the gradient's norm is " + step.gradientNorm()
                        + (step.loss().isPresent()
                                ? ", the batch's loss " + step.loss().getAsDouble()
                                : "")
                        + rate(step))
                .orElse("");
        return diverged(state, what + figures);
    }

    private static String rate(StepReport step) {
        return Double.isNaN(step.learningRate()) ? "" : " (learning rate " + step.learningRate() + ")";
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
