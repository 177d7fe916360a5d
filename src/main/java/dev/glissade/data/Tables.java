package dev.glissade.data;

import dev.glissade.config.UserError;
import dev.glissade.model.LabelKind;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads tables, checks them and divides them into slices.
 *
 * <p>A path is a file, a directory (with all that is in it), a pattern, or several of them between commas, on any file
 * system that Hadoop knows. All methods work on the driver and return when the table is cached; all throw a
 * {@link UserError} for what is wrong with the data, naming the first bad row.
 */
public final class Tables {

    private Tables() {}

    /**
     * Loads a table to train on; classes and the number of features are found.
     *
     * @param kind what the labels stand for
     */
    public static SlicedTable load(
            SparkSession spark, String path, TableFormat format, LabelKind kind, TableOptions options) {
        ReadRequest request = ReadRequest.training(kind, options);
        return slice(spark, input(spark, path, format, request), request);
    }

    /**
     * The stages that make features of a table's raw columns; to be given to {@link TableOptions#withStages} when it is loaded.
     *
     * @param kind what the labels stand for
     */
    public static ColumnStages stages(
            SparkSession spark,
            String path,
            TableFormat format,
            LabelKind kind,
            RawColumns columns,
            TableOptions options) {
        return RowTables.fitted(spark, path, format, columns, ReadRequest.training(kind, options));
    }

    /**
     * Loads a table to train on; classes and the number of features are found.
     *
     * @param kind what the labels stand for
     */
    public static SlicedTable load(Dataset<Row> rows, LabelKind kind, TableOptions options) {
        ReadRequest request = ReadRequest.training(kind, options);
        return slice(rows.sparkSession(), RowTables.dataset(rows, request), request);
    }

    /**
     * Loads a table for a model that there is already: another class, or a feature too many, is an error.
     *
     * @param schema what the model was trained on; its feature names, if it has any, choose the columns
     */
    public static SlicedTable load(
            SparkSession spark, String path, TableFormat format, TableSchema schema, TableOptions options) {
        ReadRequest request = ReadRequest.evaluation(schema, options);
        return slice(spark, input(spark, path, format, request), request);
    }

    /**
     * Loads a table for a model that there is already: another class, or a feature too many, is an error.
     *
     * @param schema what the model was trained on; its feature names, if it has any, choose the columns
     */
    public static SlicedTable load(Dataset<Row> rows, TableSchema schema, TableOptions options) {
        ReadRequest request = ReadRequest.evaluation(schema, options);
        return slice(rows.sparkSession(), RowTables.dataset(rows, request), request);
    }

    /**
     * Reads a table's features in order, for predictions by a model; its labels and weights, if any, are not looked at.
     */
    public static OrderedTable inOrder(
            SparkSession spark, String path, TableFormat format, TableSchema schema, TableOptions options) {
        ReadRequest request = ReadRequest.prediction(schema, options);
        return new OrderedTable(ReadTable.read(input(spark, path, format, request), request));
    }

    /**
     * Reads a table's features in order, for predictions by a model; its labels and weights, if any, are not looked at.
     */
    public static OrderedTable inOrder(Dataset<Row> rows, TableSchema schema, TableOptions options) {
        ReadRequest request = ReadRequest.prediction(schema, options);
        return new OrderedTable(ReadTable.read(RowTables.dataset(rows, request), request));
    }

    private static InputTable input(SparkSession spark, String path, TableFormat format, ReadRequest request) {
        if (request.options().stages().isPresent()) {
            return RowTables.staged(spark, path, format, request);
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        return switch (format) {
            case LIBSVM -> TextTables.libsvm(context, path, request);
            case CSV -> TextTables.csv(context, path, request);
            case PARQUET -> RowTables.parquet(spark, path, request);
            case ORC -> RowTables.orc(spark, path, request);
            case JSON -> TextTables.json(context, path, request);
        };
    }

    private static SlicedTable slice(SparkSession spark, InputTable input, ReadRequest request) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        try (ReadTable table = ReadTable.read(input, request)) {
            return SliceDealer.deal(context, table, request.options());
        }
    }
}
