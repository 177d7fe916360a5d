package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.sampling.Batch;
import java.util.List;

/**
 * Asks for the summed loss and gradient of the same rows at one or more points; answered by a {@link GradientSum}.
 *
 * @param batch the rows
 * @param points parameters, at least one vector
 */
public record SumRequest(Batch batch, List<DenseVector> points) implements BatchRequest {

    public SumRequest {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a sum needs at least one point");
        }
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
