package dev.glissade.gradient;

import dev.glissade.gradient.Svrg.Snapshot;
import dev.glissade.linalg.DenseVector;
import dev.glissade.sampling.EpochOrder;
import dev.glissade.sampling.Sampling;
import dev.glissade.schedule.Progress;
import java.util.Optional;

/**
 * What an estimator does that takes a table's rows one by one, epoch after epoch, and remembers nothing but a snapshot at the
 * point where it begins.
 *
 * @param data the rows
 * @param sampling in epochs
 * @param from where the first row is drawn
 * @param loop of SVRG, at its beginning; null of plain batches
 */
record InTurn(InMemoryGradientSource data, Sampling sampling, Progress from, SvrgState loop) {

    /**
     * That of an estimator; empty if it does something else.
     *
     * @param state as {@link GradientEstimator#prepare} left it
     * @param point where the first gradient is taken
     * @param count how many steps are taken
     */
    static Optional<InTurn> of(
            GradientEstimator estimator,
            EstimatorState state,
            GradientSource data,
            Progress from,
            DenseVector point,
            long count) {
        if (!(data instanceof InMemoryGradientSource rows)) {
            return Optional.empty();
        }
        if (estimator instanceof MiniBatchGradient plain
                && oneByOne(plain.sampling(), plain.batchSizes().most())) {
            return Optional.of(new InTurn(rows, plain.sampling(), from, null));
        }
        if (estimator instanceof Svrg svrg
                && oneByOne(svrg.sampling(), svrg.batchSize())
                && svrg.choice() == Snapshot.LAST
                && svrg.snapshotEvery() >= count
                && state instanceof SvrgState loop
                && loop.steps() == 0
                && loop.snapshot().equals(point)) {
            return Optional.of(new InTurn(rows, svrg.sampling(), from, loop));
        }
        return Optional.empty();
    }

    private static boolean oneByOne(Sampling sampling, long batchSize) {
        return batchSize == 1 && sampling.mode() == Sampling.Mode.EPOCH_SHUFFLE;
    }

    EpochOrder order() {
        return new EpochOrder(data.slices(), sampling.seed(), from.rowsDrawn());
    }

    /** What a row's gradient is multiplied by. */
    double perWeight() {
        return 1
                / MiniBatchGradient.expectedWeight(sampling.batch(from.step(), from.rowsDrawn(), 1, data.rows()), data);
    }

    /** What the step of a row takes. */
    Work ofRow() {
        return Work.ofBatch(1, loop == null ? 1 : 2);
    }
}
