package dev.glissade.data;

import dev.glissade.config.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/** Tables of typed columns, as {@link InputTable}s. */
final class RowTables {

    private static final String STORED_VECTOR =
            ((UserDefinedType<?>) SQLDataTypes.VectorType()).sqlType().catalogString();

    private RowTables() {}

    /**
     * A table in Parquet files.
     *
     * @throws UserError if there is none, it is no Parquet, or a column is missing or of the wrong type
     */
    static InputTable parquet(SparkSession spark, String path, ReadRequest request) {
        return files(spark, path, request, paths -> spark.read().parquet(paths));
    }

    /**
     * A table in ORC files.
     *
     * @throws UserError if there is none, it is no ORC, or a column is missing or of the wrong type
     */
    static InputTable orc(SparkSession spark, String path, ReadRequest request) {
        return files(spark, path, request, paths -> {
            StructType stored = spark.read().orc(paths).schema();
            return spark.read().schema(withVectors(stored)).orc(paths);
        });
    }

    /**
     * A table whose features stages make of its raw columns.
     *
     * @throws UserError if there is none, or a column is missing or of the wrong type
     */
    static InputTable staged(SparkSession spark, String path, TableFormat format, ReadRequest request) {
        ColumnStages stages = request.options().stages().orElseThrow();
        RawTables raw = new RawTables(spark, path, format, stages.columns(), request);
        if (request.purpose() != ReadRequest.Purpose.TRAINING) { // else it was checked before the stages were fitted
            raw.check(stages.columns());
        }
        InputTable table = files(
                spark,
                path,
                request.ofVectors(ColumnStages.FEATURES),
                paths -> stages.transform(raw.typed(raw.read(paths), stages.columns())));
        return new InputTable(
                table.name(), table.blocks(), stages.featureNames(), table.sameWidth(), false, table.display());
    }

