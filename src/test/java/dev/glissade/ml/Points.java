package dev.glissade.ml;

import dev.glissade.SharedSpark;
import dev.glissade.sampling.CounterHash;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Small Datasets: label, features, weight, and whether the row validates. */
final class Points {

    static final StructType SCHEMA = new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType())
            .add("weight", DataTypes.DoubleType)
            .add("validates", DataTypes.BooleanType);

    private static final int FEATURES = 4;

    private Points() {}

    /** Classes that overlap, of features whose scales differ and which are not centred. */
    static Dataset<Row> classes(int classes, int rows) {
        List<Row> all = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int label = row % classes;
            double[] features = new double[FEATURES];
            for (int feature = 0; feature < FEATURES; feature++) {
                double shift = feature == label % FEATURES ? 1.0 : feature == 3 ? 0.4 * label : 0;
                features[feature] = (noise(row, feature) + shift + 0.5) * (1 + feature);
            }
            all.add(RowFactory.create((double) label, new DenseVector(features), 0.5 + row % 5, row % 4 == 3));
        }
        return of(all);
    }

    /** y = 2x₀ − x₁ + 0.5x₂ + 3 and some noise. */
    static Dataset<Row> line(int rows) {
        List<Row> all = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double[] x = {noise(row, 0), noise(row, 1), noise(row, 2)};
            double label = 2 * x[0] - x[1] + 0.5 * x[2] + 3 + 0.1 * noise(row, 3);
            all.add(RowFactory.create(label, new DenseVector(x), 1.0, row % 4 == 3));
        }
        return of(all);
    }

    static Dataset<Row> of(List<Row> rows) {
        return SharedSpark.session().createDataFrame(rows, SCHEMA).coalesce(2);
    }

    static Row row(double label, Vector features) {
        return RowFactory.create(label, features, 1.0, false);
    }

    /** About normal, deviation 1. */
    private static double noise(int row, int feature) {
        double sum = -6;
        for (int draw = 0; draw < 12; draw++) {
            sum += CounterHash.uniform(CounterHash.hash(row, 12L * feature + draw));
        }
        return sum;
    }
}
