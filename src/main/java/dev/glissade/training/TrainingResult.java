package dev.glissade.training;

import dev.glissade.linalg.DenseVector;

/**
 * What a run came to.
 *
 * @param weights the final ones; of a run with patience the best ones by validation; of a run that diverged those of its
 *     last good step
 * @param evaluation over the training set at these weights
 * @param step after which these weights were met
 * @param last the run's last state, with its stop reason
 */
public record TrainingResult(DenseVector weights, Evaluation evaluation, long step, TrainingState last) {

    /** Why the run ended. */
    public StopReason stopReason() {
        return last.stopReason().orElseThrow();
    }
}
