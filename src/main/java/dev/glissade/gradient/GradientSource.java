package dev.glissade.gradient;

import dev.glissade.model.Model;
import dev.glissade.sampling.AllRows;
import dev.glissade.sampling.SliceTree;
import java.util.List;

/**
 * The port between the mathematics and wherever the rows are: in memory, or on a Spark cluster.
 *
 * <p>Answers are functions of the requests and the table alone: every implementation gives the same bits.
 */
public interface GradientSource extends AutoCloseable {

    /** The family of models whose loss is summed. */
    Model model();

    /** Sizes of the table's slices. */
    SliceTree slices();

    /** N, rows of the table, above 0. */
    default long rows() {
        return slices().rows();
    }

    /** Σ cᵢ over all rows, above 0. */
    double totalWeight();

    /**
     * Answers all requests in one pass over the data.
     *
     * @return an answer for each request, in their order
     */
    List<GradientAnswer> answer(List<GradientRequest> requests);

    /** Answers one request for sums. */
    default GradientSum sum(SumRequest request) {
        return (GradientSum) answer(List.of(request)).get(0);
    }

    /** Answers one request for values. */
    default ValueSum value(ValueRequest request) {
        return (ValueSum) answer(List.of(request)).get(0);
    }

    /** Answers one request for slopes. */
    default SlopeSum slopes(SlopeRequest request) {
        return (SlopeSum) answer(List.of(request)).get(0);
    }

    /** Answers one request for squared norms of gradients. */
    default SquaresSum squares(SquaresRequest request) {
        return (SquaresSum) answer(List.of(request)).get(0);
    }

    /** Answers one request for work of replicas. */
    default LocalMean local(LocalRequest request) {
        return (LocalMean) answer(List.of(request)).get(0);
    }

    /** Time that answers have taken so far. They are the same whatever it is. */
    default PhaseTimes spent() {
        return PhaseTimes.NONE;
    }

    /** The batch of all rows. */
    default AllRows allRows() {
        return new AllRows(rows());
    }

    /** Lets go of whatever the source itself holds; not of the table it was given. */
    @Override
    default void close() {}
}
