package dev.glissade.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * Columns of text and numbers, as a table has them, that are turned into features: texts into a feature a category, numbers as they are.
 *
 * @param names of the columns of a CSV whose first line is a row; empty where the first line has them
 * @param numeric columns of numbers; empty for all that are neither named here nor label or weight
 * @param categorical columns of which each value that was seen becomes a feature of 0 or 1
 * @param hashed columns of which each value becomes a feature by its hash
 * @param hashSize the number of features that hashed columns share
 */
public record ColumnSettings(
        List<String> names, List<String> numeric, List<String> categorical, List<String> hashed, int hashSize) {

    private static final int MOST_HASHES = 1 << 30;

    private static final Form<List<String>> COLUMNS =
            Form.listOf("a column name or a list of column names", Form.text());

    static final Key<List<String>> NAMES = Key.withDefault(
            "data.columns.names",
            COLUMNS,
            List.of(),
            "the names of the columns of a CSV without a header, in order; an empty list takes its first line for the header");
    static final Key<List<String>> NUMERIC = Key.withDefault(
            "data.columns.numeric",
            COLUMNS,
            List.of(),
            "beside categorical or hashed columns, those of numbers; an empty list takes all other columns");
    static final Key<List<String>> CATEGORICAL = Key.withDefault(
            "data.columns.categorical",
            COLUMNS,
            List.of(),
            "columns of which each value in the training set becomes a feature, 1 where a row has it; other values have none");
    static final Key<List<String>> HASHED = Key.withDefault(
            "data.columns.hashed",
            COLUMNS,
            List.of(),
            "columns of which each value becomes a feature by its hash, for more values than one would count");
    static final Key<Integer> HASH_SIZE = Key.withDefault(
            "data.columns.hash-size",
            Form.count(1, MOST_HASHES),
            1 << 18,
            "the number of features that the hashed columns share");

    /**
     * Keeps copies of the lists.
     *
     * @throws InvalidSettingException if a value is out of bounds, a column is named twice, or one has two uses
     */
    public ColumnSettings {
        NAMES.check(names);
        NUMERIC.check(numeric);
        CATEGORICAL.check(categorical);
        HASHED.check(hashed);
        HASH_SIZE.check(hashSize);
        names = List.copyOf(names);
        numeric = List.copyOf(numeric);
        categorical = List.copyOf(categorical);
        hashed = List.copyOf(hashed);
        checkDistinct(NAMES, names);
        checkDistinct(NUMERIC, numeric);
        checkDistinct(CATEGORICAL, categorical);
        checkDistinct(HASHED, hashed);
        checkApart(CATEGORICAL, categorical, NUMERIC, numeric);
        checkApart(HASHED, hashed, NUMERIC, numeric);
        checkApart(HASHED, hashed, CATEGORICAL, categorical);
    }

    /** Features as the table has them. */
    public static ColumnSettings defaults() {
        return Group.of(ColumnSettings.class).defaults();
    }

    /** Whether any column is given. */
    public boolean areGiven() {
        return Stream.of(names, numeric, categorical, hashed).anyMatch(list -> !list.isEmpty());
    }

    private static void checkDistinct(Key<List<String>> key, List<String> columns) {
        if (columns.stream().distinct().count() < columns.size()) {
            throw key.invalid(columns, "names a column twice");
        }
    }

    private static void checkApart(
            Key<List<String>> key, List<String> columns, Key<List<String>> other, List<String> others) {
        columns.stream().filter(others::contains).findFirst().ifPresent(column -> {
            throw key.invalid(columns, "has a column that %s has, too: %s".formatted(other, column));
        });
    }

    /** @throws InvalidSettingException if the columns do not go with the rest of the data's settings */
    void checkWith(DataSettings data) {
        if (!areGiven()) {
            return;
        }
        if (!data.features().isEmpty()) {
            throw DataSettings.FEATURES.invalid(
                    data.features(), "does not go with data.columns, which has the features");
        }
        Stream.of(data.label(), data.weight()).flatMap(name -> name.stream()).forEach(name -> {
            checkNoFeature(NUMERIC, numeric, name);
            checkNoFeature(CATEGORICAL, categorical, name);
            checkNoFeature(HASHED, hashed, name);
        });
        if (data.onBadRow() == DataSettings.OnBadRow.SKIP) {
            throw DataSettings.ON_BAD_ROW.invalid(
                    data.onBadRow(), "does not go with data.columns: categories of rows that are left out would stay");
        }
        data.format()
                .filter(format -> format == DataSettings.Format.LIBSVM || format == DataSettings.Format.JSON)
                .ifPresent(format -> {
                    throw DataSettings.FORMAT.invalid(
                            data.format(), "data.columns are those of a CSV, Parquet or ORC table");
                });
    }

    private static void checkNoFeature(Key<List<String>> key, List<String> columns, String name) {
        if (columns.contains(name)) {
            throw key.invalid(columns, "has the label or the row weight among the features: " + name);
        }
    }
}
