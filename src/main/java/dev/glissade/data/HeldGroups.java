package dev.glissade.data;

import dev.glissade.gradient.SliceGroup;
import org.apache.spark.Dependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.immutable.List$;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Groups of slices as another RDD has them, to be persisted in its place. Each task of each step brings its RDD with it, and
 * with that all that the RDD was computed from; of these groups a task brings the origin {@linkplain PackedOrigin packed}, and
 * unpacks it where a block was lost and nowhere else.
 */
final class HeldGroups extends RDD<SliceGroup> {

    private static final long serialVersionUID = 1L;
    private static final ClassTag<SliceGroup> TAG = ClassTag$.MODULE$.apply(SliceGroup.class);

    /** @param origin the groups */
    HeldGroups(RDD<SliceGroup> origin) {
        super(origin.context(), List$.MODULE$.<Dependency<?>>empty().$colon$colon(new PackedOrigin(origin)), TAG);
    }

    private PackedOrigin origin() {
        return (PackedOrigin) dependencies().head();
    }

    @Override
    public Partition[] getPartitions() {
        return origin().rdd().partitions();
    }

    @Override
    public Iterator<SliceGroup> compute(Partition split, TaskContext context) {
        return origin().rdd().iterator(split, context);
    }
}
