package dev.glissade.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Up to which batch size larger batches take as many times fewer steps, read off neighbouring batch sizes and no curve.
 *
 * @param gains from each batch size to the next larger one, in ascending order
 * @param upTo the largest batch size that perfect gains lead up to without a break from the smallest usable one
 */
public record PerfectScaling(List<BatchGain> gains, long upTo) {

    public PerfectScaling {
        gains = List.copyOf(gains);
    }

    /**
     * Of the steps at one rule's learning rates. Batch sizes below the first that met the target are left out.
     *
     * @return empty where none met it
     */
    public static Optional<PerfectScaling> of(List<StepsToTarget> batches) {
        List<StepsToTarget> ascending = batches.stream()
                .sorted(Comparator.comparingLong(StepsToTarget::batchSize))
                .dropWhile(batch -> !batch.isUsable())
                .toList();
        if (ascending.isEmpty()) {
            return Optional.empty();
        }
        List<BatchGain> gains = new ArrayList<>();
        long upTo = ascending.get(0).batchSize();
        for (int i = 1; i < ascending.size() && ascending.get(i - 1).isUsable(); i++) {
            BatchGain gain = BatchGain.between(ascending.get(i - 1), ascending.get(i));
            gains.add(gain);
            if (gain.isPerfect() && upTo == gain.batchSize()) {
                upTo = gain.largerBatchSize();
            }
        }
        return Optional.of(new PerfectScaling(gains, upTo));
    }
}
