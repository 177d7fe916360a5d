package dev.glissade.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.SharedSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.classification.OneVsRestModel;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Grids, cross-validation and one-versus-rest. */
class TuningTest {

    private static SGDClassifier quick() {
        return new SGDClassifier().setMaxIter(2).setStepSize(0.1).setBatchSize(16);
    }

    /** Rates and penalties, one of them with a rate to be found, and standardised or not. */
    private static ParamMap[] grid(SGDClassifier classifier) {
        return new ParamGridBuilder()
                .addGrid(classifier.regParam(), new double[] {0, 0.1})
                .addGrid(classifier.stepSize(), new double[] {0.05, 0.2})
                .addGrid(classifier.standardization())
                .build();
    }

    @Test
    void eachModelOfAGridHasTheBitsOfItsOwnFit() {
        Dataset<Row> rows = Points.classes(2, 80);
        SGDClassifier classifier = quick().setWeightCol("weight");
        ParamMap[] maps = grid(classifier);
        List<SGDClassificationModel> together = classifier.fitMultiple(rows, maps);
        assertThat(together).hasSize(8);
        for (int at = 0; at < maps.length; at++) {
            SGDClassificationModel alone = classifier.fit(rows, maps[at]);
            assertThat(together.get(at).coefficients()).isEqualTo(alone.coefficients());
            assertThat(together.get(at).intercept()).isEqualTo(alone.intercept());
            assertThat(together.get(at).summary().objectiveHistory())
                    .isEqualTo(alone.summary().objectiveHistory());
            assertThat(together.get(at).getRegParam()).isEqualTo(alone.getRegParam());
        }
        assertThat(together.stream().map(SGDClassificationModel::coefficients).distinct())
                .hasSize(8);
    }

    @Test
    void ratesAreFoundTogetherAsTheyAreAlone() {
        Dataset<Row> rows = Points.classes(2, 80);
        for (String gradient : List.of("svrg", "mini-batch")) {
            SGDClassifier classifier =
                    new SGDClassifier().setMaxIter(2).setBatchSize(16).setGradient(gradient);
            ParamMap[] maps = new ParamGridBuilder()
                    .addGrid(classifier.regParam(), new double[] {0.01, 0.1})
                    .build();
            List<SGDClassificationModel> together = classifier.fitMultiple(rows, maps);
            for (int at = 0; at < maps.length; at++) {
                SGDClassificationModel alone = classifier.fit(rows, maps[at]);
                assertThat(together.get(at).coefficients()).isEqualTo(alone.coefficients());
                assertThat(together.get(at).summary().foundStepSize())
                        .isEqualTo(alone.summary().foundStepSize());
            }
        }
    }

    /** One fit has room, twelve at once have not. */
    @Test
    void aGridThatSurelyHasNoRoomIsRefused() {
        Dataset<Row> rows = wide(8_000_000);
        SGDClassifier classifier =
                quick().setBatchSize(2).setMaxIter(1).setOptimizer("adam").setStandardization(false);
        assertThat(classifier.fit(rows).numFeatures()).isEqualTo(8_000_000);
        ParamMap[] maps = new ParamGridBuilder()
                .addGrid(classifier.stepSize(), new double[] {0.01, 0.03, 0.1})
                .addGrid(classifier.regParam(), new double[] {0, 1e-4, 1e-3, 1e-2})
                .build();
        assertThatThrownBy(() -> classifier.fitMultiple(rows, maps))
                .hasMessageContaining("the driver holds at least")
                .hasMessageContaining("spark.driver.memory");
    }

    private static Dataset<Row> wide(int features) {
        return Points.of(List.of(
                Points.row(0, Vectors.sparse(features, new int[] {1, 5}, new double[] {1, -1})),
                Points.row(1, Vectors.sparse(features, new int[] {5, features - 1}, new double[] {1, 1}))));
    }

    @Test
    void oneThatDivergesIsTold() {
        SGDClassifier classifier = quick().setStandardization(false).setRegParam(1);
        ParamMap[] maps = new ParamGridBuilder()
                .addGrid(classifier.stepSize(), new double[] {0.1, 1e6})
                .build();
        assertThatThrownBy(() -> classifier.fitMultiple(Points.classes(2, 60), maps))
                .isInstanceOf(DivergedException.class);
    }

