package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.sampling.Batch;
import java.util.List;

/**
 * Asks for the summed loss and gradient of the same rows at one or more points; answered by a {@link GradientSum}.
 *
 * @param batch the rows
 * @param points parameters, at least one vector
 * @param ahead batches that will be asked for next, as far as can be told: a source may look at them on the way
 * @param scatter whether {@link GradientSum#sliceSquares} are asked for too
 */
public record SumRequest(Batch batch, List<DenseVector> points, List<Batch> ahead, boolean scatter)
        implements BatchRequest {

    public SumRequest {
        points = List.copyOf(points);
        ahead = List.copyOf(ahead);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a sum needs at least one point");
        }
    }

    /** With nothing known of what comes next, and without scatter. */
    public SumRequest(Batch batch, List<DenseVector> points) {
        this(batch, points, List.of(), false);
    }

    /** The same with the scatter of the slices' sums, which the noise is estimated from. */
    public SumRequest withScatter() {
        return new SumRequest(batch, points, ahead, true);
    }

    /** The same with nothing known of what comes next. */
    public SumRequest alone() {
        return new SumRequest(batch, points, List.of(), scatter);
    }

    @Override
    public long numbersShipped() {
        return points.stream().mapToLong(DenseVector::size).sum();
    }

    @Override
    public long numbersReturned() {
        return numbersShipped();
    }
}
