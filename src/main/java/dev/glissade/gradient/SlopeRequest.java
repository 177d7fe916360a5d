package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.sampling.Batch;
import java.util.List;

/**
 * Asks for the slopes ∂ℓ/∂m of a batch's rows at a point, and for how far the batch's gradient is from that of the slopes
 * known before; for a {@link dev.glissade.model.MarginModel}. Answered by a {@link SlopeSum}.
 *
 * @param batch the rows
 * @param point parameters
 * @param known for each slice of the table the slopes known of its rows drawn, row by row in the order of the selection,
 *     output by output; no slice at all where none are known, which counts as zeros
 */
public record SlopeRequest(Batch batch, DenseVector point, List<DenseVector> known) implements BatchRequest {

    public SlopeRequest {
        known = List.copyOf(known);
    }

    @Override
    public long numbersShipped() {
        return point.size() + known.stream().mapToLong(DenseVector::size).sum();
    }

    /** Slopes are listed, not added up: merging them on the way would not make them fewer. */
    @Override
    public long numbersReturned() {
        return 2L * point.size();
    }
}
