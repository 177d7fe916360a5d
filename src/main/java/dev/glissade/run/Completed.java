package dev.glissade.run;

import dev.glissade.training.Evaluation;
import dev.glissade.training.StepExtremes;
import dev.glissade.training.TrainingResult;
import dev.glissade.training.TrainingState;
import java.util.List;
import java.util.Optional;

/**
 * A training that has come to its end.
 *
 * @param result on the scale of the training
 * @param evaluations in their order, that of the start first
 * @param rate the learning rate that was found, where it was looked for
 * @param extremes of its steps
 */
public record Completed(
        TrainingResult result, List<Evaluated> evaluations, Optional<RateChoice> rate, StepExtremes extremes) {

    public Completed {
        evaluations = List.copyOf(evaluations);
    }

    /**
     * An evaluation over all rows.
     *
     * @param step after which it was made
     * @param epochs rows visited until then, in units of the table
     * @param seconds of training until then
     * @param training over the rows that are trained on
     * @param validation over those that are not, if there are any
     */
    public record Evaluated(
            long step, double epochs, double seconds, Evaluation training, Optional<Evaluation> validation) {

        static Evaluated of(TrainingState state) {
            return new Evaluated(
                    state.step(),
                    state.epochs(),
                    state.seconds(),
                    state.evaluation().orElseThrow(),
                    state.validation());
        }
    }
}
