package dev.glissade.gradient;

import dev.glissade.sampling.Batch;

/** Something to be summed over a batch of rows. */
public sealed interface BatchRequest extends GradientRequest
        permits SumRequest, NarrowSumRequest, FeaturesRequest, ValueRequest, SlopeRequest, NormRequest, SquaresRequest {

    /** The rows. */
    Batch batch();
}
