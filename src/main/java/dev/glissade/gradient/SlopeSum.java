package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import java.util.OptionalDouble;

/**
 * Slopes of a batch, and how the batch's gradient differs from that of the slopes known before.
 *
 * @param rows rows drawn, repetitions counted
 * @param weight Σ cᵢ of the rows drawn
 * @param loss Σ cᵢ ℓᵢ
 * @param difference Σ cᵢ (sᵢ − knownᵢ) ⊗ (xᵢ, a), a row as often as it was drawn
 * @param change the same, each row once
 * @param slopes the new ones: slice by slice, row by row in the order of the selection, output by output
 */
public record SlopeSum(
        long rows, double weight, double loss, DenseVector difference, DenseVector change, DenseVector slopes)
        implements GradientAnswer {

    /** Weighted mean loss; empty if the rows weigh nothing. */
    OptionalDouble meanLoss() {
        return weight > 0 ? OptionalDouble.of(loss / weight) : OptionalDouble.empty();
    }
}
