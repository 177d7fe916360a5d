package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.glissade.SharedSpark;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.SparseRows;
import dev.glissade.model.LabelKind;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One table is one list of blocks, bit for bit, however it is stored, ordered, split, partitioned. */
class SameBitsTest {

    private static final TableOptions BY_COLUMNS = TableOptions.defaults().withLabelColumn(SampleTable.LABEL);

    @TempDir
    Path directory;

    static Stream<Arguments> tables() {
        return Stream.of(
                arguments(
                        "dense, two classes", SampleTable.random(3000, 12, 0.9, List.of("-1", "1")), LabelKind.BINARY),
                arguments(
                        "sparse, classes",
                        SampleTable.random(3000, 60, 0.05, List.of("3", "1", "10")),
                        LabelKind.MULTICLASS),
                arguments(
                        "sparse, numbers",
                        SampleTable.random(500, 40, 0.2, List.of("0", "1.5", "-2e3")),
                        LabelKind.REGRESSION));
    }

    private static List<String> bits(Supplier<SlicedTable> load) {
        try (SlicedTable table = load.get()) {
            List<String> bits = TableBits.of(table.collect());
            bits.add(table.fingerprint() + " " + table.rows() + " " + table.nonZeros() + " " + table.labels() + " "
                    + Double.toHexString(table.totalWeight()));
            return bits;
        }
    }

    private List<String> libsvm(String path, LabelKind kind) {
        return bits(() -> Tables.load(SharedSpark.session(), path, TableFormat.LIBSVM, kind, TableOptions.defaults()));
    }

    private List<String> csv(String path, LabelKind kind, TableOptions options) {
        return bits(() -> Tables.load(SharedSpark.session(), path, TableFormat.CSV, kind, options));
    }

