package dev.glissade.gradient;

import dev.glissade.sampling.Batch;

/**
 * Asks for the largest cᵢ(‖xᵢ‖² + constant²) of a batch's rows; answered by a {@link LargestNorm}.
 *
 * @param batch the rows
 * @param constant value of the feature whose weight is an intercept; 0 without one
 */
public record NormRequest(Batch batch, double constant) implements BatchRequest {

    @Override
    public long numbersShipped() {
        return 0;
    }

    @Override
    public long numbersReturned() {
        return 0;
    }
}
