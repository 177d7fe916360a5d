package dev.glissade.training;

import dev.glissade.gradient.GradientEstimate;
import dev.glissade.gradient.SamplePosition;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.OptimizerState;
import dev.glissade.optimizer.Update;
import java.util.Optional;

/**
 * Everything that a run is, between two steps. Immutable; all that follows from here on follows from this and the
 * configuration.
 *
 * @param step updates made so far
 * @param rowsDrawn rows that their batches drew
 * @param rowsVisited rows read for them
 * @param gradientEvaluations rows times points evaluated for them
 * @param tableRows N
 * @param weights after the last update
 * @param optimizerState after the last update
 * @param firstObjective F at the start; NaN until evaluated
 * @param seconds that training has taken; the only entry that is not a function of the configuration
 * @param lastStep what the last step did; empty at the start
 * @param evaluation over the whole training set at these weights, where one was due
 * @param stopReason why the run ends here, if it does
 */
public record TrainingState(
        long step,
        long rowsDrawn,
        long rowsVisited,
        long gradientEvaluations,
        long tableRows,
        DenseVector weights,
        OptimizerState optimizerState,
        double firstObjective,
        double seconds,
        Optional<StepReport> lastStep,
        Optional<Evaluation> evaluation,
        Optional<StopReason> stopReason) {

    /** The state before the first step. */
    static TrainingState initial(long tableRows, DenseVector weights, OptimizerState optimizerState) {
        return new TrainingState(
                0,
                0,
                0,
                0,
                tableRows,
                weights,
                optimizerState,
                Double.NaN,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Rows visited, in units of the table. */
    public double epochs() {
        return (double) rowsVisited / tableRows;
    }

    /** Where the next step's sample begins. */
    public SamplePosition samplePosition() {
        return new SamplePosition(step, rowsDrawn);
    }

    TrainingState next(Update update, GradientEstimate estimate, StepReport report, double secondsNow) {
        return new TrainingState(
                step + 1,
                rowsDrawn + estimate.rowsDrawn(),
                rowsVisited + estimate.rowsVisited(),
                gradientEvaluations + estimate.gradientEvaluations(),
                tableRows,
                update.weights(),
                update.state(),
                firstObjective,
                secondsNow,
                Optional.of(report),
                Optional.empty(),
                Optional.empty());
    }

    TrainingState evaluated(Evaluation result) {
        double first = step == 0 ? result.objective() : firstObjective;
        return new TrainingState(
                step,
                rowsDrawn,
                rowsVisited,
                gradientEvaluations,
                tableRows,
                weights,
                optimizerState,
                first,
                seconds,
                lastStep,
                Optional.of(result),
                stopReason);
    }

    TrainingState stopped(StopReason reason) {
        return new TrainingState(
                step,
                rowsDrawn,
                rowsVisited,
                gradientEvaluations,
                tableRows,
                weights,
                optimizerState,
                firstObjective,
                seconds,
                lastStep,
                evaluation,
                Optional.of(reason));
    }
}
