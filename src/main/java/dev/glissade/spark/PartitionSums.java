package dev.glissade.spark;

import dev.glissade.gradient.PartialAnswer;
import dev.glissade.gradient.Phase;
import dev.glissade.gradient.PhaseTimes;
import java.io.Serializable;

/**
 * What tasks have summed, and beside that the time they took; no sum knows of it.
 *
 * <p>Not a record: Kryo cannot read those.
 */
final class PartitionSums implements Serializable {

    private static final long serialVersionUID = 1L;

    private final PartialAnswer[] sums;
    private PhaseTimes times;
    /** Nanoseconds of the task that took longest. */
    private long longest;

    private PartitionSums(PartialAnswer[] sums, PhaseTimes times, long longest) {
        this.sums = sums;
        this.times = times;
        this.longest = longest;
    }

    /** Of one task. */
    static PartitionSums of(PartialAnswer[] sums, PhaseTimes times) {
        return new PartitionSums(sums, times, times.total());
    }

    /** One for each request. */
    PartialAnswer[] sums() {
        return sums;
    }

    /** Of all tasks together. */
    PhaseTimes times() {
        return times;
    }

    long longest() {
        return longest;
    }

    /** Adds what other tasks have summed; the other must not be used afterwards. */
    void merge(PartitionSums other) {
        for (int i = 0; i < sums.length; i++) {
            sums[i].merge(other.sums[i]);
        }
        times = times.plus(other.times);
        longest = Math.max(longest, other.longest);
    }

    /** The same on an executor, where it is work like any other. */
    PartitionSums mergeTimed(PartitionSums other) {
        long start = System.nanoTime();
        merge(other);
        times = times.plus(PhaseTimes.of(Phase.AGGREGATE, System.nanoTime() - start));
        return this;
    }
}
