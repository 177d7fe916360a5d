package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.sampling.Sampling;

/**
 * The noise of a batch's gradient as all rows of a table say it, without an estimate.
 *
 * <p>In units in which the gradient of row i is gᵢ = cᵢN/(Σc)·∇ℓᵢ, so that the mean over the table is the gradient of the weighted mean
 * loss. The penalty, which is the same for every batch, has no part in it.
 *
 * @param gradient ḡ = (1/N)Σgᵢ, of the mean loss
 * @param meanSquare (1/N)Σ‖gᵢ‖²
 * @param rows N
 */
public record ExactNoise(DenseVector gradient, double meanSquare, long rows) {

    /** At a point; one pass over the rows. */
    public static ExactNoise at(GradientSource data, DenseVector point) {
        SquaresSum sum = data.squares(new SquaresRequest(data.allRows(), point));
        double rows = data.rows();
        double unit = rows / data.totalWeight();
        DenseVector gradient =
                sum.gradient().times(1 / data.totalWeight()); // to the bit as that of a batch of all rows
        return new ExactNoise(gradient, unit * unit * (sum.squares() / rows), data.rows());
    }

    /** tr Σ = σ² = (1/N)Σ‖gᵢ − ḡ‖², the variance of a row's gradient, summed over the parameters. */
    public double trace() {
        double length = gradient.norm();
        return Math.max(0, meanSquare - length * length); // rounding alone can bring it below 0
    }

    /**
     * E‖g_B − ḡ‖² of a batch's gradient g_B, summed over the parameters.
     *
     * @param mode how its rows are drawn
     * @param batchSize b, of Bernoulli batches the expected one
     */
    public double variance(Sampling.Mode mode, long batchSize) {
        return (mode == Sampling.Mode.BERNOULLI ? meanSquare : trace()) * share(mode, batchSize, rows) / batchSize;
    }

    /**
     * What is left of the variance because a table has an end: 1 for rows that may repeat, 0 for a batch of all rows where none does.
     *
     * @param mode how rows are drawn
     * @param batchSize b
     * @param rows N
     */
    public static double share(Sampling.Mode mode, long batchSize, long rows) {
        double left = (double) (rows - batchSize);
        return switch (mode) {
            case WITH_REPLACEMENT -> 1;
            case WITHOUT_REPLACEMENT, EPOCH_SHUFFLE -> rows == 1 ? 0 : left / (rows - 1);
            case BERNOULLI -> left / rows;
        };
    }
}
