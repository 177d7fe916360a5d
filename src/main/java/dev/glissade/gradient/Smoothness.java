package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.Kernels;
import dev.glissade.linalg.Tridiagonal;
import dev.glissade.sampling.CounterHash;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The largest curvature L of a function at a point, by Lanczos' method (1950) on differences of its gradient: the Hessian's
 * product with a direction v is (∇F(w + hv) − ∇F(w))/h. Of the directions that come of a start by these products the
 * method has the largest curvature along any, and needs but the last two of them.
 *
 * <p>Descent at a constant rate is stable below 2/L. The estimate approaches L from below, where F is twice
 * differentiable: on average over starts it is short by (ln(n·k²)/k)²/10 of it at most after k products, of n parameters
 * (Kuczyński and Woźniakowski 1992), and by much less where some curvatures stand out. For a loss with kinks it says little.
 */
public final class Smoothness {

    private static final int MOST = 30;

    /** A product that adds no more than this share is calm, ... */
    private static final double LITTLE = 0.005;

    /** ... and so many in a row end it: a curvature that the start hardly leans to shows only after some. */
    private static final int CALM = 3;

    /** Shares of L below this are rounding. */
    private static final double ROUNDING = 1e-9;

    /** About the cube root of the precision: the balance of rounding and third derivatives. */
    private static final double STRETCH = 1e-5;

    /** Of the point's length, so that a step keeps some digits beside it. */
    private static final double SHORTEST = 1e-10;

    /** A change of margins beyond which third derivatives tell. */
    private static final double FAR = 1e-3;

    private static final long SEED = 1;

    private Smoothness() {}

    /**
     * L of the mean loss with a smooth penalty at a point; takes one full gradient and a few more, thirty at most, and one
     * each time that the step is shortened.
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
        return largest(new Products(data, smoothPenalty, point, here)::with, start(here));
    }

    /** Of the Hessian at a point. */
    private static final class Products {

        private final GradientSource data;
        private final BinaryOperator<DenseVector> smoothPenalty;
        private final DenseVector point;
        private final DenseVector here;
        private double stretch;

        Products(
                GradientSource data,
                BinaryOperator<DenseVector> smoothPenalty,
                DenseVector point,
                DenseVector gradientThere) {
            this.data = data;
            this.smoothPenalty = smoothPenalty;
            this.point = point;
            this.here = gradientThere;
            this.stretch = STRETCH * (1 + point.norm());
        }

        /** Margins are to change by little, whatever the features' scale: by about h·√(‖image‖), where ∂²ℓ/∂m² is about 1. */
        DenseVector with(DenseVector direction) {
            DenseVector image = difference(direction);
            double scale = Math.sqrt(image.norm());
            double shorter = shorter(scale);
            while (stretch * scale > FAR && shorter < stretch) {
                stretch = shorter;
                image = difference(direction);
                scale = Math.sqrt(image.norm());
                shorter = shorter(scale);
            }
            return image;
        }

        /** But not so short that the point would not move. */
        private double shorter(double scale) {
            return Math.max(STRETCH / scale, SHORTEST * point.norm());
        }

        private DenseVector difference(DenseVector direction) {
            return gradient(data, smoothPenalty, point.plus(stretch, direction))
                    .plus(-1, here)
                    .times(1 / stretch);
        }
    }

    /** Of the symmetric matrix that a unit vector is multiplied by. */
    private static double largest(UnaryOperator<DenseVector> product, DenseVector start) {
        Tridiagonal projected = new Tridiagonal();
        DenseVector before = DenseVector.zeros(start.size());
        DenseVector unit = start.times(1 / start.norm());
        double coupling = 0;
        double largest = 0;
        int calm = 0;
        for (int round = 0; round < MOST && calm < CALM; round++) {
            DenseVector image = product.apply(unit);
            double along = Kernels.dot(image.values(), 0, unit.values(), 0, unit.size());
            projected.add(coupling, along);
            double last = largest;
            largest = projected.largestEigenvalue();
            DenseVector rest = image.plus(-along, unit).plus(-coupling, before);
            coupling = rest.norm();
            calm = round > 0 && largest - last <= LITTLE * largest ? calm + 1 : 0;
            if (!(coupling > ROUNDING * Math.abs(largest))) {
                break;
            }
            before = unit;
            unit = rest.times(1 / coupling);
        }
        return largest;
    }

    /**
     * The gradient itself, where it is not 0, leans to large curvatures; random entries keep it off a subspace that it may be
     * confined to, and lean to all directions alike. They are half as long as the gradient's part, so that the two cannot
     * cancel.
     */
    private static DenseVector start(DenseVector gradient) {
        double[] entries = new double[gradient.size()];
        Arrays.setAll(entries, i -> 2 * CounterHash.uniform(CounterHash.hash(SEED, i)) - 1);
        DenseVector spread = DenseVector.wrap(entries);
        DenseVector half = spread.times(0.5 / spread.norm());
        double length = gradient.norm();
        return length > 0 ? half.plus(1 / length, gradient) : half;
    }

    private static DenseVector gradient(
            GradientSource data, BinaryOperator<DenseVector> smoothPenalty, DenseVector point) {
        GradientSum sum = data.sum(new SumRequest(data.allRows(), List.of(point)));
        return smoothPenalty.apply(sum.gradients().get(0).times(1 / data.totalWeight()), point);
    }
}
