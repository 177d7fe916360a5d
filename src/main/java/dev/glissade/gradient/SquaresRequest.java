package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.sampling.Batch;

/**
 * Asks for Σ gᵢ and Σ ‖gᵢ‖² of a batch's rows, gᵢ = cᵢ∇ℓᵢ, which say exactly how much the gradients of rows scatter; answered by a
 * {@link SquaresSum}.
 *
 * @param batch the rows
 * @param point parameters
 */
public record SquaresRequest(Batch batch, DenseVector point) implements BatchRequest {

    @Override
    public long numbersShipped() {
        return point.size();
    }

    @Override
    public long numbersReturned() {
        return point.size();
    }
}
