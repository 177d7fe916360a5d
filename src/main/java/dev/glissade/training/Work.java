package dev.glissade.training;

import dev.glissade.gradient.GradientEstimate;

/**
 * What a run's steps have cost in rows; evaluations of the objective left out.
 *
 * @param rowsDrawn rows that their batches drew: where the stream of samples stands
 * @param rowsVisited rows read for them
 * @param gradientEvaluations rows times points at which each was evaluated
 */
public record Work(long rowsDrawn, long rowsVisited, long gradientEvaluations) {

    /** Nothing yet. */
    public static final Work NONE = new Work(0, 0, 0);

    /** With one more estimate. */
    Work plus(GradientEstimate estimate) {
        return new Work(
                rowsDrawn + estimate.rowsDrawn(),
                rowsVisited + estimate.rowsVisited(),
                gradientEvaluations + estimate.gradientEvaluations());
    }
}
