package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;
import java.io.Serializable;
import java.util.List;

/**
 * What an optimizer remembers.
 *
 * @param updates how many steps it has taken
 * @param vectors vectors of the weights' size; which ones, the optimizer's Javadoc says
 */
public record OptimizerState(long updates, List<DenseVector> vectors) implements Serializable {

    public OptimizerState {
        vectors = List.copyOf(vectors);
    }
}
