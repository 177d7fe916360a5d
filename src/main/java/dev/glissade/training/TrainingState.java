package dev.glissade.training;

import dev.glissade.gradient.GradientEstimate;
import dev.glissade.gradient.SamplePosition;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.OptimizerState;
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
 * @param history what stop rules need of the evaluations before
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
        History history,
        double seconds,
        Optional<StepReport> lastStep,
        Optional<Evaluation> evaluation,
        Optional<Evaluation> validation,
        Optional<StopReason> stopReason) {

    /** The state before the first step. */
    public static TrainingState initial(long tableRows, DenseVector weights, OptimizerState optimizerState) {
        return new TrainingState(
                0,
                Work.NONE,
                tableRows,
                weights,
                weights,
                optimizerState,
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

    /** Where the next step's sample begins. */
    public SamplePosition samplePosition() {
        return new SamplePosition(step, work.rowsDrawn());
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
     * @param state of the optimizer
     */
    public record Outcome(DenseVector weights, DenseVector answer, OptimizerState state) {}

    /** The state behind a step. */
    public TrainingState next(Outcome outcome, GradientEstimate estimate, StepReport report, double secondsNow) {
        return new TrainingState(
                step + 1,
                work.plus(estimate),
                tableRows,
                outcome.weights(),
                outcome.answer(),
                outcome.state(),
                history,
                secondsNow,
                Optional.of(report),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    TrainingState evaluated(Evaluation result, Optional<Evaluation> validationResult) {
        return new TrainingState(
                step,
                work,
                tableRows,
                weights,
                answer,
                optimizerState,
                history.plus(this, result, validationResult),
                seconds,
                lastStep,
                Optional.of(result),
                validationResult,
                stopReason);
    }

    TrainingState stopped(StopReason reason) {
        return new TrainingState(
                step,
                work,
                tableRows,
                weights,
                answer,
                optimizerState,
                history,
                seconds,
                lastStep,
                evaluation,
                validation,
                Optional.of(reason));
    }
}
