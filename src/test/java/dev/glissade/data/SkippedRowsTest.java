package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.glissade.SharedSpark;
import dev.glissade.config.UserError;
import dev.glissade.model.LabelCoding;
import dev.glissade.model.LabelKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A table whose bad rows are left out is the table that never had them, to the last bit, and says what it left out. */
class SkippedRowsTest {

    private static final TableOptions LIBSVM = TableOptions.defaults().withBadRows(BadRows.SKIP);
    private static final TableOptions COLUMNS =
            LIBSVM.withLabelColumn(SampleTable.LABEL).withWeightColumn(SampleTable.WEIGHT);
    private static final TableOptions VECTORS = COLUMNS.withFeatureColumns(List.of("v"));

    @TempDir
    Path directory;

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(SharedSpark.context().getPersistentRDDs()).isEmpty();
    }

    /**
     * Lines of a format, good ones with bad ones strewn among them.
     *
     * @param header what stands before all of them
     * @param bad the bad lines and what is wrong with each; they must not bring in a class, a feature or a weight of their own
     */
    private record Lines(List<String> header, List<String> good, Map<String, RowFault> bad) {

        List<String> clean() {
            List<String> lines = new ArrayList<>(header);
            lines.addAll(good);
            return lines;
        }

        /** Each bad line before the good one of some number, so that the first and the last line are bad ones. */
        List<String> dirty() {
            SplittableRandom random = new SplittableRandom(11);
            List<String> bad = List.copyOf(this.bad.keySet());
            List<String> lines = new ArrayList<>(good);
            for (int copy = 0; copy < 40; copy++) {
                lines.add(random.nextInt(lines.size()), bad.get(copy % bad.size()));
            }
            lines.add(0, bad.get(0));
            lines.add(bad.get(bad.size() - 1));
            lines.addAll(0, header);
            return lines;
        }

        Map<RowFault, Long> counts() {
            Map<RowFault, Long> counts = new LinkedHashMap<>();
            List<String> lines = dirty();
            bad.forEach((line, fault) ->
                    counts.merge(fault, lines.stream().filter(line::equals).count(), Long::sum));
            return counts;
        }
    }

    private static Lines libsvm() {
        Map<String, RowFault> bad = new LinkedHashMap<>();
        bad.put("strange 1:1 90:NaN", RowFault.NOT_FINITE);
        bad.put("other 95:3 3:-inf", RowFault.LINE);
        bad.put("a 1:2 2:1e400", RowFault.NOT_FINITE);
        bad.put("a 1:2 2:x", RowFault.NO_NUMBER);
        bad.put("nan 1:2", RowFault.LABEL);
        bad.put("inf 1:2", RowFault.LABEL);
        bad.put("1:2", RowFault.LABEL);
        bad.put("a 0:2", RowFault.LINE);
        bad.put("a 7", RowFault.LINE);
        bad.put("new 1:2 99:1 100:", RowFault.LINE);
        return new Lines(
                List.of(), SampleTable.random(700, 12, 0.4, List.of("a", "b")).libsvmLines(), bad);
    }

    private static Lines csv() {
        SampleTable sample = SampleTable.random(700, 3, 0.8, List.of("a", "b"));
        List<String> lines = sample.csvLines();
        Map<String, RowFault> bad = new LinkedHashMap<>();
        bad.put("1,strange,1,2,nan", RowFault.NOT_FINITE);
        bad.put("1,a,1,-Infinity,3", RowFault.NOT_FINITE);
        bad.put("1,a,1,1e999,3", RowFault.NOT_FINITE);
        bad.put("1,other,1,2,?", RowFault.NO_NUMBER);
        bad.put("1,other,,2,4", RowFault.NO_NUMBER);
        bad.put("1,,1,2,3", RowFault.LABEL);
        bad.put("-1,a,1,2,3", RowFault.WEIGHT);
        bad.put("NaN,a,1,2,3", RowFault.WEIGHT);
        bad.put("heavy,new,1,2,3", RowFault.WEIGHT);
        bad.put("1,a,1,2", RowFault.LINE);
        bad.put("1,new,1,2,3,4", RowFault.LINE);
        bad.put("1,a,1,2,\"3", RowFault.LINE);
        return new Lines(lines.subList(0, 1), lines.subList(1, lines.size()), bad);
    }

    private static Lines json() {
        Map<String, RowFault> bad = new LinkedHashMap<>();
        bad.put("{\"w\":1,\"y\":\"strange\",\"x0\":1,\"x1\":2,\"x2\":NaN}", RowFault.NOT_FINITE);
        bad.put("{\"w\":1,\"y\":\"a\",\"x0\":1,\"x1\":-Infinity,\"x2\":3}", RowFault.NOT_FINITE);
        bad.put("{\"w\":1,\"y\":\"a\",\"x0\":1,\"x1\":2,\"x2\":\"1e999\"}", RowFault.NOT_FINITE);
        bad.put("{\"w\":1,\"y\":\"a\",\"x0\":null,\"x1\":2,\"x2\":3}", RowFault.NO_NUMBER);
        bad.put("{\"w\":1,\"y\":\"new\",\"x0\":1,\"x1\":2}", RowFault.NO_NUMBER);
        bad.put("{\"w\":1,\"y\":\"a\",\"x0\":[1],\"x1\":2,\"x2\":3}", RowFault.NO_NUMBER);
        bad.put("{\"w\":1,\"y\":null,\"x0\":1,\"x1\":2,\"x2\":3}", RowFault.LABEL);
        bad.put("{\"w\":1,\"x0\":1,\"x1\":2,\"x2\":3}", RowFault.LABEL);
        bad.put("{\"w\":-2,\"y\":\"a\",\"x0\":1,\"x1\":2,\"x2\":3}", RowFault.WEIGHT);
        bad.put("{\"y\":\"new\",\"x0\":1,\"x1\":2,\"x2\":3}", RowFault.WEIGHT);
        bad.put("{\"w\":1,\"y\":\"a\",\"x0\":1,\"x1\":2,\"x2\":3,\"cut\":", RowFault.LINE);
        bad.put("{\"w\":1,\"y\":\"a\",\"x0\":1,\"cut\":7", RowFault.LINE);
        bad.put("no object", RowFault.LINE);
        bad.put("{\"w\":1,\"y\":\"a\",\"x0\":1,\"x0\":2,\"x1\":2,\"x2\":3}", RowFault.LINE);
        return new Lines(
                List.of(), SampleTable.random(700, 3, 0.8, List.of("a", "b")).jsonLines(), bad);
    }

    static Stream<Arguments> formats() {
        return Stream.of(
                arguments(TableFormat.LIBSVM, LIBSVM, libsvm()),
                arguments(TableFormat.CSV, COLUMNS, csv()),
                arguments(TableFormat.JSON, COLUMNS, json()));
    }

    private static List<String> bits(SlicedTable table) {
        List<String> bits = TableBits.of(table.collect());
        bits.add(table.fingerprint() + " " + table.rows() + " " + table.nonZeros() + " " + table.schema() + " "
                + Double.toHexString(table.totalWeight()));
        return bits;
    }

    private static SlicedTable load(String path, TableFormat format, TableOptions options) {
        return Tables.load(SharedSpark.session(), path, format, LabelKind.BINARY, options);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void theTableIsTheOneWithoutThem(TableFormat format, TableOptions options, Lines lines) {
        String clean = SampleTable.write(directory.resolve("clean"), lines.clean());
        String dirty = SampleTable.write(directory.resolve("dirty"), lines.dirty());
        int header = lines.header().size();
        List<String> bad = lines.dirty().subList(header, lines.dirty().size());
        String split = SampleTable.split(directory.resolve("split"), lines.header(), bad, 7, "");
        for (RowOrder order : RowOrder.values()) {
            TableOptions ordered = options.withOrder(order);
            List<String> expected;
            try (SlicedTable table = load(clean, format, ordered.withBadRows(BadRows.FAIL))) {
                expected = bits(table);
                assertThat(table.skipped().total()).isZero();
            }
            for (String path : List.of(dirty, split)) {
                for (int partitions : new int[] {1, 3, 8}) {
                    try (SlicedTable table = load(path, format, ordered.withPartitions(partitions))) {
                        assertThat(bits(table)).isEqualTo(expected);
                        assertThat(table.skipped().counts()).isEqualTo(lines.counts());
                        assertThat(table.skipped().rowsRead()).isEqualTo(742);
                        table.groups().unpersist(true); // lost blocks come back from the source
                        assertThat(bits(table)).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void eachBadLineIsSkippedForWhatIsWrongWithIt(TableFormat format, TableOptions options, Lines lines) {
        lines.bad().forEach((line, fault) -> {
            List<String> all = new ArrayList<>(lines.clean());
            all.add(lines.header().size() + 5, line);
            String path = SampleTable.write(directory.resolve("one"), all);
            String first = path + " line " + (lines.header().size() + 6);
            try (SlicedTable table = load(path, format, options)) {
                assertThat(table.skipped().counts()).as(line).isEqualTo(Map.of(fault, 1L));
                assertThat(table.skipped().first())
                        .hasValueSatisfying(told -> assertThat(told).startsWith(first));
                assertThatThrownBy(() -> load(path, format, options.withBadRows(BadRows.FAIL)))
                        .isInstanceOf(UserError.class)
                        .hasMessage(table.skipped().first().orElseThrow());
            }
        });
    }

    private static final StructType TYPES = new StructType()
            .add(SampleTable.LABEL, DataTypes.StringType)
            .add(SampleTable.WEIGHT, DataTypes.DoubleType)
            .add("v", SQLDataTypes.VectorType())
            .add("a", DataTypes.createArrayType(DataTypes.DoubleType));

    private static Row row(String label, Double weight, Vector vector, Double... array) {
        return RowFactory.create(label, weight, vector, array);
    }

    private static final Row GOOD = row("a", 1.0, Vectors.dense(1, 2), 3.0);

    private static Map<Row, RowFault> badRows() {
        Map<Row, RowFault> bad = new LinkedHashMap<>();
        bad.put(row("strange", 1.0, Vectors.dense(1, Double.NaN), 3.0), RowFault.NOT_FINITE);
        bad.put(
                row("a", 1.0, Vectors.sparse(2, new int[] {1}, new double[] {Double.NEGATIVE_INFINITY}), 3.0),
                RowFault.NOT_FINITE);
        bad.put(row("new", 1.0, Vectors.dense(1, 2), Double.POSITIVE_INFINITY), RowFault.NOT_FINITE);
        bad.put(row("new", 1.0, Vectors.dense(1, 2), (Double) null), RowFault.NO_NUMBER);
        bad.put(row("a", 1.0, null, 3.0), RowFault.NO_NUMBER);
        bad.put(row(null, 1.0, Vectors.dense(1, 2), 3.0), RowFault.LABEL);
        bad.put(row("nan", 1.0, Vectors.dense(1, 2), 3.0), RowFault.LABEL);
        bad.put(row("a", -1.0, Vectors.dense(1, 2), 3.0), RowFault.WEIGHT);
        bad.put(row("new", Double.NaN, Vectors.dense(1, 2), 3.0), RowFault.WEIGHT);
        // Bad for its value, so its size says nothing, in whichever order the rows are read.
        bad.put(row("a", 1.0, Vectors.dense(1, 2, 3), Double.NaN), RowFault.NOT_FINITE);
        return bad;
    }

    @Test
    void rowsOfTypedColumnsToo() {
        SplittableRandom random = new SplittableRandom(4);
        List<Row> good = IntStream.range(0, 200)
                .mapToObj(number -> row(
                        number % 2 == 0 ? "a" : "b",
                        random.nextInt(3) / 2.0,
                        Vectors.dense(random.nextDouble(), random.nextInt(3)),
                        random.nextDouble()))
                .toList();
        Map<Row, RowFault> bad = badRows();
        List<Row> mixed = new ArrayList<>(good);
        int place = 0;
        for (Row one : bad.keySet()) {
            mixed.add(place, one);
            place += 17;
        }
        TableOptions options = COLUMNS.withFeatureColumns(List.of("v", "a"));
        Map<RowFault, Long> counts = new LinkedHashMap<>();
        bad.values().forEach(fault -> counts.merge(fault, 1L, Long::sum));
        Dataset<Row> dirty = SharedSpark.session().createDataFrame(mixed, TYPES);
        List<String> expected;
        try (SlicedTable table = Tables.load(
                SharedSpark.session().createDataFrame(good, TYPES),
                LabelKind.BINARY,
                options.withBadRows(BadRows.FAIL))) {
            expected = bits(table);
        }
        for (int partitions : new int[] {1, 5}) {
            try (SlicedTable table = Tables.load(dirty.repartition(partitions), LabelKind.BINARY, options)) {
                assertThat(bits(table)).isEqualTo(expected);
                assertThat(table.skipped().counts()).isEqualTo(counts);
            }
        }
        for (TableFormat format : List.of(TableFormat.PARQUET, TableFormat.ORC)) {
            String path = directory.resolve("dirty." + format).toString();
            dirty.coalesce(1).write().format(format.toString()).save(path);
            try (SlicedTable table = load(path, format, options)) {
                assertThat(bits(table)).isEqualTo(expected);
                assertThat(table.skipped().counts()).isEqualTo(counts);
                assertThat(table.skipped().first())
                        .hasValueSatisfying(told -> assertThat(told)
                                .startsWith(path + "/part-")
                                .endsWith(" row 0 (in reading order) column \"v\": element 1 is NaN"));
            }
        }
    }

    /** Whose size is the right one cannot be told from the rows, so none is left out for it. */
    @Test
    void vectorsOfTwoSizesAreAnErrorAllTheSame() {
        Dataset<Row> rows = SharedSpark.session()
                .createDataFrame(Arrays.asList(GOOD, row("b", 1.0, Vectors.dense(1, 2, 3), 3.0), GOOD), TYPES)
                .coalesce(1);
        assertThatThrownBy(() -> Tables.load(rows, LabelKind.BINARY, VECTORS))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "the Dataset row 1 (in reading order) column \"v\" holds 3 features where the first row has 2");
        Dataset<Row> apart = SharedSpark.session()
                .createDataFrame(List.of(GOOD), TYPES)
                .union(SharedSpark.session()
                        .createDataFrame(List.of(row("b", 1.0, Vectors.dense(1, 2, 3), 3.0)), TYPES));
        assertThatThrownBy(() -> Tables.load(apart, LabelKind.BINARY, VECTORS))
                .isInstanceOf(UserError.class)
                .hasMessage("the Dataset row 1 (in reading order): 3 features where the first row has 2");
    }

    static Stream<Arguments> beyondRepair() {
        TableOptions plain = LIBSVM.withLabelColumn("y");
        return Stream.of(
                arguments(
                        TableFormat.CSV,
                        "y,x\n1,?\n0,\n",
                        plain,
                        " has no good row; 2 bad rows were skipped, the first: FILE line 2 column \"x\": \"?\" is not a number"),
                arguments(
                        TableFormat.CSV,
                        "y,x\n1,1\n0,nan\n1,2\n",
                        plain,
                        ": one class only (1); two or more are needed; 1 bad row was skipped, the first:"
                                + " FILE line 3 column \"x\" is NaN"),
                arguments(TableFormat.CSV, "y,x\n", plain, " has no rows"),
                arguments(
                        TableFormat.CSV,
                        "y,x\n1,1\n",
                        plain.withLabelColumn("z"),
                        " has no column \"z\" (data.label); its columns are y, x"),
                arguments(TableFormat.CSV, "\n1,1\n", plain, " line 1: no header with the names of the columns"),
                arguments(
                        TableFormat.CSV,
                        "y,w,x\n1,0,1\n0,0,1\n0,-1,1\n",
                        plain.withWeightColumn("w"),
                        ": all weights are 0; 1 bad row was skipped, the first: FILE line 4: weight -1 is negative"),
                arguments(
                        TableFormat.LIBSVM,
                        "1 0:1\n0 x\n",
                        LIBSVM,
                        " has no good row; 2 bad rows were skipped, the first: FILE line 1: index 0 is not allowed;"
                                + " indices count from 1"),
                arguments(
                        TableFormat.LIBSVM,
                        "1\n0\n0 1:nan\n",
                        LIBSVM,
                        " has no features; 1 bad row was skipped, the first: FILE line 3: index 1 is NaN"),
                arguments(
                        TableFormat.JSON,
                        "{\n}\n",
                        plain,
                        " has no good row; 2 bad rows were skipped, the first: FILE line 1: the JSON object does not end on"
                                + " this line"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("beyondRepair")
    void whatIsWrongWithTheWholeTableIsAnErrorAllTheSame(
            TableFormat format, String text, TableOptions options, String message) {
        String path = SampleTable.write(directory.resolve("bad"), text);
        assertThatThrownBy(() -> load(path, format, options))
                .isInstanceOf(UserError.class)
                .hasMessage(path + message.replace("FILE", path));
    }

    @Test
    void headersThatDifferAreAnErrorAllTheSame() {
        SampleTable.write(directory.resolve("1.csv"), "y,x\n1,2\n0,2");
        SampleTable.write(directory.resolve("2.csv"), "x,y\n1,2\n0,2");
        assertThatThrownBy(() -> load(directory.toString(), TableFormat.CSV, LIBSVM.withLabelColumn("y")))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith(
                        "/2.csv line 1 column 1 is named \"x\", but \"y\" in the header of " + directory + "/1.csv");
    }

    /** How many classes there are must not hang on rows that do not count. */
    @Test
    void classesOfBadRowsAloneAreNone() {
        List<String> lines = new ArrayList<>(List.of("a 1:1", "b 2:1"));
        IntStream.rangeClosed(0, LocalClasses.MAX).forEach(number -> {
            lines.add("text" + number + " 1:nan");
            lines.add(number + ".5 1:nan");
        });
        lines.add("a 3:1");
        String path = SampleTable.write(directory.resolve("many"), lines);
        try (SlicedTable table = load(path, TableFormat.LIBSVM, LIBSVM)) {
            assertThat(table.labels().classes()).containsExactly("a", "b");
            assertThat(table.rows()).isEqualTo(3);
        }
        IntStream.rangeClosed(0, LocalClasses.MAX).forEach(number -> lines.add(number + " 1:1"));
        String good = SampleTable.write(directory.resolve("good"), lines);
        assertThatThrownBy(() ->
                        Tables.load(SharedSpark.session(), good, TableFormat.LIBSVM, LabelKind.MULTICLASS, LIBSVM))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("there are more than 10000 classes");
    }

    /** A class or a feature that the model does not know makes a row bad; predictions are missing for no row. */
    @Test
    void forAModel() {
        TableSchema schema = new TableSchema(LabelCoding.classes(LabelKind.BINARY, List.of("0", "1")), 3, List.of());
        String path = SampleTable.write(directory.resolve("test"), "1 1:1\n2 1:1\n0 4:1\n0 2:1\nno 1:1\n");
        try (SlicedTable table = Tables.load(SharedSpark.session(), path, TableFormat.LIBSVM, schema, LIBSVM)) {
            assertThat(table.rows()).isEqualTo(2);
            assertThat(table.skipped())
                    .isEqualTo(new SkippedRows(
                            5,
                            Map.of(RowFault.LABEL, 2L, RowFault.LINE, 1L),
                            Optional.of(path + " line 2: label \"2\" is not one of the model's classes (0, 1)")));
        }
        assertThatThrownBy(() -> Tables.inOrder(SharedSpark.session(), path, TableFormat.LIBSVM, schema, LIBSVM))
                .isInstanceOf(UserError.class)
                .hasMessage(path + " line 3: feature index 4 is past the model's 3 features");
    }

    @Test
    void aDerivedTableTellsOfTheOriginals() {
        String path = SampleTable.write(directory.resolve("dirty"), libsvm().dirty());
        SlicedTable table = load(path, TableFormat.LIBSVM, LIBSVM);
        SlicedTable.Split split = table.split(0.25);
        try (SlicedTable training = split.training();
                SlicedTable heldOut = split.heldOut()) {
            assertThat(training.skipped()).isEqualTo(table.skipped());
            assertThat(heldOut.skipped().total()).isEqualTo(42);
        }
    }
}
