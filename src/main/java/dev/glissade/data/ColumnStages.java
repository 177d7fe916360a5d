package dev.glissade.data;

import dev.glissade.config.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAssembler;
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

    /** The column of the vectors. Names with a dot are none that all stages take. */
    static final String FEATURES = "features of columns";

    private static final String HASHES = "hashes of columns";

    private final RawColumns columns;
    private final PipelineModel stages;

    private ColumnStages(RawColumns columns, PipelineModel stages) {
        this.columns = columns;
        this.stages = stages;
    }

    /**
     * Fits them.
     *
     * @param rows with all of the columns, numbers as doubles and all else as texts
     * @param columns of which the numeric ones are known
     */
    static ColumnStages fit(Dataset<Row> rows, RawColumns columns) {
        List<PipelineStage> stages = new ArrayList<>();
        List<String> assembled = new ArrayList<>(columns.numeric());
        if (!columns.categorical().isEmpty()) {
            String[] categorical = columns.categorical().toArray(String[]::new);
            String[] indices = named("index of ", columns.categorical());
            String[] oneHot = named("one-hot of ", columns.categorical());
            stages.add(new StringIndexer("categories")
                    .setInputCols(categorical)
                    .setOutputCols(indices)
                    .setStringOrderType("alphabetAsc")
                    .setHandleInvalid("keep")); // the last index, which the encoder drops
            stages.add(new OneHotEncoder("one-hot").setInputCols(indices).setOutputCols(oneHot));
            assembled.addAll(List.of(oneHot));
        }
        if (!columns.hashed().isEmpty()) {
            String[] hashed = columns.hashed().toArray(String[]::new);
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
        return new ColumnStages(
                columns,
                new Pipeline("columns")
                        .setStages(stages.toArray(PipelineStage[]::new))
                        .fit(rows));
    }

    private static String[] named(String prefix, List<String> columns) {
        return columns.stream().map(prefix::concat).toArray(String[]::new);
    }

    /** The same rows with the column of vectors, and some between. */
    Dataset<Row> transform(Dataset<Row> rows) {
        return stages.transform(rows);
    }

    /** What they were fitted to, the numeric columns among it. */
    public RawColumns columns() {
        return columns;
    }

    /** A name a feature, a column or a column=value; empty where columns are hashed, as nobody knows what a hash stands for. */
    public List<String> featureNames() {
        if (!columns.hashed().isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>(columns.numeric());
        for (Transformer stage : stages.stages()) {
            if (stage instanceof StringIndexerModel indexed) {
                String[][] values = indexed.labelsArray();
                for (int column = 0; column < values.length; column++) {
                    for (String value : values[column]) {
                        names.add("%s=%s".formatted(columns.categorical().get(column), value));
                    }
                }
            }
        }
        return names;
    }

    /** Writes the stages as spark.ml does, to a directory that is not there. */
    public void write(String directory) throws IOException {
        stages.write().save(directory);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param columns that were fitted
     * @throws UserError if they are not there, or not whole
     */
    public static ColumnStages read(String directory, RawColumns columns) {
        try {
            return new ColumnStages(columns, PipelineModel.load(directory));
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception unreadable) { // of Spark, which Java does not see
            throw new UserError(
                    "%s: the stages of its columns cannot be read: %s".formatted(directory, unreadable.getMessage()),
                    unreadable);
        }
    }
}
