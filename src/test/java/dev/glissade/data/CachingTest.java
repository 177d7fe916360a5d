package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.SharedSpark;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.Storage;
import dev.glissade.model.LabelCoding;
import dev.glissade.model.LabelKind;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** What a table keeps on the executors, in which form, and that it goes when the table is closed. */
class CachingTest {

    @TempDir
    Path directory;

    private SlicedTable load(SampleTable sample) {
        String path = SampleTable.write(directory.resolve("a.csv"), sample.csvLines());
        TableOptions options = TableOptions.defaults()
                .withLabelColumn(SampleTable.LABEL)
                .withWeightColumn(SampleTable.WEIGHT)
                .withPartitions(3);
        return Tables.load(SharedSpark.session(), path, TableFormat.CSV, LabelKind.BINARY, options);
    }

    @Test
    void onlyTheGroupsStayAndTheyGoWithTheTable() {
        JavaSparkContext context = SharedSpark.context();
        SlicedTable table = load(SampleTable.random(500, 5, 0.5, List.of("a", "b")));
        assertThat(context.getPersistentRDDs().values()).hasSize(1);
        assertThat(table.groups().getStorageLevel()).isEqualTo(StorageLevel.MEMORY_AND_DISK());
        assertThat(context.sc().getRDDStorageInfo()).hasSize(1);
        assertThat(context.sc().getRDDStorageInfo()[0].numCachedPartitions()).isEqualTo(3);
        assertThat(table.sizesBroadcast().value().rows()).isEqualTo(500);

        table.close();
        table.close();

        assertThat(context.getPersistentRDDs()).isEmpty();
        assertThatThrownBy(() -> table.sizesBroadcast().value()).isInstanceOf(SparkException.class);
        assertThat(table.rows()).isEqualTo(500);
    }

    @Test
    void anOrderedTableGoesToo() {
        SampleTable sample = SampleTable.random(50, 5, 0.5, List.of("a", "b"));
        TableSchema schema = new TableSchema(LabelCoding.regression(), 5, sample.featureNames());
        try (OrderedTable table = Tables.inOrder(sample.columns(), schema, TableOptions.defaults())) {
            assertThat(table.schema()).isEqualTo(schema);
            assertThat(SharedSpark.context().getPersistentRDDs()).hasSize(1);
        }
        assertThat(SharedSpark.context().getPersistentRDDs()).isEmpty();
    }

    /** A lost block is computed again from the files, to the same bits. */
    @Test
    void lostBlocksComeBackTheSame() {
        try (SlicedTable table = load(SampleTable.copies(5, 1000, 3, 500, 1, 1, 1))) {
            List<String> before = TableBits.of(table.collect());
            table.groups().unpersist(true);
            assertThat(TableBits.of(table.collect())).isEqualTo(before);
        }
    }

    @Test
    void tasksStaySmall() {
        SampleTable sample = SampleTable.random(500, 5, 0.5, List.of("a", "b"));
        try (SlicedTable table = load(sample)) {
            int bytes = new JavaSerializer(new SparkConf())
                    .newInstance()
                    .serialize(table.groups().rdd(), tag())
                    .remaining();
            assertThat(bytes).isLessThan(200_000);
        }
    }

    private static ClassTag<Object> tag() {
        return ClassTag$.MODULE$.apply(Object.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everythingThatSparkKeepsOrSendsSurvivesSerialization(boolean kryo) {
        Serializer serializer = kryo ? new KryoSerializer(new SparkConf()) : new JavaSerializer(new SparkConf());
        for (double density : new double[] {0.1, 0.9}) {
            try (SlicedTable table = load(SampleTable.random(300, 5, density, List.of("a", "b")))) {
                for (SliceGroup group : table.groups().collect()) {
                    assertThat(TableBits.of(copy(serializer, group))).isEqualTo(TableBits.of(group));
                }
            }
        }
        SliceShare share = share();
        SliceShare sent = copy(serializer, share);
        assertThat(sent.hashHigh).isEqualTo(share.hashHigh);
        assertThat(SliceChunk.compare(sent.chunk, 0, share.chunk, 0)).isZero();
        Copies copies = copy(serializer, new Copies(3, share.chunk, new int[] {65}));
        assertThat(copies.share(0, 3, 64)).isEqualTo(2);
        HomeSlice home = copy(serializer, new HomeSlice(3, share.chunk, copies, 4, 5));
        assertThat(home.many().share(0, 4, 64)).isEqualTo(1);
        NumberedRows numbered =
                copy(serializer, new NumberedRows(9, share.chunk.rows().toBlock(5, false, Storage.AUTO)));
        assertThat(numbered.firstRow()).isEqualTo(9);
        InputBlock block = copy(serializer, block());
        assertThat(block.summary().classes).containsExactly("a");
        assertThat(block.rows().label(0)).isZero();
        assertThat(block.summary().skipped).isEqualTo(Map.of(RowFault.NOT_FINITE, 1L));
    }

    private static SliceShare share() {
        Iterator<Tuple2<Integer, SliceShare>> shares =
                new BlockSplitter(plan()).call(0, List.of(block()).iterator());
        return shares.next()._2();
    }

    private static InputBlock block() {
        BlockBuilder builder =
                new RowRule(LabelRule.learned(LabelKind.BINARY), BadRows.SKIP, Storage.AUTO).builder("file", 0);
        builder.failFeature("index 1", Double.NaN);
        builder.endLine();
        builder.feature(4, 2.5);
        builder.endRow(builder.labels().read(new byte[] {'a'}, 0, 1), 0.5);
        return builder.build();
    }

    private static SlicePlan plan() {
        SampleTable sample = SampleTable.copies(5, 1, 1);
        TableOptions options = TableOptions.defaults().withLabelColumn(SampleTable.LABEL);
        ReadRequest request = ReadRequest.training(LabelKind.BINARY, options);
        try (ReadTable table = ReadTable.read(RowTables.dataset(sample.vectors(), request), request)) {
            return new SlicePlan(table, options);
        }
    }

    private static <T extends Serializable> T copy(Serializer serializer, T object) {
        ByteBuffer bytes = serializer.newInstance().serialize(object, tag());
        return serializer.newInstance().deserialize(bytes, ClassTag$.MODULE$.apply(object.getClass()));
    }
}
