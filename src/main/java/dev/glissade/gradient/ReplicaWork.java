package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import java.io.Serializable;
import java.util.List;

/** What a replica does with its own rows: a pure function of these and its number. */
public interface ReplicaWork extends Serializable {

    /**
     * Where a replica's work led.
     *
     * @param vectors to be averaged over the replicas by the weight of their rows
     * @param report numbers to be told of each replica, as many of each
     */
    record Outcome(List<DenseVector> vectors, DenseVector report) {}

    /**
     * Does the work.
     *
     * @param rows the replica's, in memory
     * @param replica from 0
     */
    Outcome run(GradientSource rows, int replica);

    /** How many numbers it carries. */
    long numbersShipped();

    /** How many numbers the vectors of an outcome have. */
    long numbersReturned();
}
