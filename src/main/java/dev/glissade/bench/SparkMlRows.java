package dev.glissade.bench;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.mllib.regression.LabeledPoint;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A table's rows as spark.ml wants them: a cached data frame in the same partitions. */
final class SparkMlRows {

    private SparkMlRows() {}

    static Dataset<Row> cached(SparkSession spark, Problem problem) {
        StructType schema = new StructType()
                .add("label", DataTypes.DoubleType, false)
                .add("features", SQLDataTypes.VectorType(), false);
        JavaRDD<LabeledPoint> points = MllibRows.points(problem.table());
        Dataset<Row> rows = spark.createDataFrame(
                        points.map(point -> RowFactory.create(
                                point.label(), point.features().asML())),
                        schema)
                .cache();
        rows.count();
        points.unpersist(false);
        return rows;
    }
}