    private List<String> json(String path, LabelKind kind, TableOptions options) {
        return bits(() -> Tables.load(SharedSpark.session(), path, TableFormat.JSON, kind, options));
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void theOrderTheSplittingAndTheFormatMakeNoDifference(String name, SampleTable table, LabelKind kind) {
        List<String> lines = table.libsvmLines();
        List<String> expected = libsvm(SampleTable.write(directory.resolve("a.svm"), lines), kind);

        assertThat(libsvm(
                        SampleTable.write(
                                directory.resolve("b.svm"), table.reversed().libsvmLines()),
                        kind))
                .isEqualTo(expected);
        assertThat(libsvm(SampleTable.split(directory.resolve("seven"), List.of(), lines, 7, ".svm"), kind))
                .isEqualTo(expected);
        assertThat(libsvm(SampleTable.write(directory.resolve("a.svm.gz"), lines), kind))
                .isEqualTo(expected);
        List<String> crlf = lines.stream()
                .map(line -> "  " + line.replace(" ", "\t ").replaceFirst("^1\\t", "+1.0\t") + " # a comment\r\n")
                .toList();
        assertThat(libsvm(SampleTable.write(directory.resolve("c.svm"), crlf), kind))
                .isEqualTo(expected);

        TableOptions options = BY_COLUMNS.withFeatureColumns(table.featureNames());
        List<String> csv = table.csvLines();
        assertThat(csv(SampleTable.write(directory.resolve("a.csv"), csv), kind, options))
                .isEqualTo(expected);
        assertThat(csv(SampleTable.write(directory.resolve("a.csv.gz"), csv), kind, options))
                .isEqualTo(expected);
        String many =
                SampleTable.split(directory.resolve("csv"), csv.subList(0, 1), csv.subList(1, csv.size()), 7, ".csv");
        assertThat(csv(many, kind, options)).isEqualTo(expected);

        if (kind != LabelKind.REGRESSION) {
            table.columns().repartition(5).write().parquet(file("a.parquet"));
            assertThat(bits(() ->
                            Tables.load(SharedSpark.session(), file("a.parquet"), TableFormat.PARQUET, kind, options)))
                    .isEqualTo(expected);
            table.columns().repartition(5).write().orc(file("a.orc"));
            assertThat(bits(() -> Tables.load(SharedSpark.session(), file("a.orc"), TableFormat.ORC, kind, options)))
                    .isEqualTo(expected);
        }

        List<String> json = table.jsonLines();
        assertThat(json(SampleTable.write(directory.resolve("a.json"), json), kind, options))
                .isEqualTo(expected);
        assertThat(json(SampleTable.write(directory.resolve("a.json.gz"), json), kind, options))
                .isEqualTo(expected);
        assertThat(json(SampleTable.split(directory.resolve("json"), List.of(), json, 7, ".json"), kind, options))
                .isEqualTo(expected);
    }

    /** The columns of JSON follow from their names, whatever the order in which they are met. */
    @Test
    void theOrderOfJsonFieldsMakesNoDifference() {
        SampleTable table = SampleTable.random(400, 12, 0.9, List.of("no", "yes"));
        TableOptions options = BY_COLUMNS.withWeightColumn(SampleTable.WEIGHT);
        List<String> byName = table.featureNames().stream().sorted().toList();
        List<String> expected = csv(
                SampleTable.write(directory.resolve("a.csv"), table.csvLines()),
                LabelKind.BINARY,
                options.withFeatureColumns(byName));
        for (SampleTable one : List.of(table, table.reversed())) {
            String path = SampleTable.write(directory.resolve("a.json"), one.jsonLines());
            assertThat(json(path, LabelKind.BINARY, options)).isEqualTo(expected);
            try (SlicedTable loaded =
                    Tables.load(SharedSpark.session(), path, TableFormat.JSON, LabelKind.BINARY, options)) {
                assertThat(loaded.featureNames()).isEqualTo(byName).startsWith("x0", "x1", "x10", "x11", "x2");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void weightsMakeADifferenceButTheirOrderDoesNot(String name, SampleTable table, LabelKind kind) {
        TableOptions options = BY_COLUMNS.withWeightColumn(SampleTable.WEIGHT);
        List<String> expected = csv(SampleTable.write(directory.resolve("a.csv"), table.csvLines()), kind, options);
        assertThat(csv(
                        SampleTable.write(
                                directory.resolve("b.csv"), table.reversed().csvLines()),
                        kind,
                        options))
                .isEqualTo(expected)
                .isNotEqualTo(csv(file("a.csv"), kind, BY_COLUMNS.withFeatureColumns(table.featureNames())));
    }

    @Test
    void weightsOfOneAreNoWeights() {
        SampleTable table = SampleTable.copies(5, 3, 1, 1, 7, 100);
        String path = SampleTable.write(directory.resolve("a.csv"), table.csvLines());
        assertThat(csv(path, LabelKind.BINARY, BY_COLUMNS.withWeightColumn(SampleTable.WEIGHT)))
                .isEqualTo(csv(path, LabelKind.BINARY, BY_COLUMNS.withFeatureColumns(table.featureNames())));
    }

    @Test
    void thePartitioningOfADatasetMakesNoDifference() {
        SampleTable table = SampleTable.random(2000, 20, 0.4, List.of("no", "yes"));
        Dataset<Row> vectors = table.vectors();
        Dataset<Row> columns = table.columns().drop(SampleTable.WEIGHT);
        List<String> expected = bits(() -> Tables.load(vectors, LabelKind.BINARY, BY_COLUMNS));
        vectors.write().orc(file("vectors.orc"));
        assertThat(bits(() -> Tables.load(
                        SharedSpark.session(), file("vectors.orc"), TableFormat.ORC, LabelKind.BINARY, BY_COLUMNS)))
                .isEqualTo(expected);
        for (int partitions : new int[] {1, 3, 8, 64}) {
            assertThat(bits(() -> Tables.load(vectors.repartition(partitions), LabelKind.BINARY, BY_COLUMNS)))
                    .as("%d partitions", partitions)
                    .isEqualTo(expected);
        }
        assertThat(bits(() -> Tables.load(columns, LabelKind.BINARY, BY_COLUMNS)))
                .isEqualTo(expected);
        Dataset<Row> arrays = columns.selectExpr("y", "array(" + String.join(",", table.featureNames()) + ") as all");
        assertThat(bits(() -> Tables.load(arrays, LabelKind.BINARY, BY_COLUMNS)))
                .isEqualTo(expected);
        Dataset<Row> mixed = columns.selectExpr(
                "array(x0, x1, x2) as first",
                "x3",
                "y",
                "array(" + String.join(",", table.featureNames().subList(4, 20)) + ") as rest");
        assertThat(bits(() -> Tables.load(mixed, LabelKind.BINARY, BY_COLUMNS))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void theEnginesPartitionsMakeNoDifference(String name, SampleTable table, LabelKind kind) {
        String path = SampleTable.write(directory.resolve("a.svm"), table.libsvmLines());
        List<String> expected = libsvm(path, kind);
        for (int partitions : new int[] {1, 2, 3, 8, 100}) {
            TableOptions options = TableOptions.defaults().withPartitions(partitions);
            try (SlicedTable loaded = Tables.load(SharedSpark.session(), path, TableFormat.LIBSVM, kind, options)) {
                assertThat(loaded.partitions()).isEqualTo(Math.min(64, partitions));
                assertThat(TableBits.of(loaded.collect())).isEqualTo(expected.subList(0, expected.size() - 1));
                assertThat(neighbours(loaded.groups().collect())).isEqualTo(64);
            }
        }
    }

    /** How many slices there are, if each group goes on where the one before it ends. */
    private static int neighbours(List<SliceGroup> groups) {
        int next = 0;
        for (SliceGroup group : groups) {
            assertThat(group.firstSlice()).isEqualTo(next);
            next += group.size();
        }
        return next;
    }

    @Test
    void theTableIsAllThereAndStoredAsSuitsIt() {
        for (Arguments arguments : tables().toList()) {
            SampleTable table = (SampleTable) arguments.get()[1];
            LabelKind kind = (LabelKind) arguments.get()[2];
            TableOptions options = BY_COLUMNS.withWeightColumn(SampleTable.WEIGHT);
            String path = SampleTable.write(directory.resolve("a.csv"), table.csvLines());
            try (SlicedTable loaded = Tables.load(SharedSpark.session(), path, TableFormat.CSV, kind, options)) {
                SliceGroup all = loaded.collect();
                Class<?> expected = table.features() == 12 ? DenseRows.class : SparseRows.class;
                assertThat(all.slice(0)).isInstanceOf(expected);
                assertThat(loaded.rows()).isEqualTo(table.size());
                assertThat(loaded.features()).isEqualTo(table.features());
                assertThat(loaded.featureNames()).isEqualTo(table.featureNames());
                assertThat(rows(all)).containsExactlyInAnyOrderElementsOf(rows(table));
                double weight = IntStream.range(0, table.size())
                        .mapToDouble(table::weight)
                        .sum();
                assertThat(loaded.totalWeight()).isCloseTo(weight, within(1e-9));
            }
        }
    }

    private static List<String> rows(SliceGroup group) {
        return IntStream.range(0, group.size())
                .mapToObj(group::slice)
                .flatMap(block -> IntStream.range(0, block.size())
                        .mapToObj(row -> block.weight(row)
                                + List.of(boxed(TableBits.dense(block, row))).toString()))
                .toList();
    }

    private static List<String> rows(SampleTable table) {
        return IntStream.range(0, table.size())
                .mapToObj(row ->
                        table.weight(row) + List.of(boxed(table.row(row))).toString())
                .toList();
    }

    private static Double[] boxed(double[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(value -> values[value])
                .toArray(Double[]::new);
    }
}
