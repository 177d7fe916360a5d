package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.SharedSpark;
import dev.glissade.config.UserError;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.SparseRows;
import dev.glissade.linalg.Storage;
import dev.glissade.model.FeatureScaling;
import dev.glissade.model.LabelKind;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.RDDInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.reflect.ClassTag$;

/** Tables whose values are kept in more or fewer bytes. */
class StorageTest {

    @TempDir
    Path directory;

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(SharedSpark.context().getPersistentRDDs()).isEmpty();
    }

    /** Lines of libsvm: so many features, each there in one of three rows or in all, with values of a kind. */
    private List<String> lines(String kind, int rows, int features, boolean dense) {
        SplittableRandom random = new SplittableRandom(features);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder(random.nextBoolean() ? "1" : "-1");
            for (int feature = 1; feature <= features; feature++) {
                if (dense || random.nextInt(3) == 0) {
                    line.append(' ').append(feature).append(':').append(value(kind, random));
                }
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static String value(String kind, SplittableRandom random) {
        return switch (kind) {
            case "ones" -> "1";
            case "floats" -> Double.toString((float) random.nextDouble(-5, 5));
            default -> Double.toString(random.nextDouble(-5, 5));
        };
    }

    private SlicedTable load(List<String> lines, Storage storage) {
        String path = SampleTable.write(directory.resolve("table.svm"), lines);
        TableOptions options = TableOptions.defaults().withStorage(storage).withSlices(4);
        return Tables.load(SharedSpark.session(), path, TableFormat.LIBSVM, LabelKind.BINARY, options);
    }

    private static Set<Integer> bytesEach(SlicedTable table) {
        Set<Integer> found = new TreeSet<>();
        SliceGroup all = table.collect();
        for (int slice = 0; slice < all.size(); slice++) {
            found.add(bytesEach(all.slice(slice)));
        }
        return found;
    }

    private static int bytesEach(RowBlock block) {
        return block instanceof SparseRows sparse
                ? sparse.values().bytesEach()
                : ((DenseRows) block).values().bytesEach();
    }

    @ParameterizedTest
    @CsvSource({
        "ones, false, AUTO, 0",
        "ones, true, AUTO, 4",
        "ones, false, FLOAT32, 0",
        "ones, false, FLOAT64, 8",
        "floats, false, AUTO, 4",
        "floats, true, AUTO, 4",
        "floats, true, FLOAT64, 8",
        "doubles, false, AUTO, 8",
        "doubles, true, AUTO, 8",
        "doubles, false, FLOAT32, 4",
        "doubles, true, FLOAT32, 4"
    })
    void blocksAreStoredAsAskedFor(String kind, boolean dense, Storage storage, int expected) {
        try (SlicedTable table = load(lines(kind, 200, 9, dense), storage)) {
            assertThat(table.isDense()).isEqualTo(dense);
            assertThat(bytesEach(table)).containsExactly(expected);
        }
    }

    /** Only the block with the value that no float holds is wide. */
    @Test
    void eachBlockByItself() {
        List<String> lines = lines("floats", 200, 9, true);
        lines.set(17, lines.get(17).replaceFirst(" 2:\\S+", " 2:0.1"));
        try (SlicedTable table = load(lines, Storage.AUTO)) {
            assertThat(bytesEach(table)).containsExactly(4, 8);
        }
    }

    private static List<String> content(SlicedTable table) {
        List<String> content = TableBits.of(table.collect());
        content.add(table.fingerprint());
        content.add(Long.toString(table.nonZeros()));
        return content;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ones", "floats", "doubles"})
    void whatLosesNothingIsTheSameTable(String kind) {
        for (boolean dense : new boolean[] {false, true}) {
            List<String> lines = lines(kind, 300, 7, dense);
            try (SlicedTable narrow = load(lines, Storage.AUTO);
                    SlicedTable wide = load(lines, Storage.FLOAT64)) {
                assertThat(content(narrow)).isEqualTo(content(wide));
            }
        }
    }

    /** What is too small for a float is 0, and not stored. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void roundedIsTheTableOfTheRoundedNumbers(boolean dense) {
        List<String> given = lines("doubles", 300, 7, dense);
        given.set(3, given.get(3) + " 8:1e-50 9:-1e-46");
        List<String> rounded = new ArrayList<>();
        for (String line : given) {
            StringBuilder text = new StringBuilder();
            for (String word : line.split(" ", -1)) {
                int colon = word.indexOf(':') + 1;
                String kept = colon == 0 ? word : Double.toString((float) Double.parseDouble(word.substring(colon)));
                text.append(colon == 0 ? "" : " ").append(word, 0, colon).append(kept);
            }
            rounded.add(text.toString());
        }
        try (SlicedTable floats = load(given, Storage.FLOAT32);
                SlicedTable same = load(rounded, Storage.FLOAT64)) {
            assertThat(floats.features()).isEqualTo(9);
            assertThat(content(floats)).isEqualTo(content(same));
        }
    }

    /** Scaled by a power of two, floats stay floats; by 3, few do. */
    @ParameterizedTest
    @CsvSource({"AUTO, 4, 4", "AUTO, 3, 8", "FLOAT32, 3, 4", "FLOAT64, 4, 8"})
    void standardisedBlocksToo(Storage storage, double divisor, int expected) {
        double[] scale = new double[9];
        Arrays.fill(scale, divisor);
        List<String> lines = lines("floats", 200, 9, false);
        String path = SampleTable.write(directory.resolve("table.svm"), lines);
        TableOptions options = TableOptions.defaults().withStorage(storage).withSlices(4);
        SlicedTable table = Tables.load(SharedSpark.session(), path, TableFormat.LIBSVM, LabelKind.BINARY, options);
        double first = TableBits.dense(table.collect().slice(0), 0)[0];
        try (SlicedTable scaled = table.scaled(FeatureScaling.withoutShift(DenseVector.wrap(scale)))) {
            assertThat(bytesEach(scaled)).containsExactly(expected);
            double now = TableBits.dense(scaled.collect().slice(0), 0)[0];
            assertThat(now).isEqualTo(storage == Storage.FLOAT32 ? (float) (first / divisor) : first / divisor);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "table.svm, 1 1:2;-1 1:1 3:-1e39, table.svm line 2: index 3: \"-1e39\"",
        "table.csv, 'label,age;1,2;-1,1e39', table.csv line 3 column \"age\": \"1e39\"",
        "table.json, '{\"label\":1,\"age\":2};{\"label\":0,\"age\":1e39}', table.json line 2 column \"age\": \"1e39\""
    })
    void tooLargeForAFloatIsOneLineOfError(String name, String lines, String place) {
        String path = SampleTable.write(directory.resolve(name), List.of(lines.split(";", -1)));
        TableOptions options = TableOptions.defaults().withStorage(Storage.FLOAT32);
        TableFormat format = TableFormat.ofPath(path);
        assertThatThrownBy(() -> Tables.load(SharedSpark.session(), path, format, LabelKind.BINARY, options))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith(place + " is too large for data.storage = float32");
        Tables.load(SharedSpark.session(), path, format, LabelKind.BINARY, options.withStorage(Storage.AUTO))
                .close();
    }

    @Test
    void tooLargeForAFloatInRowsAndVectors() {
        SampleTable sample = SampleTable.random(20, 3, 1, List.of("a", "b"));
        TableOptions options =
                TableOptions.defaults().withLabelColumn(SampleTable.LABEL).withStorage(Storage.FLOAT32);
        String name = sample.featureNames().get(1);
        Dataset<Row> columns = sample.columns().withColumn(name, functions.lit(-3.5e38));
        assertThatThrownBy(
                        () -> Tables.load(columns, LabelKind.BINARY, options.withFeatureColumns(sample.featureNames())))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("column \"" + name + "\": \"-3.5E38\" is too large for data.storage = float32");
    }

    @Test
    void rowsThatAreTooLargeCanBeSkipped() {
        List<String> lines = List.of("1 1:2", "-1 1:1e39", "-1 1:3", "1 1:nan");
        String path = SampleTable.write(directory.resolve("table.svm"), lines);
        TableOptions options =
                TableOptions.defaults().withStorage(Storage.FLOAT32).withBadRows(BadRows.SKIP);
        try (SlicedTable table =
                Tables.load(SharedSpark.session(), path, TableFormat.LIBSVM, LabelKind.BINARY, options)) {
            assertThat(table.rows()).isEqualTo(2);
            assertThat(table.skipped().counts()).containsEntry(RowFault.NOT_FINITE, 2L);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyStorageSurvivesSerialisation(boolean kryo) {
        Serializer serializer = kryo ? new KryoSerializer(new SparkConf()) : new JavaSerializer(new SparkConf());
        for (String kind : List.of("ones", "floats", "doubles")) {
            for (boolean dense : new boolean[] {false, true}) {
                try (SlicedTable table = load(lines(kind, 50, 5, dense), Storage.AUTO)) {
                    SliceGroup group = table.collect();
                    SliceGroup copied = copy(serializer, group);
                    assertThat(TableBits.of(copied)).isEqualTo(TableBits.of(group));
                    assertThat(bytesEach(copied.slice(0))).isEqualTo(bytesEach(group.slice(0)));
                }
            }
        }
    }

    private static <T extends Serializable> T copy(Serializer serializer, T object) {
        ByteBuffer bytes = serializer.newInstance().serialize(object, ClassTag$.MODULE$.apply(object.getClass()));
        return serializer.newInstance().deserialize(bytes, ClassTag$.MODULE$.apply(object.getClass()));
    }

    /** As Spark measures it: at most a tenth more than 4 bytes an index, the values, and 16 bytes a row. */
    @ParameterizedTest
    @CsvSource({"ones, 0", "floats, 4", "doubles, 8"})
    void memoryIsThatOfTheNonZeros(String kind, int bytesEach) {
        for (boolean dense : new boolean[] {false, true}) {
            try (SlicedTable table = load(lines(kind, 4000, 40, dense), Storage.AUTO)) {
                RDDInfo stored = SharedSpark.session().sparkContext().getRDDStorageInfo()[0];
                long needed = table.nonZeros() * (4 + bytesEach) + 16 * table.rows();
                assertThat((double) stored.memSize()).isLessThanOrEqualTo(1.1 * needed);
                assertThat((double) stored.memSize()).isBetween(1.0 * table.blockBytes(), 1.05 * table.blockBytes());
            }
        }
    }
}
