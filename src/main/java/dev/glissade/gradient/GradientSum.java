package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Loss and gradient of a batch, summed and not divided.
 *
 * @param rows rows drawn, repetitions counted
 * @param weight Σ cᵢ of the rows drawn
 * @param losses Σ cᵢ ℓᵢ at each point asked for
 * @param gradients Σ cᵢ ∇ℓᵢ at each point
 * @param slices k, how many slices drew a row
 * @param sliceSquares Σₛ ‖Sₛ‖²/nₛ at each point, over the slices that drew rows, with Sₛ the sum of a slice's weighted
 *     gradients and nₛ its rows: what the gradient's noise is estimated from; empty where the request was without scatter
 */
public record GradientSum(
        long rows,
        double weight,
        List<Double> losses,
        List<DenseVector> gradients,
        int slices,
        List<Double> sliceSquares)
        implements GradientAnswer {

    /** Weighted mean loss at the first point; empty if the rows weigh nothing. */
    OptionalDouble meanLoss() {
        return weight > 0 ? OptionalDouble.of(losses.get(0) / weight) : OptionalDouble.empty();
    }

    /** The sum over a batch that happened to draw no row. */
    static GradientSum ofNoRows(List<DenseVector> points) {
        List<Double> zeros = Collections.nCopies(points.size(), 0.0);
        List<DenseVector> gradients =
                points.stream().map(point -> DenseVector.zeros(point.size())).toList();
        return new GradientSum(0, 0, zeros, gradients, 0, zeros);
    }
}
