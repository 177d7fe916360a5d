package dev.glissade.gradient;

/**
 * Asks for work that each replica does on its own slices, and for the mean of where it leads; answered by a {@link
 * LocalMean}.
 *
 * <p>Replica r of R has the slices from r·S/R to (r + 1)·S/R − 1, a table of its own; one task works on all of it.
 *
 * @param replicas R, a power of two, at most the number of slices
 * @param totalWeight Σ cᵢ over all rows of the table
 * @param work what each does
 */
public record LocalRequest(int replicas, double totalWeight, ReplicaWork work) implements GradientRequest {

    public LocalRequest {
        if (replicas < 1 || Integer.bitCount(replicas) != 1) {
            throw new IllegalArgumentException("replicas = %d: must be a power of two".formatted(replicas));
        }
    }

    @Override
    public long numbersShipped() {
        return work.numbersShipped();
    }

    @Override
    public long numbersReturned() {
        return work.numbersReturned();
    }
}
