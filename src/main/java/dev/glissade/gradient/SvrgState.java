package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import java.util.List;

/**
 * What {@link Svrg} remembers within a loop.
 *
 * @param snapshot w̃
 * @param gradient μ, the mean loss's gradient there
 * @param loss the mean loss there
 * @param steps taken since the snapshot
 * @param chosen which of the loop's iterates is the next snapshot, from 1, where one is drawn; else 0
 * @param kept the mean of the iterates so far, or the chosen one; none before there is any, and where the last is taken
 */
record SvrgState(
        DenseVector snapshot, DenseVector gradient, double loss, long steps, long chosen, List<DenseVector> kept)
        implements EstimatorState {

    SvrgState stepped(List<DenseVector> nowKept) {
        return new SvrgState(snapshot, gradient, loss, steps + 1, chosen, nowKept);
    }
}