    /**
     * The stages for a table to train on.
     *
     * @throws UserError if there is none, or a column is missing or of the wrong type
     */
    static ColumnStages fitted(
            SparkSession spark, String path, TableFormat format, RawColumns columns, ReadRequest request) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        InputPaths paths = InputPaths.find(path, context.hadoopConfiguration());
        RawTables raw = new RawTables(spark, path, format, columns, request);
        return ReadFailure.asUserError(path, () -> {
            Dataset<Row> rows = raw.read(paths.each());
            RawColumns known = raw.known(Arrays.asList(rows.columns()));
            Dataset<Row> typed = raw.typed(rows, known);
            raw.check(known);
            return ColumnStages.fit(path, typed, known);
        });
    }

    private static InputTable files(
            SparkSession spark, String path, ReadRequest request, Function<String[], Dataset<Row>> read) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        InputPaths paths = InputPaths.find(path, context.hadoopConfiguration());
        Dataset<Row> rows = ReadFailure.asUserError(path, () -> read.apply(paths.each()));
        Column metadata = rows.metadataColumn("_metadata");
        // Spark packs splits of files into partitions by size; these two tell the order that does not depend on it.
        List<Column> place = List.of(metadata.getField("file_path"), metadata.getField("file_block_start"));
        InputTable table = table(rows, path, request, place);
        return new InputTable(
                table.name(), table.blocks(), table.featureNames(), table.sameWidth(), false, paths::display);
    }

    /** ORC keeps a vector as the structure that it is stored as, and forgets what it was. */
    private static StructType withVectors(StructType stored) {
        StructType read = new StructType();
        for (StructField field : stored.fields()) {
            boolean vector = field.dataType().catalogString().equals(STORED_VECTOR);
            read = read.add(field.name(), vector ? SQLDataTypes.VectorType() : field.dataType(), field.nullable());
        }
        return read;
    }

    /**
     * A table in memory, or wherever the rows come from.
     *
     * @throws UserError if a column is missing or of the wrong type
     */
    static InputTable dataset(Dataset<Row> rows, ReadRequest request) {
        return table(rows, "the Dataset", request, List.of());
    }

    private static InputTable table(Dataset<Row> rows, String name, ReadRequest request, List<Column> place) {
        StructType schema = rows.schema();
        List<String> names = Arrays.asList(schema.fieldNames());
        ColumnChoice choice = new ColumnSearch(name, names).choose(request, vectors(schema));
        List<Column> selected = new ArrayList<>(place);
        List<FeatureColumn> features = new ArrayList<>();
        for (int column : choice.features()) {
            features.add(featureColumn(name, schema.fields()[column], selected.size(), request));
            selected.add(column(names.get(column)));
        }
        int label = select(choice.label(), names, selected);
        int weight = select(choice.weight(), names, selected);
        checkLabel(name, choice, schema, request);
        checkWeight(name, choice, schema);
        RowParser parser = new RowParser(features.toArray(FeatureColumn[]::new), label, weight);
        RowsToBlocks blocks = new RowsToBlocks(parser, request.rowRule(), !place.isEmpty());
        boolean named = features.stream().allMatch(FeatureColumn::isNumber);
        return new InputTable(
                name,
                rows.select(selected.toArray(Column[]::new)).toJavaRDD().mapPartitionsWithIndex(blocks, false),
                named ? choice.featureNames() : List.of(),
                true,
                false,
                file -> name);
    }

    private static int select(int column, List<String> names, List<Column> selected) {
        if (column == ColumnChoice.NONE) {
            return ColumnChoice.NONE;
        }
        selected.add(column(names.get(column)));
        return selected.size() - 1;
    }

    /** A column by its name, dots and all. */
    static Column column(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }

    private static Set<Integer> vectors(StructType schema) {
        Set<Integer> vectors = new HashSet<>();
        for (int column = 0; column < schema.size(); column++) {
            if (isVector(schema.fields()[column].dataType())) {
                vectors.add(column);
            }
        }
        return vectors;
    }

    private static boolean isVector(DataType type) {
        return type.equals(SQLDataTypes.VectorType());
    }

    private static boolean isNumber(DataType type) {
        return type instanceof NumericType || type instanceof BooleanType;
    }

    private static FeatureColumn featureColumn(String table, StructField field, int place, ReadRequest request) {
        DataType type = field.dataType();
        if (isVector(type)) {
            List<String> elements =
                    request.options().stages().map(ColumnStages::featureNames).orElse(List.of());
            return FeatureColumn.ofVectors(field.name(), place, elements);
        }
        if (type instanceof ArrayType array && array.elementType() instanceof NumericType) {
            return new FeatureColumn(field.name(), place, FeatureColumn.Kind.ARRAY);
        }
        if (isNumber(type)) {
            return new FeatureColumn(field.name(), place, FeatureColumn.Kind.NUMBER);
        }
        throw new UserError(("%s column %s is of type %s, no number and no vector; a feature must be one"
                        + " (data.features lists the columns to take)")
                .formatted(table, Problem.quote(field.name()), type.simpleString()));
    }

    private static void checkLabel(String table, ColumnChoice choice, StructType schema, ReadRequest request) {
        if (choice.label() == ColumnChoice.NONE) {
            return;
        }
        StructField field = schema.fields()[choice.label()];
        boolean text =
                field.dataType() instanceof StringType && request.labelRule().hasClasses();
        if (!text && !isNumber(field.dataType())) {
            throw new UserError("%s column %s (data.label) is of type %s, not a number%s"
                    .formatted(
                            table,
                            Problem.quote(field.name()),
                            field.dataType().simpleString(),
                            request.labelRule().hasClasses() ? " or a text" : ""));
        }
    }

    private static void checkWeight(String table, ColumnChoice choice, StructType schema) {
        if (choice.weight() == ColumnChoice.NONE) {
            return;
        }
        StructField field = schema.fields()[choice.weight()];
        if (!(field.dataType() instanceof NumericType)) {
            throw new UserError("%s column %s (data.weight) is of type %s, not a number"
                    .formatted(
                            table, Problem.quote(field.name()), field.dataType().simpleString()));
        }
    }
}
