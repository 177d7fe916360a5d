package dev.glissade.spark;

import dev.glissade.gradient.SliceGroup;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.rdd.RDD;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.immutable.Range;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Runs a task on every partition and brings the sums together.
 *
 * <p>At depth 1 the driver merges them as they arrive: one job without a shuffle. At depth d > 1 they first pass d − 1
 * rounds of merging on the executors, in which neighbouring partitions meet, so that sibling nodes collapse; Spark's own
 * {@code treeAggregate} brings partitions together by their number modulo n, which never joins siblings. The bits are
 * the same at any depth.
 */
final class Aggregation {

    private static final ClassTag<PartitionSums> SUMS = ClassTag$.MODULE$.apply(PartitionSums.class);

    private final SparkContext context;
    private final int depth;

    /** @param depth 1 or more */
    Aggregation(SparkContext context, int depth) {
        this.context = context;
        this.depth = depth;
    }

    /**
     * Depth 1 while all partitions' sums together are below 64 MiB or few, else 2, or 3 beyond 256 partitions: a driver
     * that receives and merges more than that becomes the slowest part of a step.
     *
     * @param partitions how many partitions send their sums
     * @param bytesEach size of the sums that one of them sends
     */
    static int depthFor(int partitions, long bytesEach) {
        if (partitions <= 4 || partitions * bytesEach <= (64L << 20)) {
            return 1;
        }
        return partitions <= 256 ? 2 : 3;
    }

    /** How many tasks send sums to the driver, where so many partitions have some. */
    int senders(int partitions) {
        return holders(partitions, depth, depth - 1);
    }

    /** How many places are left after so many rounds; how the work is spread cannot change a bit of the sum. */
    static int holders(int partitions, int depth, int rounds) {
        double fan = Math.pow(partitions, 1.0 / depth);
        return Math.max(1, (int) Math.ceil(partitions / Math.pow(fan, rounds)));
    }

    /** How many stages a job has. */
    int stages() {
        return depth;
    }

    /**
     * Merges the sums of all partitions into {@code totals}.
     *
     * @param watch takes the time of merging
     */
    void sum(RDD<SliceGroup> groups, PartitionTask task, PartitionSums totals, JobWatch watch) {
        MergeInto merging = new MergeInto(totals, watch);
        if (depth == 1) {
            runJob(groups, task, merging);
            return;
        }
        JavaRDD<SliceGroup> partitions = groups.toJavaRDD();
        int count = partitions.getNumPartitions();
        JavaPairRDD<Integer, PartitionSums> level = partitions.mapPartitionsToPair(new Keyed(task));
        for (int round = 1; round < depth; round++) {
            level = level.reduceByKey(new Neighbours(count, holders(count, depth, round)), new Merge());
        }
        runJob(level.values().rdd(), new OnlySums(), merging);
    }

    private <T> void runJob(
            RDD<T> rdd, AbstractFunction2<TaskContext, Iterator<T>, PartitionSums> task, MergeInto merging) {
        Range partitions = new Range.Exclusive(0, rdd.getNumPartitions(), 1);
        context.runJob(rdd, task, partitions, merging, SUMS);
    }

    /** Called by the scheduler, one result at a time. */
    private static final class MergeInto extends AbstractFunction2<Object, PartitionSums, BoxedUnit> {
        private final PartitionSums totals;
        private final JobWatch watch;

        private MergeInto(PartitionSums totals, JobWatch watch) {
            this.totals = totals;
            this.watch = watch;
        }

        @Override
        public BoxedUnit apply(Object partition, PartitionSums sums) {
            long start = System.nanoTime();
            totals.merge(sums);
            watch.merged(start);
            return BoxedUnit.UNIT;
        }
    }

    /** A partition's sums under its number. */
    private static final class Keyed
            implements PairFlatMapFunction<java.util.Iterator<SliceGroup>, Integer, PartitionSums> {
        private static final long serialVersionUID = 1L;

        private final PartitionTask task;

        private Keyed(PartitionTask task) {
            this.task = task;
        }

        @Override
        public java.util.Iterator<Tuple2<Integer, PartitionSums>> call(java.util.Iterator<SliceGroup> groups) {
            TaskContext context = TaskContext.get();
            PartitionSums sums = task.apply(context, CollectionConverters.asScala(groups));
            return List.of(new Tuple2<>(context.partitionId(), sums)).iterator();
        }
    }

    private static final class Merge implements Function2<PartitionSums, PartitionSums, PartitionSums> {
        private static final long serialVersionUID = 1L;

        @Override
        public PartitionSums call(PartitionSums left, PartitionSums right) {
            return left.mergeTimed(right);
        }
    }

    /** All sums of a partition in one. */
    private static final class OnlySums extends AbstractFunction2<TaskContext, Iterator<PartitionSums>, PartitionSums>
            implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public PartitionSums apply(TaskContext context, Iterator<PartitionSums> sums) {
            PartitionSums all = sums.next();
            while (sums.hasNext()) {
                all.mergeTimed(sums.next());
            }
            return all;
        }
    }

    /** Sends runs of neighbouring partitions to the same place. */
    private static final class Neighbours extends Partitioner {
        private static final long serialVersionUID = 1L;

        private final int partitions;
        private final int places;

        private Neighbours(int partitions, int places) {
            this.partitions = partitions;
            this.places = places;
        }

        @Override
        public int numPartitions() {
            return places;
        }

        @Override
        public int getPartition(Object partition) {
            return (int) ((long) (Integer) partition * places / partitions);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Neighbours same && same.partitions == partitions && same.places == places;
        }

        @Override
        public int hashCode() {
            return 31 * partitions + places;
        }
    }
}
