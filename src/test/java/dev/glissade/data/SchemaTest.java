package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.SharedSpark;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.LabelCoding;
import dev.glissade.model.LabelKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that are read for a model: with its classes and columns, sliced or in order. */
class SchemaTest {

    private static final LabelCoding CLASSES = LabelCoding.classes(LabelKind.MULTICLASS, List.of("a", "b", "c"));
    private static final TableOptions BY_COLUMNS = TableOptions.defaults().withLabelColumn(SampleTable.LABEL);

    @TempDir
    Path directory;

    @Test
    void theModelsClassesAndFeaturesHold() {
        TableSchema schema = new TableSchema(CLASSES, 7, List.of());
        String path = SampleTable.write(directory.resolve("a.svm"), "c 1:1\nc 2:2\n");
        try (SlicedTable table =
                Tables.load(SharedSpark.session(), path, TableFormat.LIBSVM, schema, TableOptions.defaults())) {
            assertThat(table.features()).isEqualTo(7);
            assertThat(table.labels()).isEqualTo(CLASSES);
            assertThat(TableBits.of(table.collect()))
                    .filteredOn(line -> line.startsWith("0x1.0p1 "))
                    .hasSize(2);
        }
    }

    @Test
    void columnsAreFoundByTheModelsNames() {
        TableSchema schema = new TableSchema(CLASSES, 2, List.of("second", "first"));
        String path = SampleTable.write(directory.resolve("a.csv"), "first,other,y,second\n1,x,a,2\n");
        TableOptions options = BY_COLUMNS.withFeatureColumns(List.of("first", "other"));
        try (SlicedTable table = Tables.load(SharedSpark.session(), path, TableFormat.CSV, schema, options)) {
            assertThat(table.featureNames()).containsExactly("second", "first");
            assertThat(onlyRow(table)).containsExactly(2, 1);
        }
    }

