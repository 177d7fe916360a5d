package dev.glissade.data;

import dev.glissade.config.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/**
 * The raw columns of a table, before stages make features of them; for the driver only.
 *
 * @param spark reads them
 * @param path a file, a directory, a pattern, or several of them between commas
 * @param format of it: CSV, Parquet or ORC
 * @param columns those that are used
 * @param request why the table is read
 */
record RawTables(SparkSession spark, String path, TableFormat format, RawColumns columns, ReadRequest request) {

    private static final String NUMERIC = "data.columns.numeric";
    private static final String LABEL = "data.label";
    private static final String WEIGHT = "data.weight";

    /** @throws UserError if such a table has no raw columns, or has names of its own */
    RawTables {
        if (format == TableFormat.LIBSVM || format == TableFormat.JSON) {
            throw new UserError("%s: data.columns are those of a CSV, Parquet or ORC table, and this is %s"
                    .formatted(path, format));
        }
        if (format != TableFormat.CSV && !columns.names().isEmpty()) {
            throw new UserError(
                    "%s: data.columns.names are those of a CSV without a header; the columns of %s have names"
                            .formatted(path, format));
        }
    }

    /**
     * The columns with the numeric ones known.
     *
     * @param names of all columns of the table
     */
    RawColumns known(List<String> names) {
        if (!columns.numeric().isEmpty()) {
            return columns;
        }
        List<String> rest = new ArrayList<>(names);
        rest.removeAll(columns.categorical());
        rest.removeAll(columns.hashed());
        rest.remove(label());
        request.options().weightColumn().ifPresent(rest::remove);
        return columns.withNumeric(rest);
    }

    /** All columns, with their own types: those of a CSV are texts. */
    Dataset<Row> read(String[] paths) {
        return switch (format) {
            case CSV -> csv(paths);
            case PARQUET -> spark.read().parquet(paths);
            case ORC -> spark.read().orc(paths);
            case LIBSVM, JSON -> throw new IllegalStateException("refused before");
        };
    }

    private Dataset<Row> csv(String[] paths) {
        return spark.read()
                .option("escape", "\"")
                .option("header", columns.names().isEmpty())
                .option("ignoreLeadingWhiteSpace", true)
                .option("ignoreTrailingWhiteSpace", true)
                .csv(paths)
                .toDF(names(text()).toArray(String[]::new));
    }

    private TextTables text() {
        return TextTables.of(JavaSparkContext.fromSparkContext(spark.sparkContext()), path);
    }

    private List<String> names(TextTables files) {
        if (columns.names().isEmpty()) {
            return files.header();
        }
        int width = files.header().size();
        if (width != columns.names().size()) {
            throw new UserError("%s has %d columns, and data.columns.names%s has %d names%s"
                    .formatted(
                            path,
                            width,
                            columns.names().contains(label()) ? "" : " but the label",
                            columns.names().size(),
                            mayLackLabel(width)
                                    ? "; rows that lack the label alone are predicted --without-label"
                                    : ""));
        }
        return columns.names();
    }

    private boolean mayLackLabel(int width) {
        return request.purpose() == ReadRequest.Purpose.PREDICTION
                && width == columns.names().size() - 1
                && columns.names().contains(label());
    }

    /**
     * Reads a CSV once, line by line, for what Spark's reader lets pass: files whose headers differ, lines with a field too many or too
     * few, and what is no number. Each is told by its file, line and column.
     *
     * @param known all columns that become features
     * @throws UserError for the first bad line
     */
    void check(RawColumns known) {
        if (format == TableFormat.CSV) {
            TextTables files = text();
            List<String> names = names(files);
            files.check(choice(names, known), columns.names().isEmpty(), request);
        }
    }

    /** The columns of numbers, as if they were all features. */
    private ColumnChoice choice(List<String> names, RawColumns known) {
        ColumnSearch search = new ColumnSearch(path, names);
        List<Integer> numbers =
                known.numeric().stream().map(name -> search.find(name, NUMERIC)).toList();
        if (request.purpose() == ReadRequest.Purpose.PREDICTION) {
            return new ColumnChoice(names, ColumnChoice.NONE, ColumnChoice.NONE, numbers);
        }
        int weight = request.options()
                .weightColumn()
                .map(name -> search.find(name, WEIGHT))
                .orElse(ColumnChoice.NONE);
        return new ColumnChoice(names, search.find(label(), LABEL), weight, numbers);
    }

    /**
     * Numbers as doubles, where a text that is none becomes a null, and categories as texts; label and weight where they are read.
     *
     * @param rows as they are read
     * @param known all columns that become features
     * @throws UserError if one is missing, or of a type that cannot be used
     */
    Dataset<Row> typed(Dataset<Row> rows, RawColumns known) {
        ColumnSearch search = new ColumnSearch(path, Arrays.asList(rows.columns()));
        StructField[] fields = rows.schema().fields();
        List<Column> typed = new ArrayList<>();
        known.numeric().forEach(name -> typed.add(number(fields[search.find(name, NUMERIC)])));
        known.categorical().forEach(name -> typed.add(text(fields[search.find(name, "data.columns.categorical")])));
        known.hashed().forEach(name -> typed.add(text(fields[search.find(name, "data.columns.hashed")])));
        if (request.purpose() != ReadRequest.Purpose.PREDICTION) {
            StructField label = fields[search.find(label(), LABEL)];
            typed.add(request.labelRule().hasClasses() ? RowTables.column(label.name()) : number(label));
            request.options().weightColumn().ifPresent(name -> typed.add(number(fields[search.find(name, WEIGHT)])));
        }
        return rows.select(typed.toArray(Column[]::new));
    }

    private String label() {
        return request.options().labelColumn().orElse(ColumnSearch.USUAL_LABEL);
    }

    private Column number(StructField field) {
        Column column = RowTables.column(field.name());
        DataType type = field.dataType();
        if (type instanceof StringType) {
            return functions.trim(column).try_cast(DataTypes.DoubleType).as(field.name());
        }
        if (type instanceof NumericType || type instanceof BooleanType) {
            return column.cast(DataTypes.DoubleType).as(field.name());
        }
        throw new UserError("%s column %s is of type %s, not a number"
                .formatted(path, Problem.quote(field.name()), type.simpleString()));
    }

    private Column text(StructField field) {
        DataType type = field.dataType();
        if (type instanceof StringType || type instanceof NumericType || type instanceof BooleanType) {
            return RowTables.column(field.name()).cast(DataTypes.StringType).as(field.name());
        }
        throw new UserError("%s column %s is of type %s, neither a text nor a number"
                .formatted(path, Problem.quote(field.name()), type.simpleString()));
    }
}
