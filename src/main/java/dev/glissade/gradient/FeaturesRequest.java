package dev.glissade.gradient;

import dev.glissade.sampling.Batch;

/**
 * Asks which features a batch's rows have, of a table of sparse rows: all that a sum over it needs of the parameters; answered
 * by {@link FeaturesOfRows}.
 *
 * @param batch the rows
 */
public record FeaturesRequest(Batch batch) implements BatchRequest {

    @Override
    public long numbersShipped() {
        return 0;
    }

    /** About: a byte each travels, and a row has some. */
    @Override
    public long numbersReturned() {
        return batch.size();
    }
}
