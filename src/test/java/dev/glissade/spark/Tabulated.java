package dev.glissade.spark;

import dev.glissade.SharedSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Seeded tables with the columns {@code label}, {@code weight} and {@code features}, a vector. */
final class Tabulated {

    private static final StructType SCHEMA = new StructType()
            .add("label", DataTypes.DoubleType)
            .add("weight", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType());

    private Tabulated() {}

    /**
     * @param classes labels are 0 … classes − 1, or any numbers where this is 0
     * @param nonZeros of each row; as many as features for dense rows
     */
    static Dataset<Row> of(int rows, int features, int nonZeros, int classes) {
        SplittableRandom random = new SplittableRandom(rows * 31L + features);
        List<Row> table = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double label = classes == 0 ? random.nextDouble(-2, 2) : i < classes ? i : random.nextInt(classes);
            double weight = 0.5 + random.nextInt(4) / 2.0;
            table.add(RowFactory.create(label, weight, vector(features, nonZeros, random)));
        }
        return SharedSpark.session().createDataFrame(table, SCHEMA);
    }

    private static Vector vector(int features, int nonZeros, SplittableRandom random) {
        int[] indices = nonZeros == features
                ? IntStream.range(0, features).toArray()
                : random.ints(0, features).distinct().limit(nonZeros).sorted().toArray();
        double[] values = random.doubles(indices.length, -1, 1).toArray();
        return Vectors.sparse(features, indices, values);
    }
}
