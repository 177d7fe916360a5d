package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.sampling.EpochOrder;
import dev.glissade.schedule.Progress;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The estimates of batches of one row, one after the other, of a table in memory: those of the estimator, to the bit, without an
 * object a step. Steps of one row are so short that all else would take many times as long. Belongs to one thread.
 */
public final class RowGradients {

    private final InTurn rows;
    private final EpochOrder order;
    private final double perWeight;
    private final OneRow ofModel;
    private final double[] gradient;
    private final double[] there;
    private OptionalDouble loss = OptionalDouble.empty();
    private Work work = Work.NONE;
    private long taken;

    private RowGradients(InTurn rows) {
        this.rows = rows;
        this.order = rows.order();
        this.perWeight = rows.perWeight();
        this.ofModel = OneRow.of(rows.data().model());
        this.gradient = new double[rows.data().model().layout().size()];
        this.there = new double[rows.loop() == null ? 0 : gradient.length];
    }

    /**
     * Those of an estimator that takes batches of one row in epochs; empty if it does not, or remembers more than that.
     *
     * @param state as {@link GradientEstimator#prepare} left it
     * @param point where the first is to be taken
     * @param count how many will be
     */
    public static Optional<RowGradients> of(
            GradientEstimator estimator,
            EstimatorState state,
            GradientSource data,
            Progress from,
            DenseVector point,
            long count) {
        return InTurn.of(estimator, state, data, from, point, count).map(RowGradients::new);
    }

    /**
     * Works out the next.
     *
     * @param point parameters
     * @return the estimate, to be changed at will until the next is asked for
     */
    public double[] next(double[] point) {
        SvrgState loop = rows.loop();
        if (loop != null && taken == 0) {
            System.arraycopy(loop.gradient().values(), 0, gradient, 0, gradient.length);
            loss = OptionalDouble.of(loop.loss());
            work = Work.ofPass(rows.data().rows());
        } else {
            order.next();
            ofRow(rows.data().slice(order.slice()), point);
        }
        taken++;
        return gradient;
    }

    private void ofRow(RowBlock block, double[] point) {
        int row = order.row();
        double weight = block.weight(row);
        Arrays.fill(gradient, 0);
        double lossSum = ofModel.addGradient(block, row, point, gradient);
        loss = weight > 0 ? OptionalDouble.of(lossSum / weight) : OptionalDouble.empty();
        work = rows.ofRow();
        SvrgState loop = rows.loop();
        if (loop == null) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= perWeight;
            }
        } else {
            Arrays.fill(there, 0);
            ofModel.addGradient(block, row, loop.snapshot().values(), there);
            correct(loop.gradient().values());
        }
    }

    private void correct(double[] mean) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = mean[i] + perWeight * (gradient[i] - there[i]);
        }
    }

    /** Loss of the row, or the mean one, where the estimate is the gradient over all rows; empty if the row weighs nothing. */
    public OptionalDouble loss() {
        return loss;
    }

    /** What the last took. */
    public Work work() {
        return work;
    }
}
