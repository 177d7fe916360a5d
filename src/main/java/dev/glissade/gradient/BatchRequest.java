package dev.glissade.gradient;

import dev.glissade.sampling.Batch;

/** Something to be summed over a batch of rows. */
public sealed interface BatchRequest extends GradientRequest
        permits SumRequest, ValueRequest, SlopeRequest, NormRequest {

    /** The rows. */
    Batch batch();
}
