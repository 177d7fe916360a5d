package dev.glissade.bench;

import org.apache.spark.ml.classification.LinearSVC;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** spark.ml's support vector machine (L-BFGS on subgradients); its effort is iterations. */
final class LinearSvcPeer implements Peer {

    private final Dataset<Row> rows;
    private final double l2;

    /** Caches a data frame of the rows, in the same partitions. */
    LinearSvcPeer(SparkSession spark, Problem problem) {
        rows = SparkMlRows.cached(spark, problem);
        l2 = problem.l2();
    }

    @Override
    public String name() {
        return "spark.ml LinearSVC";
    }

    @Override
    public String version() {
        return "Spark " + rows.sparkSession().version();
    }

    @Override
    public String setting(int effort) {
        return "maxIter %d, tol 0".formatted(effort);
    }

    @Override
    public int mostEffort() {
        return 10_000;
    }

    @Override
    public double[] weights(int effort) {
        return new LinearSVC()
                .setRegParam(l2)
                .setStandardization(false)
                .setFitIntercept(false)
                .setTol(0)
                .setMaxIter(effort)
                .fit(rows)
                .coefficients()
                .toArray();
    }

    @Override
    public void close() {
        rows.unpersist(false);
    }
}
