package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.holdenkarau.spark.testing.JavaRDDComparisons;
import dev.glissade.SharedSpark;
import dev.glissade.data.OrderedTable;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LabelCoding;
import dev.glissade.model.LabelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions stand beside the number of their row, whatever the model. */
class PredictionsTest {

    @TempDir
    private Path directory;

    private Path table;

    @BeforeEach
    void writeTable() throws IOException {
        List<String> lines = new ArrayList<>(List.of("x,z"));
        for (int row = 0; row < 100; row++) {
            lines.add(row + "," + (row % 3 - 1));
        }
        table = Files.write(directory.resolve("table.csv"), lines);
    }

    @Test
    void aRegressionPredictsTheMargin() {
        SavedModel model = model("linear", LabelCoding.regression(), 2, -1, 0.5);
        List<Row> expected = new ArrayList<>();
        for (long row = 0; row < 100; row++) {
            expected.add(RowFactory.create(row, 2.0 * row - (row % 3 - 1) + 0.5));
        }
        Dataset<Row> predicted = predict(model, "out.parquet");
        assertThat(predicted.columns()).containsExactly("row", "label");
        JavaRDDComparisons.assertRDDEqualsWithOrder(
                SharedSpark.context().parallelize(expected, 3), predicted.toJavaRDD());
    }

    @Test
    void softmaxPredictsTheClassWithTheLargestProbability() {
        LabelCoding classes = LabelCoding.classes(LabelKind.MULTICLASS, List.of("low", "middle", "high"));
        // in the classes' order high, low, middle: the margins are z, −z and 0.5
        SavedModel model = model("softmax", classes, 0, 1, 0, 0, -1, 0, 0, 0, 0.5);
        Dataset<Row> predicted = predict(model, "out");
        assertThat(predicted.columns())
                .containsExactly("row", "label", "probability_high", "probability_low", "probability_middle");
        for (Row row : predicted.collectAsList()) {
            int z = Integer.parseInt(row.getString(0)) % 3 - 1;
            assertThat(row.getString(1)).isEqualTo(z == 1 ? "high" : z == -1 ? "low" : "middle");
            double sum = Math.exp(z) + Math.exp(-z) + Math.exp(0.5);
            assertThat(Double.parseDouble(row.getString(2))).isCloseTo(Math.exp(z) / sum, offset());
            assertThat(Double.parseDouble(row.getString(3))).isCloseTo(Math.exp(-z) / sum, offset());
            assertThat(Double.parseDouble(row.getString(4))).isCloseTo(Math.exp(0.5) / sum, offset());
        }
    }

    private static Offset<Double> offset() {
        return Offset.offset(1e-14);
    }

    private static SavedModel model(String kind, LabelCoding labels, double... parameters) {
        SavedModel.Columns columns =
                new SavedModel.Columns(Optional.of("y"), Optional.empty(), List.of(), List.of("x", "z"));
        ModelFamily family = new ModelFamily(Optional.of(kind), Optional.empty(), Optional.empty());
        return new SavedModel(family, labels, columns, Optional.empty(), 2, true, DenseVector.of(parameters), Map.of());
    }

    private Dataset<Row> predict(SavedModel model, String name) {
        String out = directory.resolve(name).toString();
        try (OrderedTable rows =
                new ModelTables(SharedSpark.session(), model).inOrder(table.toString(), Optional.empty())) {
            new Predictions(model).write(SharedSpark.session(), rows, out);
        }
        return name.endsWith(".parquet")
                ? SharedSpark.session().read().parquet(out)
                : SharedSpark.session().read().option("header", true).csv(out);
    }
}
