package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * The largest curvature L of a function at a point, by power iteration on differences of its gradient: v ← (∇F(w + hv) −
 * ∇F(w))/h, L ≈ ‖v‖ for the normed v before.
 *
 * <p>Descent at a constant rate is stable below 2/L. The estimate approaches L from below, where F is twice
 * differentiable; for a loss with kinks it says little.
 */
public final class Smoothness {

    private static final int ROUNDS = 30;

    /** About the cube root of the precision: the balance of rounding and third derivatives. */
    private static final double STRETCH = 1e-5;

    /** Its multiples' fractions are all different. */
    private static final double GOLDEN = 0.6180339887498949;

    private Smoothness() {}

    /**
     * L of the mean loss with a smooth penalty at a point; takes one full gradient and thirty more.
     *
     * @param data the rows
     * @param smoothPenalty adds the penalty's smooth gradient at a point: (gradient, point)
     * @param point w
     * @return NaN where a gradient is not finite
     */
    public static double at(GradientSource data, BinaryOperator<DenseVector> smoothPenalty, DenseVector point) {
        DenseVector here = gradient(data, smoothPenalty, point);
        if (!here.isFinite()) {
            return Double.NaN;
        }
        DenseVector direction = start(here);
        double curvature = 0;
        for (int round = 0; round < ROUNDS && direction.norm() > 0; round++) {
            DenseVector unit = direction.times(1 / direction.norm());
            double stretch = STRETCH * (1 + point.norm());
            DenseVector ahead = gradient(data, smoothPenalty, point.plus(stretch, unit));
            direction = ahead.plus(-1, here).times(1 / stretch);
            curvature = direction.norm();
        }
        return curvature;
    }

    /**
     * The gradient itself leans to large curvatures; entries from 1 to 2 keep it off a subspace that it may be confined to,
     * and as no two are equal, they do so too where features are each other's opposites. They are half as long as the
     * gradient's part, so that the two cannot cancel.
     */
    private static DenseVector start(DenseVector gradient) {
        double[] entries = new double[gradient.size()];
        Arrays.setAll(entries, i -> 1 + i * GOLDEN - Math.floor(i * GOLDEN));
        DenseVector unequal = DenseVector.wrap(entries);
        DenseVector half = unequal.times(0.5 / unequal.norm());
        double length = gradient.norm();
        return length > 0 ? half.plus(1 / length, gradient) : half;
    }

    private static DenseVector gradient(
            GradientSource data, BinaryOperator<DenseVector> smoothPenalty, DenseVector point) {
        GradientSum sum = data.sum(new SumRequest(data.allRows(), List.of(point)));
        return smoothPenalty.apply(sum.gradients().get(0).times(1 / data.totalWeight()), point);
    }
}
