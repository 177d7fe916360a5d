package dev.glissade.gradient;

import java.util.Collections;
import java.util.List;

/**
 * What is remembered between two rounds of local steps.
 *
 * @param shared by all replicas
 * @param rowsDrawn by each replica so far: where its stream of samples stands
 */
public record ReplicaStates(EstimatorState shared, List<Long> rowsDrawn) implements EstimatorState {

    static final String KIND = "replicas";

    public ReplicaStates {
        rowsDrawn = List.copyOf(rowsDrawn);
    }

    /** Before the first round. */
    public static ReplicaStates first(int replicas) {
        return new ReplicaStates(EstimatorState.NOTHING, Collections.nCopies(replicas, 0L));
    }

    /** With another shared state. */
    public ReplicaStates sharing(EstimatorState other) {
        return new ReplicaStates(other, rowsDrawn);
    }

    @Override
    public Written written() {
        return new Written(KIND, rowsDrawn, List.of(), List.of(), List.of(shared.written()));
    }

    static ReplicaStates of(Written written) {
        return new ReplicaStates(EstimatorState.of(written.parts().get(0)), written.counts());
    }
}
