package dev.glissade.data;

import dev.glissade.gradient.SliceGroup;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.NarrowDependency;
import org.apache.spark.SparkEnv;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.StorageLevel;
import scala.collection.immutable.List$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** The same partitions of an RDD that travels as bytes: as many objects fewer to be made anew in every task. */
final class PackedOrigin extends NarrowDependency<SliceGroup> {

    private static final long serialVersionUID = 1L;
    private static final ClassTag<RDD<SliceGroup>> TAG = ClassTag$.MODULE$.apply(RDD.class);

    /** Null where it was not asked for yet, which is on executors only. */
    private transient volatile RDD<SliceGroup> rdd;
    /** On the driver, how the RDD and those that it is computed from were persisted when it was packed. */
    private transient List<StorageLevel> levels;

    private byte[] packed;

    PackedOrigin(RDD<SliceGroup> rdd) {
        super(null);
        this.rdd = rdd;
    }

    @Override
    public RDD<SliceGroup> rdd() {
        if (rdd == null) {
            rdd = SparkEnv.get().closureSerializer().newInstance().deserialize(ByteBuffer.wrap(packed), TAG);
        }
        return rdd;
    }

    @Override
    public Seq<Object> getParents(int partition) {
        return List$.MODULE$.empty().$colon$colon(partition);
    }

    private synchronized void writeObject(ObjectOutputStream target) throws IOException {
        if (rdd != null) { // else it is passed on as it came
            pack();
        }
        target.defaultWriteObject();
    }

    /** Anew only where it matters: an RDD that is persisted no more must not put its blocks back when it computes them again. */
    private void pack() {
        List<StorageLevel> now = levels();
        if (!now.equals(levels)) {
            ByteBuffer bytes = SparkEnv.get().closureSerializer().newInstance().serialize(rdd, TAG);
            packed = new byte[bytes.remaining()];
            bytes.get(packed);
            levels = now;
        }
    }

    private List<StorageLevel> levels() {
        List<StorageLevel> found = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        Deque<RDD<?>> left = new ArrayDeque<>(List.of(rdd));
        while (!left.isEmpty()) {
            RDD<?> next = left.pop();
            if (seen.add(next.id())) {
                found.add(next.getStorageLevel());
                CollectionConverters.asJava(next.dependencies()).forEach(each -> left.push(each.rdd()));
            }
        }
        return found;
    }
}
