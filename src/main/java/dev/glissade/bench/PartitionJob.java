package dev.glissade.bench;

import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.SliceGroup;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.immutable.Range;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** The cheapest job that Spark has: a named function a partition, its result thrown away. The limit of what a step can cost. */
final class PartitionJob {

    private static final ClassTag<Object> ANY = ClassTag$.MODULE$.Any();

    private static final int WARMUP = 200;
    private static final int JOBS = 50;

    private final RDD<SliceGroup> rdd;
    private final Task task;
    private final Range partitions;

    /** What is done with the rows of a partition. */
    abstract static class Task extends AbstractFunction2<TaskContext, Iterator<SliceGroup>, Object>
            implements Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public abstract Object apply(TaskContext context, Iterator<SliceGroup> groups);
    }

    PartitionJob(SlicedTable table, Task task) {
        this.rdd = table.groups().rdd();
        this.task = task;
        this.partitions = new Range.Exclusive(0, table.partitions(), 1);
    }

    /** Seconds of a job over a table that does nothing: the median of some, behind some that do not count. */
    static double emptyJob(SlicedTable table) {
        PartitionJob job = new PartitionJob(table, new Nothing());
        List<Double> seconds = new ArrayList<>();
        for (int i = -WARMUP; i < JOBS; i++) {
            double took = Timing.seconds(job::run);
            if (i >= 0) {
                seconds.add(took);
            }
        }
        return Spread.of(seconds).median();
    }

    void run() {
        rdd.context().runJob(rdd, task, partitions, new Ignore(), ANY);
    }

    private static final class Ignore extends AbstractFunction2<Object, Object, BoxedUnit> {
        @Override
        public BoxedUnit apply(Object partition, Object result) {
            return BoxedUnit.UNIT;
        }
    }

    /** Does not so much as look at the rows. */
    static final class Nothing extends Task {

        private static final long serialVersionUID = 1L;

        @Override
        public Object apply(TaskContext context, Iterator<SliceGroup> groups) {
            return BoxedUnit.UNIT;
        }
    }
}