    @Test
    void oneThatDivergesMayBeKept() {
        SGDClassifier classifier =
                quick().setStandardization(false).setRegParam(1).setHandleDivergence("keep");
        ParamMap[] maps = new ParamGridBuilder()
                .addGrid(classifier.stepSize(), new double[] {0.1, 1e6})
                .build();
        List<SGDClassificationModel> models = classifier.fitMultiple(Points.classes(2, 60), maps);
        assertThat(models.get(0).summary().stopReason()).isEqualTo("max-epochs");
        assertThat(models.get(1).summary().stopReason()).isEqualTo("diverged");
        assertThat(Double.isFinite(models.get(1).intercept())).isTrue();
        assertThatThrownBy(() -> classifier.setHandleDivergence("skip").fit(Points.classes(2, 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("handleDivergence = skip: must be one of error, keep");
    }

    /** A wrong start of one point is nothing to the others, which are fitted at the same time. */
    @Test
    void aPointThatIsWrongFailsAlone() throws Exception {
        SGDClassifier classifier = quick();
        ParamMap wrong = new ParamMap().put(classifier.initialWeights().w(new double[] {1, 2}));
        ParamMap right = new ParamMap().put(classifier.regParam().w(0.1));
        Dataset<Row> rows = Points.classes(2, 60);
        List<FutureTask<SGDClassificationModel>> fits = meeting(classifier, rows, new ParamMap[] {wrong, right});
        assertThatThrownBy(() -> fits.get(0).get(60, TimeUnit.SECONDS))
                .hasMessageContaining("2 numbers, but the model has 5 parameters");
        assertThat(fits.get(1).get(60, TimeUnit.SECONDS).coefficients())
                .isEqualTo(classifier.fit(rows, right).coefficients());
    }

    /** Six that have room by themselves, but not together, and so not all at once either. */
    @Test
    void pointsThatHaveNoRoomTogetherAreFittedOneAfterTheOther() throws Exception {
        SGDClassifier classifier =
                quick().setBatchSize(2).setMaxIter(1).setOptimizer("adam").setStandardization(false);
        ParamMap[] maps = new ParamGridBuilder()
                .addGrid(classifier.stepSize(), new double[] {0.01, 0.03, 0.1, 0.2, 0.3, 1})
                .build();
        Dataset<Row> rows = wide(15_000_000);
        assertThatThrownBy(() -> classifier.fitMultiple(rows, maps)).hasMessageContaining("the driver holds at least");
        for (FutureTask<SGDClassificationModel> fit : meeting(classifier, rows, maps)) {
            assertThat(fit.get(120, TimeUnit.SECONDS).summary().totalEpochs()).isEqualTo(1);
        }
    }

    /** Fits that begin while the first of them loads its rows. */
    private static List<FutureTask<SGDClassificationModel>> meeting(
            SGDClassifier classifier, Dataset<Row> rows, ParamMap[] maps) throws InterruptedException {
        Dataset<Row> slow = rows.filter((FilterFunction<Row>) row -> Gate.passed());
        List<FutureTask<SGDClassificationModel>> fits = new ArrayList<>();
        Gate.shut();
        try {
            for (ParamMap map : maps) {
                FutureTask<SGDClassificationModel> fit = new FutureTask<>(() -> classifier.fit(slow, map));
                Thread thread = new Thread(fit, "fit " + fits.size());
                thread.start();
                if (fits.isEmpty()) {
                    Gate.awaitRow();
                } else {
                    awaitWaitingIn(Meeting.class, thread);
                }
                fits.add(fit);
            }
        } finally {
            Gate.open();
        }
        return fits;
    }

    /** Spark's own exception is one that Java does not see. */
    @Test
    void aGridThatIsInterruptedIsCancelled() throws Exception {
        SGDClassifier classifier = quick();
        ParamMap[] maps = grid(classifier);
        Dataset<Row> slow = Points.classes(2, 60).filter((FilterFunction<Row>) row -> Gate.passed());
        Gate.shut();
        FutureTask<List<SGDClassificationModel>> fits = new FutureTask<>(() -> classifier.fitMultiple(slow, maps));
        Thread thread = new Thread(fits, "grid");
        try {
            thread.start();
            Gate.awaitRow();
            thread.interrupt();
            assertThatThrownBy(() -> fits.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(CancellationException.class);
        } finally {
            Gate.open();
        }
        thread.join();
    }

    /** A fit that is cancelled while others wait for it leaves them to themselves. */
    @Test
    void aPointThatIsCancelledIsCancelledAlone() throws Exception {
        SGDClassifier classifier = quick();
        Dataset<Row> rows = Points.classes(2, 60).filter((FilterFunction<Row>) row -> Gate.passed());
        ParamMap point = new ParamMap().put(classifier.regParam().w(0.1));
        Gate.shut();
        FutureTask<SGDClassificationModel> first = new FutureTask<>(() -> classifier.fit(rows));
        FutureTask<SGDClassificationModel> second = new FutureTask<>(() -> classifier.fit(rows, point));
        Thread leads = new Thread(first, "leads");
        Thread follows = new Thread(second, "follows");
        try {
            leads.start();
            Gate.awaitRow();
            follows.start();
            awaitWaitingIn(Meeting.class, follows);
            leads.interrupt();
            assertThatThrownBy(() -> first.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(CancellationException.class);
        } finally {
            Gate.open();
        }
        SGDClassificationModel fitted = second.get(60, TimeUnit.SECONDS);
        assertThat(fitted.coefficients()).isEqualTo(classifier.fit(rows, point).coefficients());
        leads.join();
        follows.join();
    }

    /** What rows of a Dataset wait at. */
    private static final class Gate {
        private static volatile CountDownLatch opened = new CountDownLatch(0);
        private static volatile CountDownLatch reached = new CountDownLatch(0);

        static void shut() {
            opened = new CountDownLatch(1);
            reached = new CountDownLatch(1);
        }

        static void open() {
            opened.countDown();
        }

        static void awaitRow() throws InterruptedException {
            assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
        }

        static boolean passed() throws InterruptedException {
            reached.countDown();
            return opened.await(60, TimeUnit.SECONDS);
        }
    }

    private static void awaitWaitingIn(Class<?> place, Thread thread) throws InterruptedException {
        for (int look = 0; look < 6_000; look++) {
            boolean there = Arrays.stream(thread.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(place.getName())
                            && frame.getMethodName().equals("await"));
            if (there && thread.getState() == Thread.State.WAITING) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError(thread + " does not wait in " + place);
    }

    @Test
    void crossValidatorTrainsPointsOfItsGridTogether() {
        Dataset<Row> rows = Points.classes(2, 120).cache();
        rows.count();
        SGDClassifier classifier = quick().setMaxIter(4);
        ParamMap[] maps = new ParamGridBuilder()
                .addGrid(classifier.stepSize(), new double[] {0.02, 0.1})
                .addGrid(classifier.regParam(), new double[] {0, 0.1, 10})
                .build();
        CrossValidator validator = new CrossValidator()
                .setEstimator(classifier)
                .setEstimatorParamMaps(maps)
                .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("logLoss"))
                .setNumFolds(2)
                .setSeed(1);
        int[] jobs = new int[2];
        double[][] metrics = new double[2][];
        CrossValidatorModel[] models = new CrossValidatorModel[2];
        for (int parallelism : new int[] {1, 6}) {
            int at = parallelism == 1 ? 0 : 1;
            int before = jobs();
            models[at] = validator.setParallelism(parallelism).fit(rows);
            jobs[at] = jobs() - before;
            metrics[at] = models[at].avgMetrics();
        }
        rows.unpersist();
        assertThat(metrics[1]).containsExactly(metrics[0]);
        SGDClassificationModel best = (SGDClassificationModel) models[1].bestModel();
        assertThat(best.coefficients()).isEqualTo(((SGDClassificationModel) models[0].bestModel()).coefficients());
        assertThat(3 * jobs[1]).isLessThan(jobs[0]);
    }

    @Test
    void oneVersusRestTakesWeightsAndEveryLoss() {
        Dataset<Row> rows = Points.classes(3, 90);
        for (String loss : List.of("logistic", "hinge")) {
            SGDClassifier classifier = quick().setMaxIter(6).setLoss(loss);
            OneVsRestModel plain = new OneVsRest().setClassifier(classifier).fit(rows);
            OneVsRestModel weighted = new OneVsRest()
                    .setClassifier(classifier)
                    .setWeightCol("weight")
                    .fit(rows);
            assertThat(plain.models()).hasSize(3);
            assertThat(coefficients(weighted)).isNotEqualTo(coefficients(plain));
            double right = plain.transform(rows).filter("label = prediction").count() / 90.0;
            assertThat(right).isGreaterThan(0.5);
        }
    }

    /** Of Spark, since it was started. */
    private static int jobs() {
        return SharedSpark.session().sparkContext().dagScheduler().numTotalJobs();
    }

    private static Object coefficients(OneVsRestModel model) {
        return ((SGDClassificationModel) (Object) model.models()[0]).coefficients();
    }
}
