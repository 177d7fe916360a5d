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
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
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

/** What is wrong with a table is said in one line that names the place and the value, and leaves nothing behind. */
class BadTableTest {

    private static final TableOptions DEFAULTS = TableOptions.defaults();
    private static final TableOptions CSV = DEFAULTS.withLabelColumn("y");

    @TempDir
    Path directory;

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(SharedSpark.context().getPersistentRDDs()).isEmpty();
    }

    static Stream<Arguments> libsvm() {
        LabelKind binary = LabelKind.BINARY;
        return Stream.of(
                arguments("1 1:1\n0 9:1 7:2", binary, " line 2: index 7 is not larger than the one before it (9)"),
                arguments("1 1:1\n0 3:1 3:2", binary, " line 2: index 3 is not larger than the one before it (3)"),
                arguments("# c\n\n1 0:1", binary, " line 3: index 0 is not allowed; indices count from 1"),
                arguments("1 -1:1", binary, " line 1: \"-1:1\": the index must be a whole number from 1 to 2147483647"),
                arguments("1 x:1", binary, " line 1: \"x:1\": the index must be a whole number from 1 to 2147483647"),
                arguments(
                        "1 2147483648:1", binary, " line 1: index 2147483648 is too large (the largest is 2147483647)"),
                arguments(
                        "1 1.5:1", binary, " line 1: \"1.5:1\": the index must be a whole number from 1 to 2147483647"),
                arguments("1 qid:4 1:1", binary, " line 1: \"qid:4\": query numbers are for ranking and not supported"),
                arguments("1 1:1\n0 1:", binary, " line 2: \"1:\": a value is missing behind ':'"),
                arguments("1 1:1\n0 1", binary, " line 2: \"1\" is not index:value"),
                arguments("1 1:abc", binary, " line 1: index 1: \"abc\" is not a number"),
                arguments("1 1:1d", binary, " line 1: index 1: \"1d\" is not a number"),
                arguments("1 1:0x1p3", binary, " line 1: index 1: \"0x1p3\" is not a number"),
                arguments("1 1:1e400", binary, " line 1: index 1: \"1e400\" is too large for a double"),
                arguments("1 1:NaN", binary, " line 1: index 1 is NaN"),
                arguments("1 1:-inf", binary, " line 1: index 1 is infinite"),
                arguments("1 1:1\n1:1 2:1", binary, " line 2: the label is missing before \"1:1\""),
                arguments("nan 1:1", binary, " line 1: label is NaN"),
                arguments("1 1:1\n\r\n-Infinity 1:1\r\n", binary, " line 3: label is infinite"),
                arguments("NaN 1:1", LabelKind.REGRESSION, " line 1: label is NaN"),
                arguments("spam 1:1", LabelKind.REGRESSION, " line 1: label: \"spam\" is not a number"),
                arguments("", binary, " has no rows"),
                arguments("# only\n\n  \n", binary, " has no rows"),
                arguments("1 1:1\n1 2:1", binary, ": one class only (1); two or more are needed"),
                arguments("1 1:1\n+1.0 2:1", LabelKind.MULTICLASS, ": one class only (1); two or more are needed"),
                arguments("1 1:1\n2 2:1\n3 1:2", binary, ": 3 classes (1, 2, 3) where two are needed"),
                arguments("1\n0 # 1:1", binary, " has no features"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("libsvm")
    void aLibsvmFile(String text, LabelKind kind, String message) {
        String path = SampleTable.write(directory.resolve("bad.svm"), text);
        assertThatThrownBy(() -> Tables.load(SharedSpark.session(), path, TableFormat.LIBSVM, kind, DEFAULTS))
                .isInstanceOf(UserError.class)
                .hasMessage(path + message);
    }

    static Stream<Arguments> csv() {
        TableOptions weighted = CSV.withWeightColumn("w");
        return Stream.of(
                arguments("y,age\n1,3\n0,abc", CSV, " line 3 column \"age\": \"abc\" is not a number"),
                arguments("y,age\n\n1,\n0,1", CSV, " line 3 column \"age\" is empty"),
                arguments("y,age\n1,\"3\"\n0,\"1,5\"", CSV, " line 3 column \"age\": \"1,5\" is not a number"),
                arguments("y,age\n1,NaN", CSV, " line 2 column \"age\" is NaN"),
                arguments("y,age\n1, inf ", CSV, " line 2 column \"age\" is infinite"),
                arguments("y,age\n1,true", CSV, " line 2 column \"age\": \"true\" is not a number"),
                arguments("y,age\n1,2\n0", CSV, " line 3: 1 columns where the header has 2"),
                arguments("y,age\n1,2\n0,1,2", CSV, " line 3: 3 columns where the header has 2"),
                arguments("y,age\n1,2\n0,\"1\",2", CSV, " line 3: 3 columns where the header has 2"),
                arguments(
                        "y,age\n1,2\n0,\"1",
                        CSV,
                        " line 3: a quoted field does not end as it should (a record is one line)"),
                arguments(
                        "y,age\n1,2\n0,\"1\"x",
                        CSV,
                        " line 3: a quoted field does not end as it should (a record is one line)"),
                arguments("y,age\n1,2\n0,\"\"", CSV, " line 3 column \"age\" is empty"),
                arguments("y,age\n,2", CSV, " line 2: label is empty"),
                arguments("y,age\nNaN,2", CSV, " line 2: label is NaN"),
                arguments("y,w,age\n1,-1,2", weighted, " line 2: weight -1 is negative"),
                arguments("y,w,age\n1,-0.25,2", weighted, " line 2: weight -0.25 is negative"),
                arguments("y,w,age\n1,nan,2", weighted, " line 2: weight is NaN"),
                arguments("y,w,age\n1,,2", weighted, " line 2: weight is empty"),
                arguments("y,w,age\n1,heavy,2", weighted, " line 2: weight: \"heavy\" is not a number"),
                arguments("y,w,age\n1,0,2\n0,0,3", weighted, ": all weights are 0"),
                arguments("y,age", CSV, " has no rows"),
                arguments("", CSV, " has no rows"),
                arguments("\ny,age\n1,2", CSV, " line 1: no header with the names of the columns"),
                arguments("y,age\n1,2\n1,3", CSV, ": one class only (1); two or more are needed"),
                arguments("y,age,age\n1,2,3", CSV, " has two columns named \"age\""),
                arguments(
                        ",y,age\n1,2,3",
                        CSV,
                        ": column 1 has no name; give it one, or list the columns in data.features"),
                arguments("y\n1", CSV, " has no column for a feature; its columns are y"),
                arguments("a,b,c\n1,2,3", DEFAULTS, " the columns a, b, c"),
                arguments(
                        "label,age\n1,2",
                        DEFAULTS.withLabelColumn("lable"),
                        " has no column \"lable\" (data.label); did you mean \"label\"?; its columns are label, age"),
                arguments(
                        "y,age\n1,2",
                        CSV.withWeightColumn("importance"),
                        " has no column \"importance\" (data.weight); its columns are y, age"),
                arguments(
                        "y,age,hours\n1,2,3",
                        CSV.withFeatureColumns(List.of("age", "Hours")),
                        " has no column \"Hours\" (data.features); did you mean \"hours\"?; its columns are y, age, hours"),
                arguments("y,a,b\n1,2,3\n0,1,1", CSV.withNumFeatures(3), " has 2 features, not data.num-features = 3"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("csv")
    void aCsvFile(String text, TableOptions options, String message) {
        String path = SampleTable.write(directory.resolve("bad.csv"), text);
        assertThatThrownBy(() -> Tables.load(SharedSpark.session(), path, TableFormat.CSV, LabelKind.BINARY, options))
                .isInstanceOf(UserError.class)
                .message()
                .startsWith(options.labelColumn().isPresent() ? path : "data.label is not set; " + path)
                .endsWith(message);
    }

    static Stream<Arguments> json() {
        TableOptions weighted = CSV.withWeightColumn("w");
        String good = "{\"y\":1,\"age\":3}\n";
        return Stream.of(
                arguments(good + "{\"y\":0,\"age\":\"abc\"}", CSV, " line 2 column \"age\": \"abc\" is not a number"),
                arguments(good + "\n{\"y\":0,\"age\":\"\"}", CSV, " line 3 column \"age\" is empty"),
                arguments(good + "{\"y\":0,\"age\":null}", CSV, " line 2 column \"age\" is null"),
                arguments(good + "{\"y\":0}", CSV, " line 2 column \"age\" is missing"),
                arguments(good + "{\"y\":0,\"age\":1,\"b\":2}", CSV, " line 1 column \"b\" is missing"),
                arguments(good + "{\"age\":1}", CSV, " line 2: label is missing"),
                arguments(good + "{}", CSV, " line 2: label is missing"),
                arguments(good + "{\"y\":null,\"age\":1}", CSV, " line 2: label is null"),
                arguments(good + "{\"y\":\" \",\"age\":1}", CSV, " line 2: label is empty"),
                arguments(good + "{\"y\":NaN,\"age\":1}", CSV, " line 2: label is NaN"),
                arguments(good + "{\"y\":0,\"age\":NaN}", CSV, " line 2 column \"age\" is NaN"),
                arguments(good + "{\"y\":0,\"age\":-Infinity}", CSV, " line 2 column \"age\" is infinite"),
                arguments(good + "{\"y\":0,\"age\":\"inf\"}", CSV, " line 2 column \"age\" is infinite"),
                arguments(
                        good + "{\"y\":0,\"age\":1e400}",
                        CSV,
                        " line 2 column \"age\": \"1e400\" is too large for a double"),
                arguments(
                        good + "{\"y\":0,\"age\":[1,{\"y\":2}]}",
                        CSV,
                        " line 2 column \"age\" is an array, not a number (data.features lists the columns to take)"),
                arguments(
                        good + "{\"y\":0,\"age\":{\"y\":2}}",
                        CSV,
                        " line 2 column \"age\" is an object, not a number (data.features lists the columns to take)"),
                arguments(good + "{\"y\":{},\"age\":1}", CSV, " line 2: label is an object, not a number or a text"),
                arguments(good + "{\"y\":0,\"age\":1,\"y\":0}", CSV, " line 2: label stands there twice"),
                arguments(
                        good + "{\"y\":0,\"z\":1,\"age\":1,\"z\":2}",
                        CSV.withFeatureColumns(List.of("age")),
                        " line 2 column \"z\" stands there twice"),
                arguments(good + "{\"y\":0,\"age\":1", CSV, " line 2: the JSON object does not end on this line"),
                arguments(good + "{\"y\":0,\"age\":\"1", CSV, " line 2: the JSON object does not end on this line"),
                arguments(good + "{\"y\":0,\"age\":1},", CSV, " line 2: no JSON at character 16: "),
                arguments(good + "{\"y\":0,\"age\":1} 7", CSV, " line 2: something stands behind the object"),
                arguments(good + "{\"y\":0 \"age\":1}", CSV, " line 2: no JSON at character 8: "),
                arguments(good + "{\"y\":0,\"age\":01}", CSV, " line 2: no JSON at character "),
                arguments(good + "{'y':0,'age':1}", CSV, " line 2: no JSON at character 2: "),
                arguments(
                        "[\n" + good + "]",
                        CSV,
                        " line 1: no JSON object ({\"name\": value, …} on one line), but \"[\""),
                arguments(
                        "y,age\n1,2", CSV, " line 1: no JSON object ({\"name\": value, …} on one line), but \"y,age\""),
                arguments("{", CSV, " line 1: the JSON object does not end on this line"),
                arguments("", CSV, " has no rows"),
                arguments("\n \n", CSV, " has no rows"),
                arguments("{}", CSV, " has no features"),
                arguments("{\"y\":1}\n{\"y\":0}", CSV, " has no column for a feature; its columns are y"),
                arguments(
                        good,
                        CSV.withFeatureColumns(List.of("Age")),
                        " has no column \"Age\" (data.features); did you mean \"age\"?; its columns are age, y"),
                arguments("{\"y\":1,\"w\":-0.5,\"age\":2}", weighted, " line 1: weight -0.5 is negative"),
                arguments("{\"y\":1,\"w\":true,\"age\":2}", weighted, " line 1: weight: \"true\" is not a number"),
                arguments("{\"y\":1,\"w\":[],\"age\":2}", weighted, " line 1: weight is an array, not a number"),
                arguments("{\"y\":1,\"age\":2}\n{\"y\":0,\"w\":1,\"age\":2}", weighted, " line 1: weight is missing"),
                arguments(good + good, CSV, ": one class only (1); two or more are needed"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("json")
    void aJsonFile(String text, TableOptions options, String message) {
        String path = SampleTable.write(directory.resolve("bad.json"), text);
        assertThatThrownBy(() -> Tables.load(SharedSpark.session(), path, TableFormat.JSON, LabelKind.BINARY, options))
                .isInstanceOf(UserError.class)
                .message()
                .startsWith(path + message)
                .doesNotContain("\n")
                .matches(told -> message.endsWith(" ") || told.equals(path + message), "says no more");
    }

    @Test
    void theFirstBadJsonLineOfManySplits() {
        List<String> good = Collections.nCopies(200_000, "{\"y\": 1, \"x\": 0.123456789012345}");
        List<String> lines = new ArrayList<>(good);
        lines.add("{\"y\": 1, \"x\": bad}");
        lines.addAll(good);
        lines.add("worse");
        String path = SampleTable.write(directory.resolve("large.json"), lines); // 13 MB: several splits
        assertThatThrownBy(() -> Tables.load(SharedSpark.session(), path, TableFormat.JSON, LabelKind.BINARY, CSV))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(path + " line 200001: no JSON at character ");
    }

    static Stream<Arguments> rows() {
        Row good = RowFactory.create(1, 2.0, Vectors.dense(1, 2), "city");
        TableOptions vector = CSV.withFeatureColumns(List.of("v"));
        TableOptions number = CSV.withFeatureColumns(List.of("x"));
        return Stream.of(
                arguments(
                        good,
                        RowFactory.create(null, 2.0, null, ""),
                        number,
                        " row 1 (in reading order): label is null"),
                arguments(
                        good,
                        RowFactory.create(0, null, null, ""),
                        number,
                        " row 1 (in reading order) column \"x\" is null"),
                arguments(
                        good,
                        RowFactory.create(0, Double.NaN, null, ""),
                        number,
                        " row 1 (in reading order) column \"x\" is NaN"),
                arguments(
                        good,
                        RowFactory.create(0, Double.NEGATIVE_INFINITY, null, ""),
                        number,
                        " row 1 (in reading order) column \"x\" is infinite"),
                arguments(
                        good,
                        RowFactory.create(0, 1.0, null, ""),
                        vector,
                        " row 1 (in reading order) column \"v\" is null"),
                arguments(
                        good,
                        RowFactory.create(0, 1.0, Vectors.dense(1), ""),
                        vector,
                        " row 1 (in reading order) column \"v\" holds 1 features where the first row has 2"),
                arguments(
                        good,
                        RowFactory.create(0, 1.0, Vectors.sparse(2, new int[] {1}, new double[] {Double.NaN}), ""),
                        vector,
                        " row 1 (in reading order) column \"v\": element 1 is NaN"),
                arguments(
                        good,
                        RowFactory.create(0, -2.0, Vectors.dense(1, 1), ""),
                        vector.withWeightColumn("x"),
                        " row 1 (in reading order): weight -2 is negative"),
                arguments(
                        good,
                        RowFactory.create(0, null, Vectors.dense(1, 1), ""),
                        vector.withWeightColumn("x"),
                        " row 1 (in reading order): weight is null"),
                arguments(
                        good,
                        good,
                        CSV.withFeatureColumns(List.of("x", "city")),
                        " column \"city\" is of type string, no number and no vector; a feature must be one"
                                + " (data.features lists the columns to take)"),
                arguments(
                        good,
                        good,
                        number.withWeightColumn("city"),
                        " column \"city\" (data.weight) is of type string, not a number"),
                arguments(
                        good,
                        good,
                        DEFAULTS.withLabelColumn("v").withFeatureColumns(List.of("x")),
                        " column \"v\" (data.label) is of type vector, not a number or a text"),
                arguments(good, good, vector.withNumFeatures(3), " has 2 features, not data.num-features = 3"));
    }

    private static Dataset<Row> dataset(Row... rows) {
        StructType schema = new StructType()
                .add("y", DataTypes.IntegerType)
                .add("x", DataTypes.DoubleType)
                .add("v", SQLDataTypes.VectorType())
                .add("city", DataTypes.StringType);
        return SharedSpark.session().createDataFrame(Arrays.asList(rows), schema);
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("rows")
    void aDatasetAParquetAndAnOrcFile(Row first, Row second, TableOptions options, String message) {
        Dataset<Row> rows = dataset(first, second);
        for (int partitions : new int[] {1, 2}) {
            assertThatThrownBy(() -> Tables.load(
                            rows.repartition(partitions, rows.col("y")).coalesce(1), LabelKind.BINARY, options))
                    .isInstanceOf(UserError.class)
                    .message()
                    .startsWith("the Dataset");
        }
        assertThatThrownBy(() -> Tables.load(rows.coalesce(1), LabelKind.BINARY, options))
                .isInstanceOf(UserError.class)
                .hasMessage("the Dataset" + message);
        for (TableFormat format : List.of(TableFormat.PARQUET, TableFormat.ORC)) {
            String path = directory.resolve("bad." + format).toString();
            rows.coalesce(1).write().format(format.toString()).save(path);
            assertThatThrownBy(() -> Tables.load(SharedSpark.session(), path, format, LabelKind.BINARY, options))
                    .isInstanceOf(UserError.class)
                    .message()
                    .startsWith(path)
                    .endsWith(message);
        }
    }

    @Test
    void vectorsThatDifferBetweenPartitions() {
        Dataset<Row> rows = dataset(RowFactory.create(1, 1.0, Vectors.dense(1, 2), ""))
                .union(dataset(RowFactory.create(0, 1.0, Vectors.dense(1, 2, 3), "")));
        assertThatThrownBy(() -> Tables.load(rows, LabelKind.BINARY, CSV.withFeatureColumns(List.of("v"))))
                .isInstanceOf(UserError.class)
                .hasMessage("the Dataset row 1 (in reading order): 3 features where the first row has 2");
    }

    static Stream<Arguments> forAModel() {
        return Stream.of(
                arguments("1 1:1\n0 4:1", " line 2: feature index 4 is past the model's 3 features"),
                arguments("1 1:1\n2 3:1", " line 2: label \"2\" is not one of the model's classes (0, 1)"),
                arguments("1 1:1\nspam 3:1", " line 2: label \"spam\" is not one of the model's classes (0, 1)"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("forAModel")
    void aTableThatDoesNotFitTheModel(String text, String message) {
        TableSchema schema = new TableSchema(LabelCoding.classes(LabelKind.BINARY, List.of("0", "1")), 3, List.of());
        String path = SampleTable.write(directory.resolve("bad.svm"), text);
        assertThatThrownBy(() -> Tables.load(SharedSpark.session(), path, TableFormat.LIBSVM, schema, DEFAULTS))
                .isInstanceOf(UserError.class)
                .hasMessage(path + message);
    }

    @Test
    void anIndexPastTheConfiguredNumberOfFeatures() {
        String path = SampleTable.write(directory.resolve("bad.svm"), "1 1:1\n0 130:0");
        assertThatThrownBy(() -> Tables.load(
                        SharedSpark.session(),
                        path,
                        TableFormat.LIBSVM,
                        LabelKind.BINARY,
                        DEFAULTS.withNumFeatures(123)))
                .isInstanceOf(UserError.class)
                .hasMessage(path + " line 2: feature index 130 is past data.num-features = 123");
    }

    @Test
    void aColumnOfTheModelIsMissing() {
        TableSchema schema =
                new TableSchema(LabelCoding.classes(LabelKind.BINARY, List.of("0", "1")), 2, List.of("age", "hours"));
        String path = SampleTable.write(directory.resolve("bad.csv"), "y,age,houres\n1,2,3");
        assertThatThrownBy(() -> Tables.load(SharedSpark.session(), path, TableFormat.CSV, schema, CSV))
                .isInstanceOf(UserError.class)
                .hasMessage(path + " has no column \"hours\" (a feature of the model); did you mean \"houres\"?;"
                        + " its columns are y, age, houres");
    }

    @Test
    void namedColumnsOfALibsvmFile() {
        String path = SampleTable.write(directory.resolve("a.svm"), "1 1:1\n0 1:2");
        for (TableOptions options : List.of(
                DEFAULTS.withLabelColumn("y"),
                DEFAULTS.withWeightColumn("w"),
                DEFAULTS.withFeatureColumns(List.of("x")))) {
            assertThatThrownBy(() ->
                            Tables.load(SharedSpark.session(), path, TableFormat.LIBSVM, LabelKind.BINARY, options))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("is a libsvm table and has no named columns");
        }
    }

    @Test
    void thereIsNoSuchFile() {
        String there = SampleTable.write(directory.resolve("there.csv"), "y,x\n1,2\n0,2");
        for (TableFormat format : TableFormat.values()) {
            for (String path :
                    List.of(directory + "/missing", directory + "/missing*", there + "," + directory + "/missing")) {
                assertThatThrownBy(() -> Tables.load(SharedSpark.session(), path, format, LabelKind.BINARY, CSV))
                        .isInstanceOf(UserError.class)
                        .hasMessageMatching(".*/missing\\*? does not exist");
            }
        }
        assertThatThrownBy(() -> Tables.load(
                        SharedSpark.session(), "nowhere://host/a.csv", TableFormat.CSV, LabelKind.BINARY, CSV))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("nowhere://host/a.csv cannot be read: ");
    }

    @Test
    void filesThatAreNotWhatTheyAreCalled() {
        String gzip = SampleTable.write(directory.resolve("a.csv"), "y,x\n1,2\n0,2");
        Path packed = directory.resolve("b.svm.gz");
        assertThat(Path.of(gzip).toFile().renameTo(packed.toFile())).isTrue();
        assertThatThrownBy(() -> Tables.load(
                        SharedSpark.session(), packed.toString(), TableFormat.LIBSVM, LabelKind.BINARY, DEFAULTS))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(packed + " cannot be read: ");
        for (TableFormat format : List.of(TableFormat.PARQUET, TableFormat.ORC)) {
            String text = SampleTable.write(directory.resolve("c." + format), "y,x\n1,2\n0,2");
            assertThatThrownBy(() -> Tables.load(SharedSpark.session(), text, format, LabelKind.BINARY, CSV))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(text + " cannot be read: ");
            Path empty = directory.resolve("empty." + format);
            assertThat(empty.toFile().mkdir()).isTrue();
            assertThatThrownBy(
                            () -> Tables.load(SharedSpark.session(), empty.toString(), format, LabelKind.BINARY, CSV))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(empty + " cannot be read: ");
        }
    }

    @Test
    void whatIsNotTheTablesFaultIsNoUserError() {
        Dataset<Row> failing = SharedSpark.session().sql("select id as x, raise_error('boom') as y from range(3)");
        assertThatThrownBy(() -> Tables.load(failing.selectExpr("x", "cast(y as string) as y"), LabelKind.BINARY, CSV))
                .isNotInstanceOf(UserError.class)
                .hasMessageContaining("boom");
    }

    @Test
    void moreClassesThanAnyoneHas() {
        List<String> lines =
                IntStream.rangeClosed(0, 10_000).mapToObj(row -> row + ".5 1:1").toList();
        String path = SampleTable.write(directory.resolve("a.svm"), lines);
        assertThatThrownBy(() ->
                        Tables.load(SharedSpark.session(), path, TableFormat.LIBSVM, LabelKind.MULTICLASS, DEFAULTS))
                .isInstanceOf(UserError.class)
                .hasMessage(path + " line 10001: there are more than 10000 classes; are the labels numbers to be"
                        + " predicted (a regression)?");
    }

    @Test
    void filesWithDifferentHeaders() {
        SampleTable.write(directory.resolve("1.csv"), "y,x\n1,2\n0,2");
        SampleTable.write(directory.resolve("2.csv"), "x,y\n1,2\n0,2");
        assertThatThrownBy(() -> Tables.load(
                        SharedSpark.session(), directory.toString(), TableFormat.CSV, LabelKind.BINARY, CSV))
                .isInstanceOf(UserError.class)
                .hasMessage("%s/2.csv line 1 column 1 is named \"x\", but \"y\" in the header of %s/1.csv"
                        .formatted(directory, directory));
        SampleTable.write(directory.resolve("2.csv"), "y,x,z\n1,2,3");
        assertThatThrownBy(() -> Tables.load(
                        SharedSpark.session(), directory.toString(), TableFormat.CSV, LabelKind.BINARY, CSV))
                .isInstanceOf(UserError.class)
                .hasMessage("%s/2.csv line 1: the header has 3 columns, but that of %s/1.csv has 2"
                        .formatted(directory, directory));
    }

    @Test
    void theFirstBadLineIsToldThoughOthersAreReadBefore() {
        List<String> good = Collections.nCopies(200_000, "1 1:0.123456789012345 2:0.234567890123456 3:1e-5");
        List<String> lines = new ArrayList<>(good);
        lines.add("1 1:bad");
        lines.addAll(good);
        lines.add("1 1:worse");
        String path = SampleTable.write(directory.resolve("large.svm"), lines); // 18 MB: several splits
        assertThatThrownBy(
                        () -> Tables.load(SharedSpark.session(), path, TableFormat.LIBSVM, LabelKind.BINARY, DEFAULTS))
                .isInstanceOf(UserError.class)
                .hasMessage(path + " line 200001: index 1: \"bad\" is not a number");
    }
}
