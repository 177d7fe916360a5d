package dev.glissade.run;

import dev.glissade.config.UserError;
import dev.glissade.data.NumberedRows;
import dev.glissade.data.OrderedTable;
import dev.glissade.files.Directory;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.LabelKind;
import dev.glissade.model.Model;
import dev.glissade.model.RowObjectiveModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Writes a model's predictions: the row's number from 0, the predicted label, and for classes the probability of each
 * or, where the model has none, the score.
 */
public final class Predictions {

    /** Up to here the output is one file. */
    private static final long ROWS_OF_ONE_FILE = 1_000_000;

    private final SavedModel saved;

    /** @throws UserError if the model predicts nothing */
    public Predictions(SavedModel saved) {
        if (saved.model() instanceof RowObjectiveModel objective
                && !objective.predicts(saved.parameters().values())) {
            throw new UserError("%s: predicts nothing, its class has no score".formatted(saved.family()));
        }
        this.saved = saved;
    }

    /**
     * Says at once, before any work, that the output's place is taken.
     *
     * @throws UserError if there is something already, or nothing can be written there
     */
    public static void requireFree(SparkSession spark, String out) {
        try {
            Directory directory = Directory.at(out, spark.sparkContext().hadoopConfiguration());
            if (directory.exists()) {
                throw new UserError("--out %s: exists already; predictions never overwrite anything".formatted(out));
            }
            directory.requireWritable();
        } catch (IOException | IllegalArgumentException failed) {
            throw new UserError("--out %s: cannot be written: %s".formatted(out, failed.getMessage()), failed);
        }
    }

    /**
     * Writes a directory of CSV files with a header, or of Parquet files if its name ends so, sorted by row.
     *
     * @param table rows in their order
     * @param out a place that is free
     */
    public void write(SparkSession spark, OrderedTable table, String out) {
        Dataset<Row> predictions = spark.createDataFrame(table.blocks().flatMap(new Predict(saved)), schema());
        Dataset<Row> sorted = table.rows() <= ROWS_OF_ONE_FILE
                ? predictions.coalesce(1).sortWithinPartitions("row")
                : predictions.orderBy("row");
        if (out.toLowerCase(Locale.ROOT).endsWith(".parquet")) {
            sorted.write().parquet(out);
        } else {
            sorted.write().option("header", true).csv(out);
        }
    }

    private StructType schema() {
        DataType label = regression(saved) ? DataTypes.DoubleType : DataTypes.StringType;
        StructType schema =
                new StructType().add("row", DataTypes.LongType, false).add("label", label, false);
        for (String name : outputNames()) {
            schema = schema.add(name, DataTypes.DoubleType, false);
        }
        return schema;
    }

    private List<String> outputNames() {
        if (regression(saved)) {
            return List.of();
        }
        if (saved.model().predictionWidth() == 1) {
            return List.of("score");
        }
        return saved.labels().classes().stream()
                .map(name -> "probability_" + name)
                .toList();
    }

    private static boolean regression(SavedModel saved) {
        return saved.labels().kind() == LabelKind.REGRESSION;
    }

    /** The task: a block of rows to rows of the output. */
    private static final class Predict implements FlatMapFunction<NumberedRows, Row> {
        private static final long serialVersionUID = 1L;

        private final Model model;
        private final double[] parameters;
        private final String[] classes;

        private Predict(SavedModel saved) {
            this.model = saved.model();
            this.parameters = saved.parameters().values();
            this.classes = saved.labels().classes().toArray(String[]::new);
        }

        @Override
        public Iterator<Row> call(NumberedRows block) {
            RowBlock rows = block.rows();
            List<Row> predicted = new ArrayList<>(rows.size());
            double[] output = new double[model.predictionWidth()];
            for (int row = 0; row < rows.size(); row++) {
                double prediction = model.predict(rows, row, parameters, output);
                predicted.add(row(block.firstRow() + row, prediction, output));
            }
            return predicted.iterator();
        }

        private Row row(long number, double prediction, double[] output) {
            if (classes.length == 0) {
                return RowFactory.create(number, prediction);
            }
            Object[] fields = new Object[2 + output.length];
            fields[0] = number;
            fields[1] = classes[(int) prediction];
            for (int i = 0; i < output.length; i++) {
                fields[2 + i] = output[i];
            }
            return RowFactory.create(fields);
        }
    }
}
