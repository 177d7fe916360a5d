package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import java.util.List;

/**
 * An {@link EstimatorState} in plain numbers, as it is saved and read again; what each means, only the state knows.
 *
 * @param kind of the state
 * @param counts whole numbers
 * @param numbers others
 * @param vectors not to be changed
 * @param parts states within
 */
public record Written(
        String kind, List<Long> counts, List<Double> numbers, List<DenseVector> vectors, List<Written> parts) {

    public Written {
        counts = List.copyOf(counts);
        numbers = List.copyOf(numbers);
        vectors = List.copyOf(vectors);
        parts = List.copyOf(parts);
    }
}
