package dev.glissade.config;

import java.util.List;
import java.util.Optional;

/**
 * Where the rows come from and how they are laid out.
 *
 * <p>Paths are Hadoop's: of a file, a folder or a pattern, with or without a scheme. A relative path on the local disk
 * starts from the folder in which the command was called.
 *
 * @param train the training set
 * @param test the test set, if there is one
 * @param format the format of both; empty goes by each path's ending
 * @param label the label's column; empty leaves it to the reader of the format
 * @param weight the column of row weights; empty for weights of 1
 * @param features the columns of the features, or the one column of feature vectors; empty for all the others
 * @param numFeatures the number of features; empty counts them
 * @param slices into how many slices the rows are dealt, a power of two; empty chooses by the table's size
 * @param shuffleSeed the seed of the deal; apart from the run's seed, so that runs can share a loaded table
 * @param order how rows are dealt to slices
 * @param storage in how many bytes values are kept
 * @param validation the share of the training rows that is held out, from 0 to below 1; 0 for none
 * @param standardize whether to train on features of deviation 1, with the penalties on that scale
 * @param onBadRow what happens where a row cannot be used
 */
public record DataSettings(
        String train,
        Optional<String> test,
        Optional<Format> format,
        Optional<String> label,
        Optional<String> weight,
        List<String> features,
        Optional<Integer> numFeatures,
        Optional<Integer> slices,
        long shuffleSeed,
        Order order,
        Storage storage,
        double validation,
        boolean standardize,
        OnBadRow onBadRow) {

    /** How rows are stored. */
    public enum Format implements Word {
        /** A line a row: the label, then index:value pairs with indices from 1. */
        LIBSVM,
        /** A line a row, with a header. */
        CSV,
        /** Apache Parquet. */
        PARQUET,
        /** Apache ORC. */
        ORC,
        /** A JSON object a line. */
        JSON
    }

    /** How rows are dealt to slices. */
    public enum Order implements Word {
        /** By a hash of each row's content: the same slices whatever the order and the format of the table. */
        CONTENT,
        /** In the order of reading, on which the result then depends. */
        AS_READ
    }

    /** In how many bytes values are kept. */
    public enum Storage implements Word {
        /** In as few as lose nothing, block by block. */
        AUTO,
        /** As floats, each rounded to the nearest. */
        FLOAT32,
        /** As doubles. */
        FLOAT64
    }

    /** What happens where a row cannot be used. */
    public enum OnBadRow implements Word {
        /** The first such row is an error that names it. */
        FAIL,
        /** Such rows are left out, of training, validation and test, and counted. */
        SKIP
    }

    private static final int MOST_SLICES = 1 << 20;

    static final Key<String> TRAIN =
            Key.required("data.train", Form.location(), "my.csv", "the path of the training set");
    static final Key<Optional<String>> TEST =
            Key.optional("data.test", Form.location(), "no test set", "the path of the test set");
    static final Key<Optional<Format>> FORMAT =
            Key.optional("data.format", Form.wordOf(Format.class), "by each path's ending", "how the rows are stored");
    static final Key<Optional<String>> LABEL = Key.optional(
            "data.label",
            Form.text(),
            "the column named label; libsvm has it first in a line",
            "the column of the labels");
    static final Key<Optional<String>> WEIGHT = Key.optional(
            "data.weight", Form.text(), "every row weighs 1", "the column of the row weights, each at least 0");
    static final Key<List<String>> FEATURES = Key.withDefault(
            "data.features",
            Form.listOf("a column name or a list of column names", Form.text()),
            List.of(),
            "the columns of the features, or the column of feature vectors; an empty list takes all other columns");
    static final Key<Optional<Integer>> NUM_FEATURES = Key.optional(
            "data.num-features",
            Form.count(1, Integer.MAX_VALUE),
            "as many as the training set has",
            "the number of features; a larger index in the data is an error");
    static final Key<Optional<Integer>> SLICES = Key.withDefault(
            "data.slices",
            Form.count(1, MOST_SLICES)
                    .where(slices -> Integer.bitCount(slices) == 1, "a power of two up to " + MOST_SLICES)
                    .orNone("auto"),
            Optional.empty(),
            "into how many slices the rows are dealt; auto: at least 64, by the size of the table alone");
    static final Key<Long> SHUFFLE_SEED = Key.withDefault(
            "data.shuffle-seed", Form.wholeNumber(Range.any()), 0L, "the seed by which rows are dealt to slices");
    static final Key<Order> ORDER = Key.withDefault(
            "data.order",
            Form.wordOf(Order.class),
            Order.CONTENT,
            "deal rows by their content, or as read: the result then depends on the order of the table");
    static final Key<Storage> STORAGE = Key.withDefault(
            "data.storage",
            Form.wordOf(Storage.class),
            Storage.AUTO,
            "values as doubles; rounded to floats; or in as few bytes as lose nothing, block by block: floats where all values"
                    + " are, none where all that are not 0 are 1");
    static final Key<Double> VALIDATION = Key.withDefault(
            "data.validation",
            Form.number(Range.atLeast(0).below(1)),
            0.0,
            "the share of the training rows held out for validation");
    static final Key<Boolean> STANDARDIZE = Key.withDefault(
            "data.standardize",
            Form.flag(),
            false,
            "whether to train on features of deviation 1, on which the penalties then act; models are saved on the"
                    + " original scale");
    static final Key<OnBadRow> ON_BAD_ROW = Key.withDefault(
            "data.on-bad-row",
            Form.wordOf(OnBadRow.class),
            OnBadRow.FAIL,
            "where a value is missing or not finite, or label, weight or line are bad: end with its place, or leave the row"
                    + " out and count it");

    /**
     * Keeps a copy of the list of features.
     *
     * @throws InvalidSettingException if a value is out of bounds, or a feature is named twice or is label or weight
     */
    public DataSettings {
        TRAIN.check(train);
        TEST.check(test);
        FORMAT.check(format);
        LABEL.check(label);
        WEIGHT.check(weight);
        FEATURES.check(features);
        NUM_FEATURES.check(numFeatures);
        SLICES.check(slices);
        SHUFFLE_SEED.check(shuffleSeed);
        ORDER.check(order);
        STORAGE.check(storage);
        VALIDATION.check(validation);
        STANDARDIZE.check(standardize);
        ON_BAD_ROW.check(onBadRow);
        features = List.copyOf(features);
        checkColumns(label, weight, features);
    }

    /** Only a training set; everything else by default. */
    public static DataSettings of(String train) {
        return new DataSettings(
                train,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                0,
                Order.CONTENT,
                Storage.AUTO,
                0,
                false,
                OnBadRow.FAIL);
    }

    private static void checkColumns(Optional<String> label, Optional<String> weight, List<String> features) {
        if (features.stream().distinct().count() < features.size()) {
            throw FEATURES.invalid(features, "names a column twice");
        }
        label.filter(features::contains).ifPresent(column -> {
            throw FEATURES.invalid(features, "has the label among the features: " + column);
        });
        weight.filter(features::contains).ifPresent(column -> {
            throw FEATURES.invalid(features, "has the row weight among the features: " + column);
        });
        if (label.isPresent() && label.equals(weight)) {
            throw WEIGHT.invalid(weight, "is the label's column");
        }
    }
}
