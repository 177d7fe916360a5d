package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.Sampling;
import dev.glissade.schedule.Progress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The stochastic variance reduced gradient (Johnson and Zhang 2013; with a proximal step Xiao and Zhang 2014): with a
 * snapshot w̃ and μ = ∇f(w̃), the gradient over all rows, g = ∇f_B(w) − ∇f_B(w̃) + μ, f_B the mean over a batch.
 *
 * <p>It is unbiased, and its variance goes to zero as w and w̃ approach the optimum, so that a constant learning rate leads
 * there. A loop of m steps begins with a pass over all rows for μ; its first step, at w = w̃, takes μ itself and draws no
 * batch. The two points of a step share one visit of the batch. The next loop starts at its own snapshot: the last iterate,
 * the mean of the m iterates, or one of them at random.
 *
 * @param sampling how batches are drawn
 * @param batchSize b, at least 1
 * @param snapshotEvery m, steps of a loop, at least 1
 * @param choice which iterate the next loop starts from
 */
public record Svrg(Sampling sampling, long batchSize, long snapshotEvery, Snapshot choice)
        implements GradientEstimator {

    /** Which of a loop's iterates w₁ … w_m is the next snapshot. */
    public enum Snapshot {
        /** w_m. */
        LAST,
        /** One of them, each equally likely, drawn when the loop begins. */
        RANDOM,
        /** Their mean. */
        AVERAGE
    }

    public Svrg {
        requireAtLeastOne("batch-size", batchSize);
        requireAtLeastOne("snapshot-every", snapshotEvery);
    }

    private static void requireAtLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s = %d: must be at least 1".formatted(name, value));
        }
    }

    @Override
    public EstimatorState prepare(GradientSource data, EstimatorState state, Progress position, DenseVector point) {
        if (state instanceof SvrgState) {
            return state;
        }
        GradientSum sum = data.sum(new SumRequest(data.allRows(), List.of(point)));
        DenseVector gradient = sum.gradients().get(0).times(1 / data.totalWeight());
        long chosen = choice == Snapshot.RANDOM ? 1 + sampling.pick(position.step(), snapshotEvery) : 0;
        return new SvrgState(point, gradient, sum.meanLoss().orElseThrow(), 0, chosen, List.of());
    }

    @Override
    public GradientEstimate estimate(GradientSource data, EstimatorState state, Progress position, DenseVector point) {
        SvrgState loop = (SvrgState) state;
        Work pass = loop.steps() == 0 ? Work.ofPass(data.rows()) : Work.NONE;
        if (loop.steps() == 0 && point.equals(loop.snapshot())) {
            return new GradientEstimate(loop.gradient(), OptionalDouble.of(loop.loss()), pass, loop);
        }
        Batch batch = sampling.batch(position.step(), position.rowsDrawn(), batchSize, data.rows());
        GradientSum sum = data.sum(new SumRequest(batch, List.of(point, loop.snapshot())));
        double perWeight = 1 / MiniBatchGradient.expectedWeight(batch, data);
        double[] here = sum.gradients().get(0).values();
        double[] there = sum.gradients().get(1).values();
        double[] gradient = loop.gradient().toArray();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += perWeight * (here[i] - there[i]);
        }
        Work work = pass.plus(Work.ofBatch(sum.rows(), 2));
        return new GradientEstimate(DenseVector.wrap(gradient), sum.meanLoss(), work, loop);
    }

    @Override
    public Continuation after(EstimatorState state, DenseVector weights) {
        SvrgState loop = (SvrgState) state;
        List<DenseVector> kept = kept(loop, weights);
        return loop.steps() + 1 < snapshotEvery
                ? new Continuation(Optional.empty(), loop.stepped(kept))
                : new Continuation(kept.stream().findFirst(), EstimatorState.NOTHING);
    }

    private List<DenseVector> kept(SvrgState loop, DenseVector weights) {
        long number = loop.steps() + 1;
        return switch (choice) {
            case LAST -> List.of();
            case RANDOM -> number == loop.chosen() ? List.of(weights) : loop.kept();
            case AVERAGE -> List.of(number == 1 ? weights : mean(loop.kept().get(0), weights, number));
        };
    }

    private static DenseVector mean(DenseVector before, DenseVector weights, long count) {
        return before.plus(1.0 / count, weights.plus(-1, before));
    }

    @Override
    public Svrg ofReplica(int replica, long steps) {
        return new Svrg(sampling.ofReplica(replica), batchSize, steps, choice);
    }
}
