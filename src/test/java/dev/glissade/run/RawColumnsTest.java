package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.SharedSpark;
import dev.glissade.config.UserError;
import dev.glissade.data.OrderedTable;
import dev.glissade.data.SlicedTable;
import dev.glissade.pmml.PmmlDocument;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jpmml.evaluator.Evaluator;
import org.jpmml.evaluator.EvaluatorUtil;
import org.jpmml.evaluator.LoadingModelEvaluatorBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of text and numbers, from their raw rows to predictions. */
class RawColumnsTest {

    private static final int ROWS = 400;
    private static final List<String> COLORS = List.of("red", "green", "dark, \"blue\"");
    private static final List<String> SETTINGS = List.of(
            "data.train = raw.csv, data.label = kind",
            "model.kind = logistic, penalty.l2 = 0.01",
            "learning-rate.initial = 0.5, gradient.batch-size = 20, stop.max-epochs = 3");

    @TempDir
    private Path directory;

    /** Columns size, color, shape, kind; and the same with a feature a category, in the order of these. */
    private final List<String> raw = new ArrayList<>();

    private final List<String> byHand = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        SplittableRandom random = new SplittableRandom(701);
        for (int row = 0; row < ROWS; row++) {
            double size = row % 50 / 10.0;
            int color = random.nextInt(COLORS.size());
            int shape = random.nextInt(2);
            boolean big = size + color - shape + random.nextGaussian() > 2.5;
            String quoted = "\"%s\"".formatted(COLORS.get(color).replace("\"", "\"\""));
            raw.add("%s,%s,%d,%s".formatted(size, quoted, shape, big ? "big" : "small"));
            byHand.add("%s,%d,%d,%d,%d,%d,%s"
                    .formatted(
                            size, is(color, 2), is(color, 1), is(color, 0), 1 - shape, shape, big ? "big" : "small"));
        }
        file("raw.csv", "size,color,shape,kind", raw);
        file("by-hand.csv", "size,blue,green,red,shape0,shape1,kind", byHand);
    }

    private static int is(int value, int that) {
        return value == that ? 1 : 0;
    }

    private Path file(String name, String header, List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(header.isEmpty() ? List.of() : List.of(header));
        lines.addAll(rows);
        return Files.write(directory.resolve(name), lines);
    }

    private RunSummary train(String run, String... settings) {
        List<String> lines = new ArrayList<>(SETTINGS);
        lines.addAll(List.of(settings));
        lines.add("run.dir = \"%s\"".formatted(directory.resolve(run)));
        return Runs.train(directory, lines, "data.train=" + directory.resolve("raw.csv"));
    }

    private RunSummary train(String run, Path table, List<String> settings) {
        List<String> lines = new ArrayList<>(SETTINGS);
        lines.addAll(settings);
        lines.add("run.dir = \"%s\"".formatted(directory.resolve(run)));
        return Runs.train(directory, lines, "data.train=" + table);
    }

    /** The bits of a table in which the categories are columns, whatever the order of the rows. */
    @Test
    void eachCategoryIsAFeature() throws IOException {
        String hash =
                train("by-hand", directory.resolve("by-hand.csv"), List.of()).weightsSha256();
        String[] columns = {"data.columns.categorical = [color, shape]"};
        assertThat(train("raw", columns).weightsSha256()).isEqualTo(hash);
        List<String> shuffled = new ArrayList<>(raw);
        Collections.shuffle(shuffled, new Random(702));
        Path other = file("shuffled.csv", "size,color,shape,kind", shuffled);
        assertThat(train("shuffled", other, List.of(columns)).weightsSha256()).isEqualTo(hash);
        assertThat(saved("raw").columns().names())
                .containsExactly("size", "color=dark, \"blue\"", "color=green", "color=red", "shape=0", "shape=1");
    }

    private SavedModel saved(String run) {
        return SavedModel.read(
                directory.resolve(run).toString(),
                SharedSpark.session().sparkContext().hadoopConfiguration());
    }

    @Test
    void parquetGivesTheSame() {
        String table = directory.resolve("raw.parquet").toString();
        SharedSpark.session()
                .read()
                .option("header", true)
                .option("inferSchema", true)
                .option("escape", "\"")
                .csv(directory.resolve("raw.csv").toString())
                .write()
                .parquet(table);
        List<String> columns = List.of("data.columns.categorical = [color, shape], data.columns.numeric = size");
        assertThat(train("parquet", Path.of(table), columns).weightsSha256())
                .isEqualTo(train("raw", columns.get(0)).weightsSha256());
    }

    @Test
    void namesStandInForAHeader() throws IOException {
        Path bare = file("bare.csv", "", raw);
        String hash = train("raw", "data.columns.categorical = [color, shape]").weightsSha256();
        List<String> columns =
                List.of("data.columns { names = [size, color, shape, kind], categorical = [color, shape] }");
        assertThat(train("bare", bare, columns).weightsSha256()).isEqualTo(hash);
        List<String> tooFew = List.of("data.columns { names = [size, color, kind], categorical = color }");
        assertThatThrownBy(() -> train("few", bare, tooFew))
                .isInstanceOf(UserError.class)
                .hasMessage(bare + " has 4 columns, and data.columns.names has 3 names");
    }

    /** Which of the columns is missing is not guessed. */
    @Test
    void withoutAHeaderALabelThatIsMissingIsTold() throws IOException {
        Path bare = file("named.csv", "", raw);
        train(
                "named",
                bare,
                List.of("data.columns { names = [size, color, shape, kind], categorical = [color, shape] }"));
        SavedModel model = saved("named");
        ModelTables tables = new ModelTables(SharedSpark.session(), model);
        Path unlabelled = file("no-label.csv", "", List.of("0.5,red,1", "1.5,blue,0"));
        assertThatThrownBy(() -> tables.inOrder(unlabelled.toString(), Optional.empty()))
                .isInstanceOf(UserError.class)
                .hasMessage(unlabelled
                        + " has 3 columns, and data.columns.names has 4 names; rows that lack the label alone are"
                        + " predicted --without-label");
        try (OrderedTable rows = tables.withoutLabel().inOrder(unlabelled.toString(), Optional.empty())) {
            assertThat(rows.rows()).isEqualTo(2);
        }
        assertThatThrownBy(() -> tables.withoutLabel().inOrder(bare.toString(), Optional.empty()))
                .hasMessage(bare + " has 4 columns, and data.columns.names but the label has 3 names");
        train("raw", "data.columns.categorical = [color, shape]");
        assertThatThrownBy(() -> new ModelTables(SharedSpark.session(), saved("raw")).withoutLabel())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--without-label: is for models with data.columns.names alone");
    }

    /** Raw rows, with or without labels; a category that training did not see has no feature. */
    @Test
    void predictsRawRows() throws IOException {
        train("raw", "data.columns.categorical = [color, shape], data.standardize = true");
        train("by-hand", directory.resolve("by-hand.csv"), List.of("data.standardize = true"));
        List<Row> predicted = predict("raw", directory.resolve("raw.csv"));
        assertThat(predicted).hasSize(ROWS).isEqualTo(predict("by-hand", directory.resolve("by-hand.csv")));
        Path unlabelled = file("unlabelled.csv", "shape,color,size", List.of("1,purple,0.5", "1,,0.5"));
        Path none = file("none.csv", "size,blue,green,red,shape0,shape1", List.of("0.5,0,0,0,0,1", "0.5,0,0,0,0,1"));
        assertThat(predict("raw", unlabelled)).hasSize(2).isEqualTo(predict("by-hand", none));
    }

    private List<Row> predict(String run, Path table) {
        SavedModel model = saved(run);
        String out = directory.resolve("out-%s-%s".formatted(run, table.getFileName())) + ".parquet";
        try (OrderedTable rows =
                new ModelTables(SharedSpark.session(), model).inOrder(table.toString(), Optional.empty())) {
            new Predictions(model).write(SharedSpark.session(), rows, out);
        }
        Dataset<Row> written = SharedSpark.session().read().parquet(out);
        return written.orderBy("row").collectAsList();
    }

    @Test
    void aTestSetHasTheTrainingSetsCategories() throws IOException {
        Path test = file("test.csv", "size,color,shape,kind", List.of("0.5,purple,1,big", "0.1,red,2,small"));
        RunSummary summary =
                train("raw", "data.columns.categorical = [color, shape]", "data.test = \"%s\"".formatted(test));
        assertThat(summary.table().features()).isEqualTo(6);
        try (SlicedTable again =
                new ModelTables(SharedSpark.session(), saved("raw")).labelled(test.toString(), Optional.empty())) {
            assertThat(again.rows()).isEqualTo(2);
            assertThat(again.features()).isEqualTo(6);
        }
    }

    @Test
    void hashedColumnsShareTheirFeatures() throws IOException {
        RunSummary summary = train("hashed", "data.columns { hashed = [color, shape], hash-size = 16 }");
        assertThat(summary.table().features()).isEqualTo(17);
        assertThat(saved("hashed").columns().names()).isEmpty();
        assertThat(predict("hashed", directory.resolve("raw.csv"))).hasSize(ROWS);
        assertThat(train("again", "data.columns { hashed = [color, shape], hash-size = 16 }")
                        .weightsSha256())
                .isEqualTo(summary.weightsSha256());
    }

    @Test
    void whatIsNoNumberIsNamedWithItsPlace() throws IOException {
        List<String> columns = List.of("data.columns.categorical = [color, shape]");
        Path bad = file("bad.csv", "size,color,shape,kind", List.of("1,red,0,big", "two,red,0,small", "3,red,0,small"));
        assertThatThrownBy(() -> train("bad", bad, columns))
                .isInstanceOf(UserError.class)
                .hasMessage(bad + " line 3 column \"size\": \"two\" is not a number");
        List<String> skipping = List.of(columns.get(0), "data.on-bad-row = skip");
        assertThatThrownBy(() -> train("skipped", bad, skipping))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not go with data.columns");
        assertThatThrownBy(() -> train("typo", "data.columns.categorical = [colour]"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has no column \"colour\" (data.columns.categorical); did you mean \"color\"?");
        Path libsvm = Files.writeString(directory.resolve("x.svm"), "1 1:1\n0 1:2\n");
        assertThatThrownBy(() -> train("libsvm", libsvm, columns))
                .isInstanceOf(UserError.class)
                .hasMessage(libsvm + ": data.columns are those of a CSV, Parquet or ORC table, and this is libsvm");
    }

    /** What Spark's reader lets pass. */
    @Test
    void everyLineOfACsvIsLookedAt() throws IOException {
        List<String> columns = List.of("data.columns.categorical = [color, shape]");
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("1,red,0,big,5", "line 3: 5 columns where the header has 4");
        bad.put("1,red", "line 3: 2 columns where the header has 4");
        bad.put("1.5d,red,0,big", "line 3 column \"size\": \"1.5d\" is not a number");
        bad.put("1,\"red,0,big", "line 3: a quoted field does not end as it should (a record is one line)");
        for (Map.Entry<String, String> each : bad.entrySet()) {
            Path table =
                    file("bad.csv", "size,color,shape,kind", List.of("1,red,0,big", each.getKey(), "2,red,1,small"));
            assertThatThrownBy(() -> train("bad", table, columns))
                    .isInstanceOf(UserError.class)
                    .hasMessage(table + " " + each.getValue());
        }
        train("raw", columns.get(0));
        Path rows = file("rows.csv", "size,color,shape", List.of("1,red,0", "0.3"));
        assertThatThrownBy(() -> predict("raw", rows))
                .isInstanceOf(UserError.class)
                .hasMessage(rows + " line 3: 1 columns where the header has 3");
    }

    @Test
    void filesOfATableHaveOneHeader() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Files.move(file("a.csv", "size,color,shape,kind", raw.subList(0, 200)), folder.resolve("a.csv"));
        Files.move(file("b.csv", "size,shape,color,kind", raw.subList(200, 400)), folder.resolve("b.csv"));
        assertThatThrownBy(() ->
                        train("mixed", folder, List.of("data.format = csv, data.columns.categorical = [color, shape]")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("b.csv line 1 column 2 is named \"shape\", but \"color\" in the header of")
                .hasMessageEndingWith("a.csv");
    }

    @Test
    void aColumnWithoutValuesIsNamed() throws IOException {
        Path empty = file("empty.csv", "size,color,kind", List.of("1,,big", "2,,small", "3,,big"));
        assertThatThrownBy(() -> train("empty", empty, List.of("data.columns.categorical = color")))
                .isInstanceOf(UserError.class)
                .hasMessage(empty + " column \"color\" (data.columns.categorical) is empty in all rows");
    }

    /** Blanks around a field are none of it, as in tables of numbers. */
    @Test
    void blanksAroundFieldsAreNone() throws IOException {
        String columns = "data.columns.categorical = [color, shape]";
        Path blanks = file(
                "blanks.csv",
                "size, color ,shape,kind",
                raw.stream().map(line -> " " + line.replace(",big", " , big ")).toList());
        assertThat(train("blanks", blanks, List.of(columns)).weightsSha256())
                .isEqualTo(train("raw", columns).weightsSha256());
    }

    @Test
    void aModelWithoutItsStagesIsNotRead() throws IOException {
        train("raw", "data.columns.categorical = [color, shape]");
        try (var files = Files.walk(directory.resolve("raw/model/columns"))) {
            for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertThatThrownBy(() -> predict("raw", directory.resolve("raw.csv")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the stages of its columns cannot be read");
    }

    @Test
    void norIsOneWithTheStagesOfAnother() throws IOException {
        train("raw", "data.columns.categorical = [color, shape]");
        train("other", "data.columns.categorical = [shape, color]");
        Path columns = directory.resolve("raw/model/columns");
        Files.move(columns, directory.resolve("away"));
        Files.move(directory.resolve("other/model/columns"), columns);
        assertThatThrownBy(() -> predict("raw", directory.resolve("raw.csv")))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("the stages of its columns are not those of the model");
        train("hashed", "data.columns { hashed = [color, shape], hash-size = 16 }");
        train("less", "data.columns { hashed = color, numeric = size, hash-size = 16 }");
        Files.move(directory.resolve("hashed/model/columns"), directory.resolve("hashed/away"));
        Files.move(directory.resolve("less/model/columns"), directory.resolve("hashed/model/columns"));
        assertThatThrownBy(() -> predict("hashed", directory.resolve("raw.csv")))
                .hasMessageEndingWith("the stages of its columns are not those of the model");
    }

    /** Dots mean something to Spark. */
    @Test
    void namesMayHaveDots() throws IOException {
        String hash = train("raw", "data.columns.categorical = [color, shape]").weightsSha256();
        Path dotted = file("dotted.csv", "size.in.cm,col`or,s.h,the.kind", raw);
        List<String> columns = List.of("data.label = the.kind, data.columns.categorical = [\"col`or\", \"s.h\"]");
        assertThat(train("dotted", dotted, columns).weightsSha256()).isEqualTo(hash);
        assertThat(saved("dotted").columns().names()).contains("size.in.cm", "col`or=red", "s.h=0");
        assertThat(predict("dotted", dotted)).isEqualTo(predict("raw", directory.resolve("raw.csv")));
    }

    /** JPMML's evaluator takes raw rows, an unknown category among them. */
    @ParameterizedTest
    @ValueSource(strings = {"logistic", "hinge"})
    void pmmlTakesRawRows(String kind) throws Exception {
        train("raw", "data.columns.categorical = [color, shape], model.kind = " + kind);
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        new PmmlDocument(saved("raw")).writeTo(document);
        Evaluator evaluator = new LoadingModelEvaluatorBuilder()
                .load(new ByteArrayInputStream(document.toByteArray()))
                .build()
                .verify();
        String output = kind.equals("hinge") ? "score" : "probability_small";
        Path table = file(
                "rows.csv",
                "size,color,shape",
                List.of("0.5,red,0", "2,\"dark, \"\"blue\"\"\",1", "4,purple,1", "1,,0"));
        List<Row> predicted = predict("raw", table);
        List<Map<String, String>> rows = List.of(
                Map.of("size", "0.5", "color", "red", "shape", "0"),
                Map.of("size", "2", "color", "dark, \"blue\"", "shape", "1"),
                Map.of("size", "4", "color", "purple", "shape", "1"),
                Map.of("size", "1", "shape", "0"));
        for (int row = 0; row < rows.size(); row++) {
            Map<String, ?> scored = EvaluatorUtil.decodeAll(evaluator.evaluate(rows.get(row)));
            assertThat((Double) scored.get(output)).isCloseTo(predicted.get(row).<Double>getAs(output), within(1e-12));
            assertThat(scored.get("kind")).isEqualTo(predicted.get(row).getAs("label"));
        }
    }

    @Test
    void pmmlHasNoHashes() {
        train("hashed", "data.columns { hashed = [color, shape], hash-size = 16 }");
        assertThatThrownBy(() -> new PmmlDocument(saved("hashed")))
                .isInstanceOf(UserError.class)
                .hasMessage("data.columns.hashed = [color, shape]: PMML knows no hashes; only numeric and categorical"
                        + " columns can be exported");
    }
}
