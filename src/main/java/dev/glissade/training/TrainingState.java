package dev.glissade.training;

import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.Work;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.OptimizerState;
import dev.glissade.schedule.Pacing;
import dev.glissade.schedule.Progress;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a run is, between two steps. Immutable; all that follows from here on follows from this and the
 * configuration.
 *
 * @param step updates made so far
 * @param work what they cost
 * @param tableRows N
 * @param weights after the last update
 * @param answer what the run would end with here: the weights, or the mean of the iterates where these are averaged
 * @param optimizerState after the last update
 * @param estimatorState what the gradient's estimator remembers
 * @param pacing what schedules remember
 * @param history what stop rules need of the evaluations that were due
 * @param seconds that training has taken; the only entry that is not a function of the configuration
 * @param lastStep what the last step did; empty at the start
 * @param evaluation of the answer over the whole training set, where one was due
 * @param validation of the answer over the validation set, where one was due and there is such a set
 * @param stopReason why the run ends here, if it does
 */
public record TrainingState(
        long step,
        Work work,
        long tableRows,
        DenseVector weights,
        DenseVector answer,
        OptimizerState optimizerState,
        EstimatorState estimatorState,
        Pacing pacing,
        History history,
        double seconds,
        Optional<StepReport> lastStep,
        Optional<Evaluation> evaluation,
        Optional<Evaluation> validation,
        Optional<StopReason> stopReason) {

    /** The state before the first step. */
    public static TrainingState initial(long tableRows, DenseVector weights, OptimizerState optimizerState) {
        return within(0, 0, tableRows, new Outcome(weights, weights, optimizerState, EstimatorState.NOTHING));
    }

    /** A state in the middle of a run whose history is not known. */
    static TrainingState within(long step, long rowsDrawn, long tableRows, Outcome reached) {
        return new TrainingState(
                step,
                new Work(rowsDrawn, 0, 0),
                tableRows,
                reached.weights(),
                reached.answer(),
                reached.optimizerState(),
                reached.estimatorState(),
                Pacing.START,
                History.NONE,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Rows visited, in units of the table. */
    public double epochs() {
        return (double) work.rowsVisited() / tableRows;
    }

    /** How far the run is, as schedules see it. */
    public Progress progress() {
        return new Progress(step, work.rowsDrawn(), pacing);
    }

    /** F at the start; NaN until evaluated. */
    public double firstObjective() {
        return history.firstObjective();
    }

    /** Whether the run ends here because it failed. */
    public boolean diverged() {
        return stopReason.map(StopReason::diverged).orElse(false);
    }

    /**
     * Where an update leads.
     *
     * @param weights after the step
     * @param answer what the run would end with
     * @param optimizerState what the optimizer remembers
     * @param estimatorState what the gradient's estimator remembers
     */
    public record Outcome(
            DenseVector weights, DenseVector answer, OptimizerState optimizerState, EstimatorState estimatorState)
            implements Serializable {}

    /**
     * The state behind some steps.
     *
     * @param steps how many
     * @param outcome where they led
     * @param cost what they took
     * @param report what the last did, or all of them
     * @param secondsNow since the run began
     */
    public TrainingState next(long steps, Outcome outcome, Work cost, StepReport report, double secondsNow) {
        return next(steps, outcome, cost, report, pacing.behind((double) steps), secondsNow);
    }

    /** The same where schedules remember more than that. */
    TrainingState next(long steps, Outcome outcome, Work cost, StepReport report, Pacing pacedBy, double secondsNow) {
        return new TrainingState(
                step + steps,
                work.plus(cost),
                tableRows,
                outcome.weights(),
                outcome.answer(),
                outcome.optimizerState(),
                outcome.estimatorState(),
                pacedBy,
                history,
                secondsNow,
                Optional.of(report),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The evaluations up to here; {@link #history} leaves out one that was made for the end's sake alone. */
    History evaluations() {
        return evaluatedForTheEnd() ? history.plus(this, evaluation.orElseThrow(), validation) : history;
    }

    private boolean evaluatedForTheEnd() {
        return evaluation.isPresent() && history.lastStep() != step;
    }

    /** As it would be if no rule had ended the run here. */
    TrainingState open() {
        if (evaluatedForTheEnd()) {
            return with(estimatorState, history, seconds, Optional.empty(), Optional.empty(), Optional.empty());
        }
        return stopReason.isEmpty()
                ? this
                : with(estimatorState, history, seconds, evaluation, validation, Optional.empty());
    }

    /** As it is, but for what it remembers of evaluations. */
    TrainingState remembering(History otherHistory) {
        return with(estimatorState, otherHistory, seconds, evaluation, validation, stopReason);
    }

    TrainingState evaluated(Evaluation result, Optional<Evaluation> validationResult) {
        return with(
                estimatorState,
                history.plus(this, result, validationResult),
                seconds,
                Optional.of(result),
                validationResult,
                stopReason);
    }

    /** What the run would end with here, and how good that is; nothing else that is of size. */
    public TrainingState modelAlone() {
        return new TrainingState(
                step,
                work,
                tableRows,
                answer,
                answer,
                new OptimizerState(0, List.of()),
                EstimatorState.NOTHING,
                Pacing.START,
                History.NONE,
                seconds,
                Optional.empty(),
                evaluation,
                Optional.empty(),
                Optional.empty());
    }

    /** The same state; what it holds is held as arrays from here on, if the run may be over it before it is let go. */
    TrainingState settled() {
        weights.values();
        answer.values();
        optimizerState.vectors().forEach(DenseVector::values);
        return this;
    }

    /** With more known by the gradient's estimator. */
    TrainingState prepared(EstimatorState prepared) {
        return with(prepared, history, seconds, evaluation, validation, stopReason);
    }

    /** At another time. */
    TrainingState at(double otherSeconds) {
        return with(estimatorState, history, otherSeconds, evaluation, validation, stopReason);
    }

    TrainingState stopped(StopReason reason) {
        return with(estimatorState, history, seconds, evaluation, validation, Optional.of(reason));
    }

    /** The same step with what is found out behind it. */
    private TrainingState with(
            EstimatorState otherEstimatorState,
            History otherHistory,
            double otherSeconds,
            Optional<Evaluation> otherEvaluation,
            Optional<Evaluation> otherValidation,
            Optional<StopReason> otherReason) {
        return new TrainingState(
                step,
                work,
                tableRows,
                weights,
                answer,
                optimizerState,
                otherEstimatorState,
                pacing,
                otherHistory,
                otherSeconds,
                lastStep,
                otherEvaluation,
                otherValidation,
                otherReason);
    }
}
