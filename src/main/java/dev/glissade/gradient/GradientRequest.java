package dev.glissade.gradient;

import dev.glissade.sampling.Batch;
import java.io.Serializable;

/**
 * Something to be summed over a batch of rows. A {@link GradientSource} answers a list of requests in one pass over
 * its data.
 */
public sealed interface GradientRequest extends Serializable permits SumRequest, ValueRequest {

    /** The rows. */
    Batch batch();
}
