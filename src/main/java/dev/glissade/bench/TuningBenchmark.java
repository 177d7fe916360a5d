package dev.glissade.bench;

import dev.glissade.data.SlicedTable;
import dev.glissade.ml.SGDClassifier;
import dev.glissade.model.LinearModel;
import java.util.ArrayList;
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
    private static final String SEPARATE = POINTS + " fits";
    private static final int FOLDS = 2;

    /** CrossValidator's default. */
    private static final int USUAL_FOLDS = 3;

    /** To three digits, as bars are printed in full. */
    private static final double A_THIRD = 0.333;

    /** Of fits so short that what CrossValidator does beside them shows. */
    private static final int FEW_EPOCHS = 5;

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
        try {
            Grid few = new Grid(rows, bench.settings().batch(), FEW_EPOCHS);
            List<Contestant> withOneByOne = new ArrayList<>(contestants(bench, few));
            withOneByOne.add(
                    crossValidator(bench, few, ", one by one", FOLDS, 1).beside("CrossValidator"));
            bench.compare(comparison(bench, table, few, withOneByOne));
            Grid usual = new Grid(rows, bench.settings().batch(), new SGDClassifier().getMaxIter());
            List<Contestant> withMoreFolds = new ArrayList<>(contestants(bench, usual));
            withMoreFolds.add(crossValidator(bench, usual, ", more folds", USUAL_FOLDS, POINTS)
                    .beside(SEPARATE));
            bench.compare(comparison(bench, table, usual, withMoreFolds));
        } finally {
            rows.unpersist(false);
        }
    }

    private Comparison comparison(Bench bench, String table, Grid grid, List<Contestant> contestants) {
        return new Comparison(
                "%s-%d-epochs".formatted(name(), grid.epochs()),
                "A grid of %d points, %d epochs each".formatted(POINTS, grid.epochs()),
                table,
                "%s, %d rows a step"
                        .formatted(bench.context().master(), bench.settings().batch()),
                "s",
                contestants);
    }

    private static List<Contestant> contestants(Bench bench, Grid grid) {
        return List.of(
                Contestant.of(SEPARATE, bench.glissade(), () -> seconds(grid::oneByOne)),
                Contestant.of("fitMultiple", bench.glissade(), () -> seconds(grid::together))
                        .beside(SEPARATE, Bar.atMost(A_THIRD)),
                crossValidator(bench, grid, "", FOLDS, POINTS).beside(SEPARATE, Bar.atMost(A_THIRD)));
    }

    private static Contestant crossValidator(Bench bench, Grid grid, String kind, int folds, int parallelism) {
        return Contestant.of(
                        "CrossValidator" + kind,
                        bench.glissade(),
                        () -> seconds(() -> grid.crossValidate(folds, parallelism)))
                .with("%d folds, parallelism %d".formatted(folds, parallelism));
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * 1e-9;
    }

    /** Three rates and four penalties. */
    private static final class Grid {
        private final Dataset<Row> rows;
        private final int epochs;
        private final SGDClassifier classifier;
        private final ParamMap[] maps;

        Grid(Dataset<Row> rows, int batch, int epochs) {
            this.rows = rows;
            this.epochs = epochs;
            this.classifier = new SGDClassifier().setMaxIter(epochs).setTol(0).setBatchSize(batch);
            this.maps = new ParamGridBuilder()
                    .addGrid(classifier.stepSize(), new double[] {0.01, 0.03, 0.1})
                    .addGrid(classifier.regParam(), new double[] {0, 1e-4, 1e-3, 1e-2})
                    .build();
        }

        int epochs() {
            return epochs;
        }

        void oneByOne() {
            for (ParamMap map : maps) {
                classifier.fit(rows, map);
            }
        }

        void together() {
            classifier.fitMultiple(rows, maps);
        }

        void crossValidate(int folds, int parallelism) {
            new CrossValidator()
                    .setEstimator(classifier)
                    .setEstimatorParamMaps(maps)
                    .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("logLoss"))
                    .setNumFolds(folds)
                    .setSeed(1)
                    .setParallelism(parallelism)
                    .fit(rows);
        }
    }
}
