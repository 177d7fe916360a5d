package dev.glissade.data;

import dev.glissade.config.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The stages of spark.ml that turn raw columns into one vector of features; fitted to a training set, and saved with its model.
 *
 * <p>Features come in the order of the columns: numbers as they are; of each categorical column a feature a value, in the order of their
 * texts ({@link StringIndexer}, {@link OneHotEncoder}); then the hashes ({@link FeatureHasher}). A value that the training set does not have, or
 * none, has 0 in all features of its column. So features do not depend on the order of the rows, nor on how often a value comes.
 */
public final class ColumnStages {

    /** The column of the vectors. */
    static final String FEATURES = "features of columns";

    private static final String HASHES = "hashes of columns";

    private final RawColumns columns;
    private final List<List<String>> categories;
    private final Supplier<PipelineModel> stages;

    private ColumnStages(RawColumns columns, List<List<String>> categories, Supplier<PipelineModel> stages) {
        this.columns = columns;
        this.categories = categories.stream().map(List::copyOf).toList();
        this.stages = stages;
    }

    /**
     * Fits them.
     *
     * @param path of the rows, for messages
     * @param rows with all of the columns, numbers as doubles and all else as texts
     * @param columns of which the numeric ones are known
     * @throws UserError if a categorical column has no value at all
     */
    static ColumnStages fit(String path, Dataset<Row> rows, RawColumns columns) {
        Dataset<Row> plain = plainlyNamed(rows);
        List<PipelineStage> stages = new ArrayList<>(made(columns));
        if (stages.get(0) instanceof StringIndexer indexer) {
            StringIndexerModel indexed = indexer.fit(plain);
            requireValues(path, columns.categorical(), indexed.labelsArray());
            stages.set(0, indexed);
        }
        PipelineModel fitted = new Pipeline("columns")
                .setStages(stages.toArray(PipelineStage[]::new))
                .fit(plain);
        return new ColumnStages(columns, categories(fitted), () -> fitted);
    }

    /** The same for tables without a header that lack a column which becomes no feature. */
    public ColumnStages withoutName(String name) {
        return new ColumnStages(columns.withoutName(name), categories, stages);
    }

    /** The stages before they are fitted. */
    private static List<PipelineStage> made(RawColumns columns) {
        List<PipelineStage> stages = new ArrayList<>();
        List<String> assembled = new ArrayList<>(List.of(named("", columns.numeric())));
        if (!columns.categorical().isEmpty()) {
            String[] indices = named("index of ", columns.categorical());
            String[] oneHot = named("one-hot of ", columns.categorical());
            stages.add(new StringIndexer("categories")
                    .setInputCols(named("", columns.categorical()))
                    .setOutputCols(indices)
                    .setStringOrderType("alphabetAsc")
                    .setHandleInvalid("keep")); // the last index, which the encoder drops
            stages.add(new OneHotEncoder("one-hot").setInputCols(indices).setOutputCols(oneHot));
            assembled.addAll(List.of(oneHot));
        }
        if (!columns.hashed().isEmpty()) {
            String[] hashed = named("", columns.hashed());
            stages.add(new FeatureHasher("hashes")
                    .setInputCols(hashed)
                    .setCategoricalCols(hashed)
                    .setNumFeatures(columns.hashSize())
                    .setOutputCol(HASHES));
            assembled.add(HASHES);
        }
        stages.add(new VectorAssembler("features")
                .setInputCols(assembled.toArray(String[]::new))
                .setOutputCol(FEATURES)
                .setHandleInvalid("keep")); // a number that is missing becomes NaN, which is told by its row and column
        return stages;
    }

    /** A stage's name and what was set, which fitting does not change. */
    @SuppressWarnings("unchecked") // a param encodes its own values
    private static String described(PipelineStage stage) {
        return Arrays.stream(stage.params())
                .filter(stage::isSet)
                .map(param -> param.name() + "=" + ((Param<Object>) param).jsonEncode(stage.getOrDefault(param)))
                .collect(Collectors.joining(", ", stage.uid() + ": ", ""));
    }

    private static void requireValues(String path, List<String> columns, String[][] values) {
        for (int column = 0; column < values.length; column++) {
            if (values[column].length == 0) {
                throw new UserError("%s column %s (data.columns.categorical) is empty in all rows"
                        .formatted(path, Problem.quote(columns.get(column))));
            }
        }
    }

    private static List<List<String>> categories(PipelineModel fitted) {
        return Arrays.stream(fitted.stages())
                .filter(StringIndexerModel.class::isInstance)
                .flatMap(stage -> Arrays.stream(((StringIndexerModel) stage).labelsArray()))
                .map(List::of)
                .toList();
    }

    private static String[] named(String prefix, List<String> columns) {
        return columns.stream().map(name -> prefix + plain(name)).toArray(String[]::new);
    }

    /** To stages, a dot is that of a field in a structure, and a backtick a quote: these look like them. */
    private static String plain(String name) {
        return name.replace('.', '\u2024').replace('`', '\u02cb');
    }

    private static Dataset<Row> plainlyNamed(Dataset<Row> rows) {
        return rows.toDF(Arrays.stream(rows.columns()).map(ColumnStages::plain).toArray(String[]::new));
    }

    /**
     * The same rows with the column of vectors, and some between.
     *
     * @throws UserError if the stages were saved, and cannot be read
     */
    Dataset<Row> transform(Dataset<Row> rows) {
        String[] names = rows.columns();
        Dataset<Row> transformed = stages.get().transform(plainlyNamed(rows));
        String[] all = transformed.columns();
        System.arraycopy(names, 0, all, 0, names.length); // stages add columns behind those that were there
        return transformed.toDF(all);
    }

    /** What they were fitted to, the numeric columns among it. */
    public RawColumns columns() {
        return columns;
    }

    /** The values of each categorical column, in their order; each has a feature. */
    public List<List<String>> categories() {
        return categories;
    }

    /** A name a feature, a column or a column=value; empty where columns are hashed, as nobody knows what a hash stands for. */
    public List<String> featureNames() {
        if (!columns.hashed().isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>(columns.numeric());
        for (int column = 0; column < categories.size(); column++) {
            String name = columns.categorical().get(column);
            categories.get(column).forEach(value -> names.add("%s=%s".formatted(name, value)));
        }
        return names;
    }

    /** Writes the stages as spark.ml does, to a directory that is not there. */
    public void write(String directory) throws IOException {
        stages.get().write().save(directory);
    }

    /**
     * What {@link #write} wrote. It is read, which takes Spark, once rows are to be turned.
     *
     * @param columns that were fitted
     * @param categories that were found
     */
    public static ColumnStages saved(String directory, RawColumns columns, List<List<String>> categories) {
        return new ColumnStages(columns, categories, () -> read(directory, columns, categories));
    }

    private static PipelineModel read(String directory, RawColumns columns, List<List<String>> categories) {
        PipelineModel read;
        try {
            read = PipelineModel.load(directory);
        } catch (Exception failed) { // of Spark, whose exceptions Java does not see
            throw new UserError(
                    "%s: the stages of its columns cannot be read: %s".formatted(directory, firstLine(failed)), failed);
        }
        List<String> stages =
                Arrays.stream(read.stages()).map(ColumnStages::described).toList();
        List<String> expected =
                made(columns).stream().map(ColumnStages::described).toList();
        if (!stages.equals(expected) || !categories(read).equals(categories)) {
            throw new UserError("%s: the stages of its columns are not those of the model".formatted(directory));
        }
        return read;
    }

    private static String firstLine(Exception failed) {
        return String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
    }
}
