package dev.glissade.bench;

import java.util.Arrays;
import java.util.List;

/**
 * Where some numbers lie.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param least of them
 * @param greatest of them
 */
public record Spread(double median, double least, double greatest) {

    /** @throws IllegalArgumentException if there is no number */
    public static Spread of(List<Double> numbers) {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("no numbers, no spread");
        }
        double[] sorted =
                numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Of the quotients of two rows of numbers, pair by pair. */
    static Spread ofRatios(List<Double> above, List<Double> below) {
        if (above.size() != below.size()) {
            throw new IllegalArgumentException("%d figures beside %d".formatted(above.size(), below.size()));
        }
        Double[] ratios = new Double[above.size()];
        Arrays.setAll(ratios, round -> above.get(round) / below.get(round));
        return of(List.of(ratios));
    }
}
