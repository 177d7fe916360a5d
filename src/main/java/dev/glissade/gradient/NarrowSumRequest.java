package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.IndexSet;
import dev.glissade.model.ParameterLayout;
import dev.glissade.sampling.Batch;
import java.util.List;

/**
 * A {@link SumRequest} with the parameters of its rows' features alone; answered by the same {@link GradientSum}, to the bit, if
 * it {@link #suits} the batch.
 *
 * @param batch rows of a sparse table
 * @param features all that these rows have
 * @param points the parameters of these features, and the intercepts, in the order of a model of so many features
 * @param scatter whether {@link GradientSum#sliceSquares} are asked for too
 */
public record NarrowSumRequest(Batch batch, IndexSet features, List<DenseVector> points, boolean scatter)
        implements BatchRequest {

    public NarrowSumRequest {
        points = List.copyOf(points);
    }

    /** What of a request's points its rows need, which have only these features. */
    public static NarrowSumRequest of(SumRequest request, IndexSet features, ParameterLayout layout) {
        int[] parameters = layout.parametersOf(features.indices());
        List<DenseVector> points = request.points().stream()
                .map(point -> DenseVector.wrap(point.at(parameters)))
                .toList();
        return new NarrowSumRequest(request.batch(), features, points, request.scatter());
    }

    /**
     * Whether sums over a batch are sparse up to that of the whole table, as they have to be.
     *
     * @param nonZeros that the batch's rows store: however they are grouped, a sum touches no more features
     * @param slices of the table
     * @param features of the table
     */
    public static boolean suits(long nonZeros, int slices, int features) {
        return GradientBuffer.SPARSE_BELOW_ONE_IN * (nonZeros + slices) < features;
    }

    /** The set of features travels too. */
    @Override
    public long numbersShipped() {
        return numbers() + features.bytes() / Double.BYTES;
    }

    /** Indices travel too. */
    @Override
    public long numbersReturned() {
        return numbers() * (Double.BYTES + Integer.BYTES) / Double.BYTES;
    }

    private long numbers() {
        return points.stream().mapToLong(DenseVector::size).sum();
    }
}
