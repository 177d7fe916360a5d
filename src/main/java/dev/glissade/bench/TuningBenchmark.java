package dev.glissade.bench;

import dev.glissade.data.SlicedTable;
import dev.glissade.ml.SGDClassifier;
import dev.glissade.model.LinearModel;
import java.util.List;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a grid of twelve rates and penalties costs an Estimator: twelve fits, each by itself, beside {@code fitMultiple}; and
 * CrossValidator with one point of its grid at a time beside all twelve at once, which then share a table and a job a step.
 */
final class TuningBenchmark implements Benchmark {

    private static final long ROWS = 50_000;
    private static final int FEATURES = 50;
    private static final int POINTS = 12;
    private static final int FOLDS = 2;

    @Override
    public String name() {
        return "tuning";
    }

    @Override
    public String what() {
        return "a grid of " + POINTS + " fits together, by itself and in CrossValidator, beside one after the other";
    }

    @Override
    public void run(Bench bench) {
        Dataset<Row> rows;
        String table;
        try (SlicedTable made = bench.dense(ROWS, FEATURES)) {
            table = Bench.describe(made);
            rows = SparkMlRows.cached(
                    bench.spark(), new Problem(made, LinearModel.logistic(made.features(), false), 0));
        }
        Grid grid = new Grid(rows, bench.settings().batch());
        try {
            bench.compare(new Comparison(
                    name(),
                    "A grid of " + POINTS + " points",
                    table,
                    "%s, %d rows a step, 5 epochs"
                            .formatted(
                                    bench.context().master(), bench.settings().batch()),
                    "s",
                    List.of(
                            Contestant.of(POINTS + " fits", bench.glissade(), () -> seconds(grid::oneByOne)),
                            Contestant.of("fitMultiple", bench.glissade(), () -> seconds(grid::together))
                                    .beside(POINTS + " fits", Bar.atMost(1.0 / 3)),
                            Contestant.of(
                                            "CrossValidator",
                                            bench.glissade(),
                                            () -> seconds(() -> grid.crossValidate(1)))
                                    .with("%d folds, parallelism 1".formatted(FOLDS)),
                            Contestant.of(
                                            "CrossValidator, together",
                                            bench.glissade(),
                                            () -> seconds(() -> grid.crossValidate(POINTS)))
                                    .with("%d folds, parallelism %d".formatted(FOLDS, POINTS))
                                    .beside(POINTS + " fits", Bar.atMost(1.0 / 3))
                                    .beside("CrossValidator"))));
        } finally {
            rows.unpersist(false);
        }
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * 1e-9;
    }

    /** Three rates and four penalties. */
    private static final class Grid {
        private final Dataset<Row> rows;
        private final SGDClassifier classifier;
        private final ParamMap[] maps;

        Grid(Dataset<Row> rows, int batch) {
            this.rows = rows;
            this.classifier = new SGDClassifier().setMaxIter(5).setTol(0).setBatchSize(batch);
            this.maps = new ParamGridBuilder()
                    .addGrid(classifier.stepSize(), new double[] {0.01, 0.03, 0.1})
                    .addGrid(classifier.regParam(), new double[] {0, 1e-4, 1e-3, 1e-2})
                    .build();
        }

        void oneByOne() {
            for (ParamMap map : maps) {
                classifier.fit(rows, map);
            }
        }

        void together() {
            classifier.fitMultiple(rows, maps);
        }

        void crossValidate(int parallelism) {
            new CrossValidator()
                    .setEstimator(classifier)
                    .setEstimatorParamMaps(maps)
                    .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("logLoss"))
                    .setNumFolds(FOLDS)
                    .setSeed(1)
                    .setParallelism(parallelism)
                    .fit(rows);
        }
    }
}
