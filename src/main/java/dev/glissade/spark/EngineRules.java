package dev.glissade.spark;

/** What the engine chooses by size alone, for those who work out what a step will cost without taking it. */
public final class EngineRules {

    /** Below this, deserialising the parameters in every task costs less than the round trips of a broadcast. */
    private static final long CARRIED_BYTES = 256L << 10;

    private EngineRules() {}

    /** Whether parameters of so many bytes go inside the tasks' function; else they have a broadcast of their own. */
    public static boolean carries(long bytes) {
        return bytes <= CARRIED_BYTES;
    }

    /**
     * Stages of a job: all but the first merge sums on the executors.
     *
     * @param partitions how many send their sums
     * @param bytesEach size of the sums that one of them sends
     */
    public static int depth(int partitions, long bytesEach) {
        return Aggregation.depthFor(partitions, bytesEach);
    }

    /**
     * Tasks that hold sums when so many rounds of merging on the executors are through.
     *
     * @param partitions how many held sums at first
     * @param depth of the aggregation
     * @param rounds from 0 to depth − 1
     */
    public static int holders(int partitions, int depth, int rounds) {
        return Aggregation.holders(partitions, depth, rounds);
    }
}
