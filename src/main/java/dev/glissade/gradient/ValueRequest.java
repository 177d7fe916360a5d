package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.sampling.Batch;

/**
 * Asks for the loss and the metrics of a batch at a point, without the gradient; answered by a {@link ValueSum}.
 *
 * @param batch the rows
 * @param point parameters
 */
public record ValueRequest(Batch batch, DenseVector point) implements BatchRequest {

    @Override
    public long numbersShipped() {
        return point.size();
    }

    /** A few sums for the metrics. */
    @Override
    public long numbersReturned() {
        return 0;
    }
}
