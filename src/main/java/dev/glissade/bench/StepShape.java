package dev.glissade.bench;

import dev.glissade.spark.EngineRules;

/**
 * All that the time of a step is taken to follow from: what it has to do, and over what it is spread.
 *
 * @param work what is to be done
 * @param layout where
 */
public record StepShape(Work work, Layout layout) {

    /** What Spark sends in one piece of a broadcast ({@code spark.broadcast.blockSize}). */
    private static final long PIECE = 4L << 20;

    /** A larger result is announced, then fetched ({@code spark.task.maxDirectResultSize}). */
    private static final long DIRECT_RESULT = 1L << 20;

    /**
     * What a step has to do.
     *
     * @param rows B, that it takes
     * @param sampled whether these are drawn from more rows, else they are all there are
     * @param entries z, that a row stores: all features where it is dense
     * @param sparse whether rows are
     * @param parameters d
     */
    public record Work(long rows, boolean sampled, int entries, boolean sparse, int parameters) {

        /** All of so many dense rows, without intercept. */
        static Work allDense(long rows, int features) {
            return new Work(rows, false, features, false, features);
        }

        /** All of so many sparse rows, without intercept. */
        static Work allSparse(long rows, int entries, int features) {
            return new Work(rows, false, entries, true, features);
        }

        /** So many of the rows. */
        Work drawing(long few) {
            return new Work(few, true, entries, sparse, parameters);
        }
    }

    /**
     * Over what a step is spread.
     *
     * @param executors E, of one core each
     * @param partitions P, of even size
     * @param slices S, of even size, as many or more
     */
    public record Layout(int executors, int partitions, int slices) {

        public Layout {
            if (executors < 1 || partitions < 1 || slices < partitions) {
                throw new IllegalArgumentException(
                        "executors = %d, partitions = %d, slices = %d: none below 1, slices no fewer"
                                .formatted(executors, partitions, slices));
            }
        }

        /** A partition a core, and slices for all of them. */
        static Layout onePartitionEach(int executors, int slices) {
            int enough = executors == 1 ? 1 : Integer.highestOneBit(executors - 1) << 1;
            return new Layout(executors, executors, Math.max(slices, enough));
        }

        /** Tasks that the busiest core works on, one after the other. */
        int waves(int tasks) {
            return ceilDiv(tasks, executors);
        }
    }

    /** 8d. */
    long parameterBytes() {
        return (long) Double.BYTES * work.parameters;
    }

    /** Whether the parameters have a broadcast of their own. */
    boolean broadcasts() {
        return !EngineRules.carries(parameterBytes());
    }

    /** Stages of the job. */
    int depth() {
        return EngineRules.depth(layout.partitions, parameterBytes());
    }

    /** Of all stages. */
    int tasks() {
        int tasks = 0;
        for (int round = 0; round < depth(); round++) {
            tasks += holders(round);
        }
        return tasks;
    }

    private int holders(int rounds) {
        return EngineRules.holders(layout.partitions, depth(), rounds);
    }

    /** Rows of the core that has most. */
    double busiestRows() {
        return (double) work.rows * layout.waves(layout.partitions) / layout.partitions;
    }

    /** Slices of that core from which rows are taken: each makes a sum of d numbers. */
    double busiestSlices() {
        double ofPartition =
                Math.min(ceilDiv(layout.slices, layout.partitions), Math.ceil((double) work.rows / layout.partitions));
        return layout.waves(layout.partitions) * ofPartition;
    }

    /**
     * Bytes of parameters that leave the driver. Every executor asks it for a first piece, as they all ask at once; of the
     * pieces after that they help each other out, so that the driver sends 1 + log₂ as many.
     */
    double shippedBytes() {
        int reached = Math.min(layout.executors, layout.partitions);
        long first = Math.min(parameterBytes(), PIECE);
        double doublings = Math.log(reached) / Math.log(2);
        return (double) reached * first + (1 + doublings) * (parameterBytes() - first);
    }

    /** Bytes of sums that reach the driver. */
    double returnedBytes() {
        return (double) parameterBytes() * holders(depth() - 1);
    }

    /** Bytes of sums that the busiest core takes in to merge them, in all rounds of merging on the executors. */
    double mergedBytes() {
        double sums = 0;
        for (int round = 1; round < depth(); round++) {
            int places = holders(round);
            sums += (double) layout.waves(places) * ceilDiv(holders(round - 1), places);
        }
        return sums * parameterBytes();
    }

    /**
     * Messages there and back that wait for each other. Each stage: its function is asked for and fetched, a task goes out and
     * its result comes back; a broadcast of parameters is asked for and fetched; so is what a later stage merges; a large
     * result is announced, then fetched.
     */
    int roundTrips() {
        int announced = parameterBytes() > DIRECT_RESULT ? 1 : 0;
        return 3 * depth() + 2 * (depth() - 1) + (broadcasts() ? 2 : 0) + announced;
    }

    private static int ceilDiv(int above, int below) {
        return (above + below - 1) / below;
    }
}
