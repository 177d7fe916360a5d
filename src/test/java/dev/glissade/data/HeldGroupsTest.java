package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.SharedSpark;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.RowBlock;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a task brings with it, and what happens to lost blocks. */
class HeldGroupsTest {

    private static final AtomicInteger UNPACKED = new AtomicInteger();
    private static final int PARTITIONS = 3;

    /** Counts how often it arrives in a task. */
    private static final class Made implements Function<Integer, SliceGroup> {

        private static final long serialVersionUID = 1L;

        @Override
        public SliceGroup call(Integer number) {
            double[] label = {number};
            return new SliceGroup(number, new RowBlock[] {new DenseRows(1, new double[] {-number}, label, null)});
        }

        private void readObject(ObjectInputStream source) throws IOException, ClassNotFoundException {
            source.defaultReadObject();
            UNPACKED.incrementAndGet();
        }
    }

    private final JavaRDD<SliceGroup> origin =
            SharedSpark.context().parallelize(List.of(0, 1, 2), PARTITIONS).map(new Made());
    private final JavaRDD<SliceGroup> held =
            new HeldGroups(origin.rdd()).toJavaRDD().persist(StorageLevel.MEMORY_AND_DISK());

    @AfterEach
    void letGo() {
        held.unpersist(true);
        origin.unpersist(true);
    }

    private List<Double> labels() {
        return held.map(group -> group.slice(0).label(0)).collect();
    }

    private static void lose(JavaRDD<SliceGroup> groups, int partition) {
        SparkEnv.get().blockManager().removeBlock(new RDDBlockId(groups.id(), partition), true);
    }

    @Test
    void theOriginIsUnpackedWhereABlockIsLostAndNowhereElse() {
        assertThat(labels()).containsExactly(0.0, 1.0, 2.0);
        int before = UNPACKED.get();
        for (int job = 0; job < 5; job++) {
            assertThat(labels()).containsExactly(0.0, 1.0, 2.0);
        }
        assertThat(UNPACKED).hasValue(before);

        lose(held, 1);
        assertThat(labels()).containsExactly(0.0, 1.0, 2.0);
        assertThat(UNPACKED).hasValue(before + 1);
    }

    @Test
    void anOriginThatIsPersistedNoMoreIsNotPersistedAgain() {
        origin.persist(StorageLevel.MEMORY_ONLY());
        assertThat(labels()).containsExactly(0.0, 1.0, 2.0);
        origin.unpersist(true);

        lose(held, 2);
        assertThat(labels()).containsExactly(0.0, 1.0, 2.0);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(SparkEnv.get()
                            .blockManager()
                            .getStatus(new RDDBlockId(origin.id(), partition))
                            .isDefined())
                    .isFalse();
        }
    }

    @Test
    void itHasTheOriginsPartitionsAndPlaces() {
        assertThat(held.partitions()).isEqualTo(origin.partitions());
        assertThat(held.rdd().toDebugString()).contains("MapPartitionsRDD[" + origin.id() + "]");
    }
}
