package dev.glissade.bench;

import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** spark.ml's logistic regression (L-BFGS), of two classes or, as softmax, of several; its effort is iterations. */
final class SparkMlPeer implements Peer {

    static final String NAME = "spark.ml LogisticRegression";

    private final Dataset<Row> rows;
    private final double l2;
    private final boolean softmax;

    /** Caches a data frame of the rows, in the same partitions. */
    SparkMlPeer(SparkSession spark, Problem problem) {
        rows = SparkMlRows.cached(spark, problem);
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
