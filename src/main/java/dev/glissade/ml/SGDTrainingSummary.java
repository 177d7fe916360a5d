package dev.glissade.ml;

import dev.glissade.run.Completed;
import dev.glissade.run.RateChoice;
import dev.glissade.training.StepReport;
import dev.glissade.training.StopReason;
import dev.glissade.training.TrainingResult;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a training went. It stays with the model that the fit gave, and is not saved with it.
 *
 * <p>The objective is the one that {@link SGDParams} states, on the scale that it was penalised on.
 */
public final class SGDTrainingSummary {

    private final List<Point> history;
    private final double objective;
    private final long bestStep;
    private final long totalSteps;
    private final double totalEpochs;
    private final double seconds;
    private final StopReason stopReason;
    private final OptionalDouble stepSize;
    private final OptionalDouble foundStepSize;
    private final long skippedRows;

    /** Of a training whose states are let go. */
    SGDTrainingSummary(Completed completed, long skippedRows) {
        TrainingResult result = completed.result();
        this.history = completed.evaluations().stream().map(Point::of).toList();
        this.objective = result.evaluation().objective();
        this.bestStep = result.step();
        this.totalSteps = result.last().step();
        this.totalEpochs = result.last().epochs();
        this.seconds = result.last().seconds();
        this.stopReason = result.stopReason();
        this.stepSize = result.last().lastStep().stream()
                .mapToDouble(StepReport::learningRate)
                .filter(rate -> !Double.isNaN(rate))
                .findFirst();
        this.foundStepSize =
                completed.rate().stream().mapToDouble(RateChoice::rate).findFirst();
        this.skippedRows = skippedRows;
    }

    /**
     * An evaluation over all rows.
     *
     * @param step updates until then
     * @param epoch rows visited until then, in units of the training set
     * @param seconds of training until then
     * @param objective F(w)
     * @param validationLoss mean loss over the rows that are not trained on; empty if there are none
     */
    public record Point(long step, double epoch, double seconds, double objective, OptionalDouble validationLoss) {

        private static Point of(Completed.Evaluated each) {
            return new Point(
                    each.step(),
                    each.epochs(),
                    each.seconds(),
                    each.training().objective(),
                    each.validation().stream()
                            .mapToDouble(evaluation -> evaluation.loss())
                            .findFirst());
        }
    }

    /** The evaluations, that of the start first. */
    public List<Point> history() {
        return history;
    }

    /** The objective at each evaluation, that of the start first. */
    public double[] objectiveHistory() {
        return history().stream().mapToDouble(Point::objective).toArray();
    }

    /** The objective of the model: with early stopping that of the best one, else of the last. */
    public double objective() {
        return objective;
    }

    /** The step behind which the model's weights were met. */
    public long bestStep() {
        return bestStep;
    }

    /** Updates in all. */
    public long totalSteps() {
        return totalSteps;
    }

    /** Rows visited in all, in units of the training set. */
    public double totalEpochs() {
        return totalEpochs;
    }

    /** Time of training, without loading. Trainings in lockstep take it together. */
    public double seconds() {
        return seconds;
    }

    /** The rule that ended the training, a word as in the command's summary: {@code max-epochs}, {@code relative-tolerance}, … */
    public String stopReason() {
        return stopReason.kind().word();
    }

    /** The same with its figures, in a line. */
    public String stopDetail() {
        return stopReason.detail();
    }

    /** Bad rows that were left out, as {@code settings} may ask for ({@code data.on-bad-row = skip}); those to validate on among them. */
    public long skippedRows() {
        return skippedRows;
    }

    /** The learning rate of the last step; empty for a method that has none, and where no step was taken. */
    public OptionalDouble stepSize() {
        return stepSize;
    }

    /** The learning rate that was found where none was given. */
    public OptionalDouble foundStepSize() {
        return foundStepSize;
    }
}
