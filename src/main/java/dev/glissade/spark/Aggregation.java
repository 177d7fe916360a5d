package dev.glissade.spark;

import dev.glissade.gradient.PartialAnswer;
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

    private static final ClassTag<PartialAnswer[]> SUMS = ClassTag$.MODULE$.apply(PartialAnswer[].class);

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
        return merged(partitions, depth - 1);
    }

    /** How many places are left after so many rounds; how the work is spread cannot change a bit of the sum. */
    private int merged(int partitions, int rounds) {
        double fan = Math.pow(partitions, 1.0 / depth);
        return Math.max(1, (int) Math.ceil(partitions / Math.pow(fan, rounds)));
    }

    /** Merges the sums of all partitions into {@code totals}. */
    void sum(RDD<SliceGroup> groups, PartitionTask task, PartialAnswer[] totals) {
        if (depth == 1) {
            runJob(groups, task, totals);
            return;
        }
        JavaRDD<SliceGroup> partitions = groups.toJavaRDD();
        int count = partitions.getNumPartitions();
        JavaPairRDD<Integer, PartialAnswer[]> level = partitions.mapPartitionsToPair(new Keyed(task));
        for (int round = 1; round < depth; round++) {
            level = level.reduceByKey(new Neighbours(count, merged(count, round)), new Merge());
        }
        runJob(level.values().rdd(), new OnlySums(), totals);
    }

    private <T> void runJob(
            RDD<T> rdd, AbstractFunction2<TaskContext, Iterator<T>, PartialAnswer[]> task, PartialAnswer[] totals) {
        Range partitions = new Range.Exclusive(0, rdd.getNumPartitions(), 1);
        context.runJob(rdd, task, partitions, new MergeInto(totals), SUMS);
    }

    private static void merge(PartialAnswer[] into, PartialAnswer[] from) {
        for (int i = 0; i < into.length; i++) {
            into[i].merge(from[i]);
        }
    }

    /** Called by the scheduler, one result at a time. */
    private static final class MergeInto extends AbstractFunction2<Object, PartialAnswer[], BoxedUnit> {
        private final PartialAnswer[] totals;

        private MergeInto(PartialAnswer[] totals) {
            this.totals = totals;
        }

        @Override
        public BoxedUnit apply(Object partition, PartialAnswer[] sums) {
            merge(totals, sums);
            return BoxedUnit.UNIT;
        }
    }

    /** A partition's sums under its number. */
    private static final class Keyed
            implements PairFlatMapFunction<java.util.Iterator<SliceGroup>, Integer, PartialAnswer[]> {
        private static final long serialVersionUID = 1L;

        private final PartitionTask task;

        private Keyed(PartitionTask task) {
            this.task = task;
        }

        @Override
        public java.util.Iterator<Tuple2<Integer, PartialAnswer[]>> call(java.util.Iterator<SliceGroup> groups) {
            TaskContext context = TaskContext.get();
            PartialAnswer[] sums = task.apply(context, CollectionConverters.asScala(groups));
            return List.of(new Tuple2<>(context.partitionId(), sums)).iterator();
        }
    }

    private static final class Merge implements Function2<PartialAnswer[], PartialAnswer[], PartialAnswer[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public PartialAnswer[] call(PartialAnswer[] left, PartialAnswer[] right) {
            merge(left, right);
            return left;
        }
    }

    /** All sums of a partition in one. */
    private static final class OnlySums
            extends AbstractFunction2<TaskContext, Iterator<PartialAnswer[]>, PartialAnswer[]> implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public PartialAnswer[] apply(TaskContext context, Iterator<PartialAnswer[]> sums) {
            PartialAnswer[] all = sums.next();
            while (sums.hasNext()) {
                merge(all, sums.next());
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