    private static double[] onlyRow(SlicedTable table) {
        return IntStream.range(0, table.sizes().slices())
                .mapToObj(table.collect()::slice)
                .filter(block -> block.size() == 1)
                .map(block -> TableBits.dense(block, 0))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTableServesTheModelThatItTrained() {
        SampleTable sample = SampleTable.random(200, 6, 0.5, List.of("a", "b"));
        String path = SampleTable.write(directory.resolve("a.csv"), sample.csvLines());
        try (SlicedTable training =
                        Tables.load(SharedSpark.session(), path, TableFormat.CSV, LabelKind.BINARY, BY_COLUMNS);
                SlicedTable again =
                        Tables.load(SharedSpark.session(), path, TableFormat.CSV, training.schema(), BY_COLUMNS);
                SlicedTable dataset = Tables.load(sample.columns(), training.schema(), BY_COLUMNS)) {
            assertThat(TableBits.of(again.collect())).isEqualTo(TableBits.of(training.collect()));
            assertThat(TableBits.of(dataset.collect())).isEqualTo(TableBits.of(training.collect()));
            assertThat(again.fingerprint()).isEqualTo(training.fingerprint());
        }
    }

    @Test
    void rowsAreReadInOrderWhateverTheFormat() {
        SampleTable sample = SampleTable.random(1000, 6, 0.5, List.of("a", "b"));
        TableSchema named = new TableSchema(CLASSES, 6, sample.featureNames());
        TableSchema unnamed = new TableSchema(CLASSES, 6, List.of());
        List<String> libsvm = new ArrayList<>(sample.libsvmLines());
        libsvm.add(500, "# a comment, and then nothing\n");
        List<String> csv = sample.csvLines();
        Dataset<Row> columns = sample.columns();
        columns.coalesce(1).write().parquet(directory.resolve("a.parquet").toString());

        assertInOrder(sample, SampleTable.write(directory.resolve("a.svm.gz"), libsvm), TableFormat.LIBSVM, unnamed);
        assertInOrder(
                sample,
                SampleTable.split(directory.resolve("s"), List.of(), libsvm, 7, ".svm"),
                TableFormat.LIBSVM,
                unnamed);
        assertInOrder(sample, SampleTable.write(directory.resolve("a.csv"), csv), TableFormat.CSV, named);
        assertInOrder(
                sample,
                SampleTable.split(directory.resolve("c"), csv.subList(0, 1), csv.subList(1, csv.size()), 7, ".csv"),
                TableFormat.CSV,
                named);
        assertInOrder(sample, directory.resolve("a.parquet").toString(), TableFormat.PARQUET, named);
        columns.coalesce(1).write().orc(directory.resolve("a.orc").toString());
        assertInOrder(sample, directory.resolve("a.orc").toString(), TableFormat.ORC, named);
        List<String> json = sample.jsonLines();
        assertInOrder(sample, SampleTable.write(directory.resolve("a.json.gz"), json), TableFormat.JSON, named);
        assertInOrder(
                sample,
                SampleTable.split(directory.resolve("j"), List.of(), json, 7, ".json"),
                TableFormat.JSON,
                named);
        try (OrderedTable table = Tables.inOrder(columns, named, TableOptions.defaults())) {
            assertInOrder(sample, table);
        }
    }

    private static void assertInOrder(SampleTable sample, String path, TableFormat format, TableSchema schema) {
        try (OrderedTable table =
                Tables.inOrder(SharedSpark.session(), path, format, schema, TableOptions.defaults())) {
            assertInOrder(sample, table);
        }
    }

    private static void assertInOrder(SampleTable sample, OrderedTable table) {
        assertThat(table.rows()).isEqualTo(sample.size());
        TreeMap<Long, double[]> read = new TreeMap<>();
        for (NumberedRows block : table.blocks().collect()) {
            RowBlock rows = block.rows();
            for (int row = 0; row < rows.size(); row++) {
                read.put(block.firstRow() + row, TableBits.dense(rows, row));
            }
        }
        assertThat(read).hasSize(sample.size());
        read.forEach((number, values) -> assertThat(values).isEqualTo(sample.row(number.intValue())));
    }

    /** Files of a directory in the order of their names, though Spark packs them into partitions by size. */
    @ParameterizedTest
    @EnumSource(names = {"PARQUET", "ORC"})
    void filesAreReadInTheOrderOfTheirNames(TableFormat format) {
        SampleTable sample = SampleTable.random(60, 3, 0.5, List.of("a", "b"));
        Dataset<Row> rows = sample.columns().coalesce(1);
        int[] ends = {5, 45, 48, 60};
        int start = 0;
        for (int file = 0; file < ends.length; file++) {
            rows.offset(start)
                    .limit(ends[file] - start)
                    .coalesce(1)
                    .write()
                    .format(format.toString())
                    .save(directory.resolve("all/part=" + file).toString());
            start = ends[file];
        }
        assertInOrder(
                sample,
                directory.resolve("all").toString(),
                format,
                new TableSchema(CLASSES, 3, sample.featureNames()));
    }

    /** Spark packs splits of one file into partitions by size, and not always neighbours. */
    @ParameterizedTest
    @EnumSource(names = {"PARQUET", "ORC"})
    void manyRowsOfOneColumnarFileKeepTheirNumbers(TableFormat format) {
        String path = directory.resolve("a." + format).toString();
        int rows = 30_000;
        SharedSpark.session()
                .range(0, rows, 1, 1)
                .selectExpr("id as x", "hash(id) as y")
                .write()
                .format(format.toString())
                .option("parquet.block.size", 50_000)
                .option("parquet.page.row.count.limit", 100)
                .option("orc.stripe.size", 20_000)
                .option("orc.row.batch.size", 1000)
                .option("orc.stripe.row.count", 1000)
                .save(path);
        String key = "spark.sql.files.maxPartitionBytes";
        SharedSpark.session().conf().set(key, 50_000);
        TableSchema schema = new TableSchema(LabelCoding.regression(), 2, List.of("x", "y"));
        try (OrderedTable table =
                Tables.inOrder(SharedSpark.session(), path, format, schema, TableOptions.defaults())) {
            List<NumberedRows> blocks = table.blocks().collect();
            assertThat(blocks).hasSizeGreaterThan(2);
            assertThat(table.rows()).isEqualTo(rows);
            for (NumberedRows block : blocks) {
                for (int row = 0; row < block.rows().size(); row++) {
                    assertThat(TableBits.dense(block.rows(), row)[0]).isEqualTo((double) (block.firstRow() + row));
                }
            }
        } finally {
            SharedSpark.session().conf().unset(key);
        }
    }

    @Test
    void jsonHoldsTruthTextsAndFieldsOfAllKinds() {
        String path = SampleTable.write(
                directory.resolve("a.json"),
                List.of(
                        "{\"y\":\"New \\u0059ork, NY\",\"b\":true,\"Ünïx\":\" -2.5e1 \",\"unused\":{\"b\":[1]}}",
                        "  ",
                        "{\"unused\":null, \"y\": true, \"b\":false, \"Ünïx\":0.1}\r",
                        "{\"Ünïx\":3, \"y\": 1.0, \"b\":1}",
                        "{\"Ünïx\":3, \"y\": \" 1 \", \"b\":0,\"\":0}"));
        TableOptions options = BY_COLUMNS.withFeatureColumns(List.of("Ünïx", "b"));
        try (SlicedTable table =
                Tables.load(SharedSpark.session(), path, TableFormat.JSON, LabelKind.MULTICLASS, options)) {
            assertThat(table.labels().classes()).containsExactly("1", "New York, NY", "true");
            assertThat(table.featureNames()).containsExactly("Ünïx", "b");
        }
        TableSchema schema = new TableSchema(LabelCoding.regression(), 2, List.of("b", "Ünïx"));
        try (OrderedTable table =
                Tables.inOrder(SharedSpark.session(), path, TableFormat.JSON, schema, TableOptions.defaults())) {
            RowBlock rows = table.blocks().collect().get(0).rows();
            assertThat(TableBits.dense(rows, 0)).containsExactly(1, -25);
            assertThat(TableBits.dense(rows, 1)).containsExactly(0, 0.1);
            assertThat(TableBits.dense(rows, 2)).containsExactly(1, 3);
            assertThat(TableBits.dense(rows, 3)).containsExactly(0, 3);
        }
    }

    @Test
    void labelsAndWeightsAreNeitherNeededNorReadForAPrediction() {
        TableSchema schema = new TableSchema(CLASSES, 2, List.of());
        String unlabelled = SampleTable.write(directory.resolve("a.svm"), "1:1 2:2\n? 1:3\n\nnan 2:4\n");
        try (OrderedTable table = Tables.inOrder(
                SharedSpark.session(), unlabelled, TableFormat.LIBSVM, schema, TableOptions.defaults())) {
            assertThat(table.rows()).isEqualTo(3);
        }
        TableOptions options = BY_COLUMNS.withWeightColumn(SampleTable.WEIGHT);
        for (String text : List.of("p,q\n1,2\n", "p,q,y\n1,2,unknown\n", "w,p,q,y\n-1,1,2,\n")) {
            String path = SampleTable.write(directory.resolve("a.csv"), text);
            try (OrderedTable table = Tables.inOrder(SharedSpark.session(), path, TableFormat.CSV, schema, options)) {
                RowBlock rows = table.blocks().collect().get(0).rows();
                assertThat(TableBits.dense(rows, 0)).containsExactly(1, 2);
                assertThat(rows.weight(0)).isEqualTo(1);
            }
        }
    }

    @Test
    void classesOfAllKindsAreKept() {
        SampleTable.write(directory.resolve("a.csv"), "y,x\n\"New York, NY\",1\n\"say \"\"x\"\"\",2\n Ünïx ,3\n");
        try (SlicedTable table = Tables.load(
                SharedSpark.session(),
                directory.resolve("a.csv").toString(),
                TableFormat.CSV,
                LabelKind.MULTICLASS,
                BY_COLUMNS)) {
            assertThat(table.labels().classes()).containsExactly("New York, NY", "say \"x\"", "Ünïx");
        }
        Dataset<Row> numbers = SharedSpark.session()
                .sql("select * from values (1, true, 2), (10, false, 3), (2, true, 4) as t(y, b, x)");
        try (SlicedTable ints = Tables.load(numbers, LabelKind.MULTICLASS, BY_COLUMNS);
                SlicedTable booleans = Tables.load(
                        numbers, LabelKind.BINARY, TableOptions.defaults().withLabelColumn("b"))) {
            assertThat(ints.labels().classes()).containsExactly("1", "2", "10");
            assertThat(booleans.labels().classes()).containsExactly("false", "true");
            assertThat(ints.featureNames()).containsExactly("b", "x");
        }
    }

    @Test
    void manyRowsOfOneFileKeepTheirNumbers() {
        List<String> lines = Collections.nCopies(300_000, "0 1:1 2:0.123456789");
        String path = SampleTable.write(directory.resolve("a.svm"), lines); // 6 MB: several splits
        TableSchema schema = new TableSchema(CLASSES, 2, List.of());
        try (OrderedTable table =
                Tables.inOrder(SharedSpark.session(), path, TableFormat.LIBSVM, schema, TableOptions.defaults())) {
            TreeMap<Long, Integer> sizes = new TreeMap<>();
            table.blocks()
                    .collect()
                    .forEach(block -> sizes.put(block.firstRow(), block.rows().size()));
            assertThat(sizes.size()).isGreaterThan(1);
            long next = 0;
            for (var block : sizes.entrySet()) {
                assertThat(block.getKey()).isEqualTo(next);
                next += block.getValue();
            }
            assertThat(next).isEqualTo(300_000);
        }
    }
}
