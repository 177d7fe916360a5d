package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.Broadcasts;
import dev.glissade.SharedSpark;
import dev.glissade.config.UserError;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.FeatureScaling;
import dev.glissade.model.LabelKind;
import dev.glissade.sampling.Permutation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.reflect.ClassTag$;

/** Tables derived from a table: split and scaled. */
class DerivedTableTest {

    private static final int FEATURES = 6;
    private static final TableOptions OPTIONS = TableOptions.defaults()
            .withLabelColumn(SampleTable.LABEL)
            .withWeightColumn(SampleTable.WEIGHT)
            .withPartitions(3);

    @TempDir
    Path directory;

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(SharedSpark.context().getPersistentRDDs()).isEmpty();
    }

    private static SampleTable sample(double density) {
        return SampleTable.random(900, FEATURES, density, List.of("a", "b"));
    }

    private SlicedTable load(SampleTable sample, TableOptions options) {
        String path = SampleTable.write(directory.resolve("a.csv"), sample.csvLines());
        return Tables.load(SharedSpark.session(), path, TableFormat.CSV, LabelKind.BINARY, options);
    }

    private SlicedTable load(double density) {
        return load(sample(density), OPTIONS);
    }

    private static FeatureScaling scaling(boolean shifted) {
        double[] shift = new double[FEATURES];
        double[] scale = new double[FEATURES];
        for (int feature = 0; feature < FEATURES; feature++) {
            shift[feature] = shifted ? feature - 0.3 : 0;
            scale[feature] = feature + 0.7;
        }
        return new FeatureScaling(DenseVector.wrap(shift), DenseVector.wrap(scale));
    }

    /** Everything that a table tells of itself, and its rows. */
    private static List<String> bits(SlicedTable table) {
        List<String> bits = new ArrayList<>(TableBits.of(table.collect()));
        bits.add(table.fingerprint() + " " + table.rows() + " " + table.nonZeros() + " " + table.schema() + " "
                + Double.toHexString(table.totalWeight()) + " " + table.isDense());
        for (int node = 1; node < 2 * table.sizes().slices(); node++) {
            bits.add("node " + node + ": " + table.sizes().rowsUnder(node));
        }
        return bits;
    }

    private static List<String> splitBits(SlicedTable table, double fraction) {
        SlicedTable.Split split = table.split(fraction);
        try (SlicedTable training = split.training();
                SlicedTable heldOut = split.heldOut()) {
            List<String> bits = bits(training);
            bits.addAll(bits(heldOut));
            return bits;
        }
    }

    @ParameterizedTest
    @CsvSource({"0.2, 0.9", "0.2, 0.3", "0.9, 0.9", "0.0006, 0.9"})
    void aSplitDividesEachSliceAndKeepsTheOrder(double fraction, double density) {
        SlicedTable table = load(density);
        SliceGroup all = table.collect();
        double weight = table.totalWeight();
        long nonZeros = table.nonZeros();
        SlicedTable.Split split = table.split(fraction);
        try (SlicedTable training = split.training();
                SlicedTable heldOut = split.heldOut()) {
            assertThat(heldOut.rows()).isEqualTo(Math.round(fraction * 900));
            assertThat(training.rows() + heldOut.rows()).isEqualTo(900);
            assertThat(training.totalWeight() + heldOut.totalWeight()).isEqualTo(weight); // quarters: exact
            assertThat(training.nonZeros() + heldOut.nonZeros()).isEqualTo(nonZeros);
            assertThat(training.schema()).isEqualTo(table.schema()).isEqualTo(heldOut.schema());
            assertThat(training.isDense()).isEqualTo(table.isDense()).isEqualTo(heldOut.isDense());
            assertThat(training.fingerprint())
                    .isNotEqualTo(table.fingerprint())
                    .isNotEqualTo(heldOut.fingerprint())
                    .hasSameSizeAs(table.fingerprint());
            assertThat(training.partitions()).isEqualTo(3);
            assertThat(heldOut.sizesBroadcast().value().rows()).isEqualTo(heldOut.rows());
            assertPartsMakeAll(training, heldOut, all);
        }
    }

    private static void assertPartsMakeAll(SlicedTable training, SlicedTable heldOut, SliceGroup all) {
        SliceGroup first = training.collect();
        SliceGroup last = heldOut.collect();
        assertThat(first.size()).isEqualTo(all.size()).isEqualTo(last.size());
        for (int slice = 0; slice < all.size(); slice++) {
            List<String> rows = new ArrayList<>(rows(first, slice));
            rows.addAll(rows(last, slice));
            assertThat(rows).containsExactlyInAnyOrderElementsOf(rows(all, slice));
            assertThat(rows(first, slice)).matches(inTheOrderOf(rows(all, slice)));
            assertThat(rows(last, slice)).matches(inTheOrderOf(rows(all, slice)));
            assertThat(first.slice(slice)).hasSameClassAs(all.slice(slice));
            assertThat(training.sizes().sliceSize(slice))
                    .isEqualTo(first.slice(slice).size());
            assertThat(heldOut.sizes().sliceSize(slice))
                    .isEqualTo(last.slice(slice).size());
        }
    }

    /** Some of these, none before one that stands before it. */
    private static Predicate<List<? extends String>> inTheOrderOf(List<String> all) {
        return some -> {
            Iterator<String> from = all.iterator();
            return some.stream().allMatch(wanted -> {
                boolean found = false;
                while (!found && from.hasNext()) {
                    found = from.next().equals(wanted);
                }
                return found;
            });
        };
    }

    private static List<String> rows(SliceGroup group, int slice) {
        List<String> lines = TableBits.of(new SliceGroup(0, new RowBlock[] {group.slice(slice)}));
        return lines.subList(1, lines.size());
    }

    @Test
    void equalTablesGiveEqualParts() {
        SampleTable sample = sample(0.9);
        List<String> expected = splitBits(load(sample, OPTIONS.withPartitions(1)), 0.3);
        for (int partitions : new int[] {2, 3, 8}) {
            assertThat(splitBits(load(sample.reversed(), OPTIONS.withPartitions(partitions)), 0.3))
                    .as("%d partitions", partitions)
                    .isEqualTo(expected);
        }
        String parquet = directory.resolve("a.parquet").toString();
        sample.columns().repartition(5).write().parquet(parquet);
        assertThat(splitBits(
                        Tables.load(SharedSpark.session(), parquet, TableFormat.PARQUET, LabelKind.BINARY, OPTIONS),
                        0.3))
                .isEqualTo(expected);
        assertThat(splitBits(load(sample, OPTIONS), 0.31)).isNotEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aScaledTableHasTheScaledRowsInTheirPlaces(boolean dense) {
        SlicedTable table = load(dense ? 0.9 : 0.3);
        assertThat(table.isDense()).isEqualTo(dense);
        SliceGroup before = table.collect();
        FeatureScaling scaling = scaling(dense);
        try (SlicedTable scaled = table.scaled(scaling)) {
            SliceGroup after = scaled.collect();
            assertThat(scaled.isDense()).isEqualTo(dense);
            long nonZeros = 0;
            for (int slice = 0; slice < before.size(); slice++) {
                assertScaled(before.slice(slice), after.slice(slice), scaling);
                nonZeros += after.slice(slice).nonZeros();
            }
            assertThat(scaled.nonZeros()).isEqualTo(nonZeros);
            assertThat(scaled.rows()).isEqualTo(900);
            assertThat(scaled.totalWeight()).isEqualTo(table.totalWeight());
            assertThat(scaled.schema()).isEqualTo(table.schema());
            assertThat(scaled.partitions()).isEqualTo(3);
            assertThat(scaled.fingerprint()).isNotEqualTo(table.fingerprint());
        }
    }

    private static void assertScaled(RowBlock before, RowBlock after, FeatureScaling scaling) {
        assertThat(after).hasSameClassAs(before);
        assertThat(after.size()).isEqualTo(before.size());
        for (int row = 0; row < before.size(); row++) {
            assertThat(after.label(row)).isEqualTo(before.label(row));
            assertThat(after.weight(row)).isEqualTo(before.weight(row));
            double[] expected = TableBits.dense(before, row);
            for (int feature = 0; feature < FEATURES; feature++) {
                expected[feature] = (expected[feature] - scaling.shift().get(feature))
                        / scaling.scale().get(feature);
            }
            assertThat(TableBits.dense(after, row)).isEqualTo(expected);
        }
    }

    @Test
    void equalTablesScaledAreEqual() {
        List<String> expected;
        try (SlicedTable scaled = load(sample(0.9), OPTIONS.withPartitions(1)).scaled(scaling(true))) {
            expected = bits(scaled);
        }
        try (SlicedTable scaled =
                load(sample(0.9).reversed(), OPTIONS.withPartitions(8)).scaled(scaling(true))) {
            assertThat(bits(scaled)).isEqualTo(expected);
        }
        try (SlicedTable scaled = load(sample(0.9), OPTIONS)
                .scaled(FeatureScaling.withoutShift(scaling(true).scale()))) {
            assertThat(scaled.fingerprint()).isNotEqualTo(expected.get(64 + 900).split(" ", 2)[0]);
        }
    }

    @Test
    void onlyTheDerivedTablesStayAndGoWhenClosed() {
        JavaSparkContext context = SharedSpark.context();
        SlicedTable table = load(0.9);
        Broadcast<?> sizes = table.sizesBroadcast();
        SlicedTable scaled = table.scaled(scaling(true));
        assertThat(context.getPersistentRDDs()).containsOnlyKeys(scaled.groups().id());
        assertThatThrownBy(sizes::value).isInstanceOf(SparkException.class);

        SlicedTable.Split split = scaled.split(0.25);
        assertThat(context.getPersistentRDDs())
                .containsOnlyKeys(
                        split.training().groups().id(), split.heldOut().groups().id());
        assertThat(split.heldOut().groups().getStorageLevel()).isEqualTo(StorageLevel.MEMORY_AND_DISK());
        assertThat(split.training().sizesBroadcast().value().rows()).isEqualTo(675);
        split.training().close();
        split.training().close();
        split.heldOut().close();
        assertThat(context.getPersistentRDDs()).isEmpty();
        assertThatThrownBy(() -> split.heldOut().sizesBroadcast().value()).isInstanceOf(SparkException.class);
    }

    /** Lost blocks are computed again, with the broadcasts of tables that were closed long ago. */
    @Test
    void lostBlocksComeBackTheSame() throws InterruptedException {
        SlicedTable.Split split = load(0.9).scaled(scaling(true)).split(0.25);
        List<String> training = bits(split.training());
        List<String> heldOut = bits(split.heldOut());
        for (int partition = 0; partition < 3; partition++) {
            loseBlock(split.training(), partition);
        }
        assertThat(bits(split.training())).isEqualTo(training);

        split.training().close();
        split.heldOut().groups().unpersist(true);
        assertThat(bits(split.heldOut())).isEqualTo(heldOut);
        assertThat(Broadcasts.count(BlockChange.class)).isEqualTo(2);
        split.heldOut().close();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Broadcasts.count(BlockChange.class) > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10); // Spark does not wait for them to go
        }
        assertThat(Broadcasts.count(BlockChange.class)).isZero();
    }

    private static void loseBlock(SlicedTable table, int partition) {
        var blocks = SharedSpark.context().sc().env().blockManager();
        RDDBlockId block = new RDDBlockId(table.groups().id(), partition);
        assertThat(blocks.getStatus(block).isDefined()).isTrue();
        blocks.removeBlock(block, true);
        assertThat(blocks.getStatus(block).isDefined()).isFalse();
    }

    @Test
    void tasksStaySmallHoweverManyFeatures() {
        int features = 200_000;
        SampleTable sample = SampleTable.copies(2, 500, 300);
        List<String> lines = new ArrayList<>(sample.libsvmLines());
        lines.add("a " + features + ":1");
        String path = SampleTable.write(directory.resolve("wide.svm"), lines);
        double[] scale = IntStream.range(0, features).mapToDouble(i -> i + 1).toArray();
        SlicedTable table =
                Tables.load(SharedSpark.session(), path, TableFormat.LIBSVM, LabelKind.BINARY, TableOptions.defaults());
        try (SlicedTable scaled = table.scaled(FeatureScaling.withoutShift(DenseVector.wrap(scale)))) {
            int bytes = new JavaSerializer(new SparkConf())
                    .newInstance()
                    .serialize(scaled.groups().rdd(), ClassTag$.MODULE$.apply(Object.class))
                    .remaining();
            assertThat(bytes).isLessThan(200_000);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void fractionsOutOfBounds(double fraction) {
        try (SlicedTable table = load(0.9)) {
            assertThatThrownBy(() -> table.split(fraction))
                    .isInstanceOf(UserError.class)
                    .hasMessage("data.validation must be above 0 and below 1, not " + fraction);
        }
    }

    @Test
    void aPartWithoutRows() {
        try (SlicedTable table = load(0.9)) {
            assertThatThrownBy(() -> table.split(0.0005))
                    .isInstanceOf(UserError.class)
                    .hasMessage("data.validation = 5.0E-4: of 900 rows, none is left to validate on");
            assertThatThrownBy(() -> table.split(0.9999))
                    .isInstanceOf(UserError.class)
                    .hasMessage("data.validation = 0.9999: of 900 rows, none is left to train on");
            assertThat(table.collect().size()).isEqualTo(64);
        }
    }

    /** Read in order in one slice: the first two places of its random order are held out. */
    @Test
    void aPartWithoutWeightLeavesTheTableAsItWas() {
        TableOptions options = OPTIONS.withSlices(1).withOrder(RowOrder.AS_READ);
        for (boolean first : new boolean[] {true, false}) {
            StringBuilder lines = new StringBuilder("w,y,x\n");
            for (int row = 0; row < 4; row++) {
                Permutation order = new Permutation(4, 0);
                boolean heldOut = row == order.at(0) || row == order.at(1);
                lines.append("%d,%s,%d%n".formatted(heldOut == first ? 2 : 0, row % 2 == 0 ? "a" : "b", row + 1));
            }
            String path = SampleTable.write(directory.resolve("a.csv"), lines.toString());
            try (SlicedTable table =
                    Tables.load(SharedSpark.session(), path, TableFormat.CSV, LabelKind.BINARY, options)) {
                List<String> before = bits(table);
                assertThatThrownBy(() -> table.split(0.5))
                        .isInstanceOf(UserError.class)
                        .hasMessage("data.validation = 0.5: all weights of the 2 rows %s are 0"
                                .formatted(first ? "to train on" : "held out"));
                assertThat(SharedSpark.context().getPersistentRDDs())
                        .containsOnlyKeys(table.groups().id());
                assertThat(bits(table)).isEqualTo(before);
                table.groups().unpersist(true);
                assertThat(bits(table)).isEqualTo(before);
            }
        }
    }

    @Test
    void scalingsThatDoNotFit() {
        try (SlicedTable table = load(0.3)) {
            assertThatThrownBy(() -> table.scaled(FeatureScaling.withoutShift(DenseVector.of(1, 2))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("scaling.features = 2: must be 6, as many as ");
            assertThatThrownBy(() -> table.scaled(scaling(true)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("scaling.shift: must be 0 where the table is not dense");
            assertThat(table.collect().size()).isEqualTo(64);
        }
    }
}
