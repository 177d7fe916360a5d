package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.model.MarginModel;
import dev.glissade.sampling.Sampling;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How smooth batches of the loss of a {@link MarginModel} are anywhere, in expectation (Gower et al. 2019; Sebbouh et al.
 * 2019), for b of n rows between L_max of single rows and L_F of the mean over all: L_b = n(b − 1)/(b(n − 1))·L_F + (n −
 * b)/(b(n − 1))·L_max where no row is drawn twice, (b − 1)/b·L_F + L_max/b with replacement, and L_F + (1/b − 1/n)·L_max
 * where each row is drawn by itself.
 *
 * <p>With H = Σcᵢ(xᵢ, a)(xᵢ, a)ᵀ/Σc, a the layout's constant, and a margin's curvature of at most κ, L_F = κ·λmax(H) + l2 and
 * L_max = κ·max cᵢ(‖xᵢ‖² + a²)·N/Σc + l2. Variance reduction takes steps of 1/L_b (SVRG) or 1/(3 L_b) (SAGA).
 *
 * @param value L_b; infinite where the loss has kinks
 * @param worstRow L_max
 * @param mean L_F; empty for single rows, which it plays no part for
 */
public record BatchSmoothness(double value, double worstRow, OptionalDouble mean) {

    /**
     * L_b of a table; takes a pass over it, and some ten more where L_F plays a part.
     *
     * @param squares a source over the table with {@link dev.glissade.model.MarginSquares}
     * @param model of the loss
     * @param l2 of the penalty
     * @param mode how batches are drawn
     * @param batchSize b, from 1 to n
     * @param rows n, that batches are drawn from
     */
    public static BatchSmoothness of(
            GradientSource squares, MarginModel model, double l2, Sampling.Mode mode, long batchSize, long rows) {
        NormRequest request = new NormRequest(squares.allRows(), model.layout().constant());
        double norm = ((LargestNorm) squares.answer(List.of(request)).get(0)).value();
        double worst = model.marginCurvature() * norm * squares.rows() / squares.totalWeight() + l2;
        boolean ofRows = rows == 1 || (batchSize == 1 && mode != Sampling.Mode.BERNOULLI);
        if (ofRows) {
            return new BatchSmoothness(worst, worst, OptionalDouble.empty());
        }
        DenseVector zeros = DenseVector.zeros(squares.model().layout().size());
        double mean = model.marginCurvature() * Smoothness.at(squares, (gradient, point) -> gradient, zeros) + l2;
        return new BatchSmoothness(
                between(mean, worst, mode, (double) batchSize, (double) rows), worst, OptionalDouble.of(mean));
    }

    private static double between(double mean, double worst, Sampling.Mode mode, double b, double n) {
        return switch (mode) {
            case EPOCH_SHUFFLE, WITHOUT_REPLACEMENT ->
                n * (b - 1) / (b * (n - 1)) * mean + share(n - b, b * (n - 1), worst);
            case WITH_REPLACEMENT -> (b - 1) / b * mean + share(1, b, worst);
            case BERNOULLI -> mean + share(n - b, b * n, worst);
        };
    }

    /** Nothing of an infinite one is nothing. */
    private static double share(double numerator, double denominator, double worst) {
        return numerator == 0 ? 0 : numerator / denominator * worst;
    }
}
