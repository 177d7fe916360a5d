package dev.glissade.bench;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.mllib.regression.LabeledPoint;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** spark.ml's logistic regression (L-BFGS), of two classes or, as softmax, of several; its effort is iterations. */
final class SparkMlPeer implements Peer {

    static final String NAME = "spark.ml LogisticRegression";

    private final Dataset<Row> rows;
    private final double l2;
    private final boolean softmax;

    /** Caches a data frame of the rows, in the same partitions. */
    SparkMlPeer(SparkSession spark, Problem problem) {
        StructType schema = new StructType()
                .add("label", DataTypes.DoubleType, false)
                .add("features", SQLDataTypes.VectorType(), false);
        JavaRDD<LabeledPoint> points = MllibRows.points(problem.table());
        rows = spark.createDataFrame(
                        points.map(point -> RowFactory.create(
                                point.label(), point.features().asML())),
                        schema)
                .cache();
        rows.count();
        points.unpersist(false);
        l2 = problem.l2();
        softmax = !problem.isBinary();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return "Spark " + rows.sparkSession().version();
    }

    @Override
    public String setting(int effort) {
        return "maxIter %d, tol 0, family %s".formatted(effort, family());
    }

    private String family() {
        return softmax ? "multinomial" : "binomial";
    }

    @Override
    public int mostEffort() {
        return 10_000;
    }

    @Override
    public double[] weights(int effort) {
        LogisticRegressionModel model = new LogisticRegression()
                .setRegParam(l2)
                .setElasticNetParam(0)
                .setStandardization(false)
                .setFitIntercept(false)
                .setFamily(family())
                .setTol(0)
                .setMaxIter(effort)
                .fit(rows);
        Matrix byClass = model.coefficientMatrix();
        return softmax ? byClass.transpose().toArray() : model.coefficients().toArray();
    }

    @Override
    public void close() {
        rows.unpersist(false);
    }
}
