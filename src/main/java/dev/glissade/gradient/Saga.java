package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowSelection;
import dev.glissade.model.MarginModel;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.Sampling;
import dev.glissade.schedule.Progress;
import java.util.List;

/**
 * SAGA (Defazio, Bach and Lacoste-Julien 2014): with φᵢ the parameters where row i was last drawn and μ the mean of all
 * ∇ℓᵢ(φᵢ), g = mean over the batch of (∇ℓᵢ(w) − ∇ℓᵢ(φᵢ)) + μ; then φᵢ = w for the batch's rows.
 *
 * <p>It is unbiased, and its variance goes to zero at the optimum, without passes over all rows but for the first. For a
 * {@link MarginModel} a row's gradient is its slopes times its features, so a slope an output is kept of every row in place
 * of a gradient: {@link #bytes} of memory, with the driver, where a lost executor cannot lose it. μ is kept up with each
 * row once, however often a batch with replacement holds it.
 *
 * @param sampling how batches are drawn
 * @param batchSize b, at least 1
 */
public record Saga(Sampling sampling, long batchSize) implements GradientEstimator {

    public Saga {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch-size = %d: must be at least 1".formatted(batchSize));
        }
    }

    /** Memory that the slopes of all rows take. */
    public static long bytes(long rows, MarginModel model) {
        return SlopeTable.bytes(rows, model.layout().outputs());
    }

    @Override
    public EstimatorState prepare(GradientSource data, EstimatorState state, Progress position, DenseVector point) {
        if (state instanceof SagaState) {
            return state;
        }
        SlopeSum sum = data.slopes(new SlopeRequest(data.allRows(), point, List.of()));
        int outputs = data.model().layout().outputs();
        SlopeTable table = SlopeTable.of(data.slices(), outputs, sum.slopes());
        DenseVector gradient = sum.difference().times(1 / data.totalWeight());
        return new SagaState(table, gradient, false);
    }

    @Override
    public GradientEstimate estimate(GradientSource data, EstimatorState state, Progress position, DenseVector point) {
        SagaState known = (SagaState) state;
        Batch batch = sampling.batch(position.step(), position.rowsDrawn(), batchSize, data.rows());
        RowSelection[] rows = batch.select(data.slices(), 0, data.slices().slices());
        SlopeSum sum = data.slopes(new SlopeRequest(batch, point, known.slopes().of(rows)));
        double perWeight = 1 / MiniBatchGradient.expectedWeight(batch, data);
        SagaState next = known.stepped(
                known.slopes().with(rows, sum.slopes()), known.gradient().plus(1 / data.totalWeight(), sum.change()));
        Work pass = known.used() ? Work.NONE : Work.ofPass(data.rows());
        return new GradientEstimate(
                known.gradient().plus(perWeight, sum.difference()),
                sum.meanLoss(),
                pass.plus(Work.ofBatch(sum.rows(), 1)),
                next);
    }

    /** @throws IllegalArgumentException always: the slopes are with the driver */
    @Override
    public Saga ofReplica(int replica, long steps) {
        throw new IllegalArgumentException("SAGA takes no local steps: it keeps its slopes with the driver");
    }
}
