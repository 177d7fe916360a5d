package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import java.util.List;

/**
 * What {@link Saga} remembers.
 *
 * @param slopes of every row where it was last drawn
 * @param gradient μ, the mean over all rows of the gradients with these slopes
 * @param used whether a step has been taken with it, and has counted the pass over all rows that it took at first
 */
record SagaState(SlopeTable slopes, DenseVector gradient, boolean used) implements EstimatorState {

    static final String KIND = "saga";

    SagaState stepped(SlopeTable nowSlopes, DenseVector nowGradient) {
        return new SagaState(nowSlopes, nowGradient, true);
    }

    @Override
    public Written written() {
        return new Written(KIND, List.of(used ? 1L : 0L), List.of(), List.of(gradient), List.of(slopes.written()));
    }

    static SagaState of(Written written) {
        return new SagaState(
                SlopeTable.of(written.parts().get(0)),
                written.vectors().get(0),
                written.counts().get(0) != 0);
    }
}
