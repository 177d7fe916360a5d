package dev.glissade.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Up to which batch size larger batches take as many times fewer steps, read off neighbouring batch sizes and no curve.
 *
 * <p>The estimate ends at the first gain that is below its bar, and seeds that scatter let one fall below by chance: the more doublings, the sooner.
 * How far it may be off is said by the batch sizes up to which every gain's interval is above its bar, and up to which none is below.
 *
 * @param gains from each batch size to the next larger one, in ascending order
 * @param upTo the largest batch size that perfect gains lead up to without a break from the smallest usable one
 * @param atLeast the same with gains that are certain
 * @param atMost the same with gains that are possible; empty where they lead up to the largest batch size, so that nothing is seen of an end
 */
public record PerfectScaling(List<BatchGain> gains, long upTo, long atLeast, OptionalLong atMost) {

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
        for (int i = 1; i < ascending.size() && ascending.get(i - 1).isUsable(); i++) {
            gains.add(BatchGain.between(ascending.get(i - 1), ascending.get(i)));
        }
        long smallest = ascending.get(0).batchSize();
        long possible = end(smallest, gains, BatchGain::isPossible);
        boolean isEndSeen = gains.stream().anyMatch(gain -> gain.batchSize() == possible);
        return Optional.of(new PerfectScaling(
                gains,
                end(smallest, gains, BatchGain::isPerfect),
                end(smallest, gains, BatchGain::isCertain),
                isEndSeen ? OptionalLong.of(possible) : OptionalLong.empty()));
    }

    /** The batch size at which gains cease to be such. */
    private static long end(long smallest, List<BatchGain> gains, Predicate<BatchGain> such) {
        return gains.stream()
                .takeWhile(such)
                .mapToLong(BatchGain::largerBatchSize)
                .max()
                .orElse(smallest);
    }
}
