package dev.glissade.training;

import dev.glissade.linalg.DenseVector;
import java.util.Optional;

/**
 * What stop rules need of the evaluations before.
 *
 * @param firstObjective F at the start; NaN until evaluated
 * @param scale magnitude of the first objective that is not 0; 0 until there is one
 * @param previousObjective F at the evaluation before the last one; NaN until there were two
 * @param lastObjective F at the last evaluation; NaN until there was one
 * @param lastStep the step of that evaluation; -1 until there was one
 * @param lastRows rows drawn until then
 * @param best the best model so far by its loss on the validation set, where there is one
 */
public record History(
        double firstObjective,
        double scale,
        double previousObjective,
        double lastObjective,
        long lastStep,
        long lastRows,
        Optional<Best> best) {

    /** No evaluation yet. */
    public static final History NONE = new History(Double.NaN, 0, Double.NaN, Double.NaN, -1, 0, Optional.empty());

    /**
     * The best model so far.
     *
     * @param step after which it was met
     * @param weights the model
     * @param evaluation over the training set
     * @param validationLoss over the validation set, the least so far
     * @param evaluationsSince evaluations since then that were no better
     */
    public record Best(
            long step, DenseVector weights, Evaluation evaluation, double validationLoss, long evaluationsSince) {

        private Best notImproved() {
            return new Best(step, weights, evaluation, validationLoss, evaluationsSince + 1);
        }
    }

    /** With one more evaluation of a state. */
    History plus(TrainingState state, Evaluation evaluation, Optional<Evaluation> validation) {
        double first = state.step() == 0 ? evaluation.objective() : firstObjective;
        double magnitude = scale == 0 ? Math.abs(evaluation.objective()) : scale;
        return new History(
                first,
                magnitude,
                lastObjective,
                evaluation.objective(),
                state.step(),
                state.work().rowsDrawn(),
                validation.map(loss -> better(state, evaluation, loss)));
    }

    /** An equal loss is not better; NaN is worse than any number, as {@link Double#compare} has it. */
    private Best better(TrainingState state, Evaluation evaluation, Evaluation validation) {
        boolean improved =
                best.isEmpty() || Double.compare(validation.loss(), best.get().validationLoss()) < 0;
        return improved
                ? new Best(state.step(), state.answer(), evaluation, validation.loss(), 0)
                : best.get().notImproved();
    }
}
