package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.sampling.Batch;
import dev.glissade.sampling.SliceTree;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How much the gradients of single rows scatter, estimated from the sums that slices send back anyway.
 *
 * <p>With k slices that drew rows, nₛ rows and sum Sₛ of weighted gradients each, b = Σnₛ, S = ΣSₛ:
 * tr Σ̂ = (Σ‖Sₛ‖²/nₛ − ‖S‖²/b)/(k − 1). Noise lengthens the squared norm of the batch's mean gradient, on average, by (tr Σ̂/b)(1 − b/N)
 * where rows are drawn without replacement, and by (tr Σ̂/b)(1 − 1/N) where they may repeat. Rows that may repeat are drawn from slices that
 * are themselves parts of a finite table: of K slices alike, the numerator is then too large on average by (K(b − k) − (b − 1))/N traces,
 * which are added to k − 1. All this in units in which the gradient of row i is cᵢN/(Σc)·∇ℓᵢ, so that the mean over the table is the
 * gradient of the weighted mean loss.
 *
 * @param trace tr Σ̂, the variance of a row's gradient, summed over the parameters
 * @param excess what noise adds to the squared norm of the batch's mean gradient
 * @param mean that gradient, where the estimate is another: clipped, or divided by another number of rows than was drawn
 */
public record BatchScatter(double trace, double excess, Optional<DenseVector> mean) {

    /**
     * The estimate from a sum, at its first point; empty if fewer than two slices drew rows, or it is without scatter.
     *
     * @param sum over the batch
     * @param batch the rows
     * @param data the table
     */
    static Optional<BatchScatter> of(GradientSum sum, Batch batch, GradientSource data) {
        if (sum.slices() < 2 || sum.sliceSquares().isEmpty()) {
            return Optional.empty();
        }
        double unit = data.rows() / data.totalWeight();
        double rows = sum.rows();
        DenseVector total = sum.gradients().get(0);
        double length = total.norm();
        double trace = unit * unit * (sum.sliceSquares().get(0) - length * length / rows) / degrees(sum, batch, data);
        double left = 1 - (batch.mayRepeat() ? 1 : rows) / data.rows();
        Optional<DenseVector> mean =
                sum.rows() == batch.size() ? Optional.empty() : Optional.of(total.times(unit / rows));
        return Optional.of(new BatchScatter(trace, trace / rows * left, mean));
    }

    private static double degrees(GradientSum sum, Batch batch, GradientSource data) {
        double plain = sum.slices() - 1;
        if (!batch.mayRepeat()) {
            return plain;
        }
        SliceTree tree = data.slices();
        long filled = IntStream.range(0, tree.slices())
                .filter(slice -> tree.sliceSize(slice) > 0)
                .count();
        double repeated = (double) filled * (sum.rows() - sum.slices()) - (sum.rows() - 1);
        return plain + repeated / data.rows();
    }

    /** The same for an estimate that is no longer this gradient. */
    BatchScatter around(DenseVector gradient) {
        return mean.isPresent() ? this : new BatchScatter(trace, excess, Optional.of(gradient));
    }

    /**
     * What that says of the noise.
     *
     * @param norm of the batch's mean gradient, with whatever part of the whole gradient has no noise
     */
    public GradientNoise noise(double norm) {
        return new GradientNoise(trace, norm * norm - excess);
    }
}
