package dev.glissade.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.SharedSpark;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.ml.classification.LinearSVC;
import org.apache.spark.ml.classification.LinearSVCModel;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.feature.VarianceThresholdSelector;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the same objective, SVRG comes to the coefficients that spark.ml's LogisticRegression comes to; what is to be translated for its other linear models. */
class AgreementTest {

    private static Dataset<Row> adult;

    @BeforeAll
    static void readAdult() {
        Path home = Path.of(System.getProperty("glissade.home"));
        adult = SharedSpark.session()
                .read()
                .format("libsvm")
                .option("numFeatures", "123")
                .load(home.resolve("src/main/data/adult/a9a.svm.gz").toString())
                .selectExpr("(label + 1) / 2 as label", "features")
                .cache();
        adult.count();
    }

    @AfterAll
    static void letGo() {
        adult.unpersist();
    }

    @ParameterizedTest
    @CsvSource({"0", "0.5"})
    void onAdult(double share) {
        compare(
                adult,
                new SGDClassifier()
                        .setRegParam(0.01)
                        .setElasticNetParam(share)
                        .setStandardization(false)
                        .setGradient("svrg")
                        .setBatchSize(1)
                        .setLocalSteps(0)
                        .setReplicas(2)
                        .setTol(1e-13)
                        .setMaxIter(80));
    }

    /** Rare features have long rows, which a rate of its own would follow: momentum and longer steps than those that are surely stable help. */
    @ParameterizedTest
    @CsvSource({"0", "0.5"})
    void onAdultStandardised(double share) {
        compare(
                adult,
                new SGDClassifier()
                        .setRegParam(0.1)
                        .setElasticNetParam(share)
                        .setGradient("svrg")
                        .setOptimizer("momentum")
                        .setStepSize(0.1)
                        .setBatchSize(1024)
                        .setLocalSteps(0)
                        .setReplicas(1)
                        .setTol(1e-14)
                        .setMaxIter(80));
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "false, 0", "true, 0.7", "false, 0.7"})
    void onWeightedRows(boolean standardization, double share) {
        Dataset<Row> rows = Points.classes(2, 150);
        compare(
                rows,
                exact().setElasticNetParam(share)
                        .setStandardization(standardization)
                        .setWeightCol("weight"));
    }

    /**
     * Of the user's own copy, as {@code .ci/large-data} does: it does not come along. Without standardisation LogisticRegression divides
     * an L2 penalty by variances, and does not come to an end where those are next to 0, as for pixels at the rim: these are left
     * out then.
     */
    @ParameterizedTest
    @CsvSource({"true, 0.1, 0.5, 0", "false, 0.01, 0.5, 0", "true, 0.1, 0, 0", "false, 0.01, 0, 0.0025"})
    @EnabledIfSystemProperty(named = "glissade.mnist", matches = ".+")
    void onMnist(boolean standardization, double penalty, double share, double leastVariance) {
        Dataset<Row> digits = digits(leastVariance).cache();
        SGDClassifier classifier = new SGDClassifier()
                .setRegParam(penalty)
                .setElasticNetParam(share)
                .setStandardization(standardization)
                .setGradient("svrg")
                .setTol(1e-14)
                .setMaxIter(200);
        if (standardization) {
            classifier.setOptimizer("momentum"); // rare pixels have long rows, which a rate of its own would follow
        }
        if (standardization && share == 0) {
            classifier.setBatchSize(4096).setStepSize(0.02);
        } else if (standardization) {
            classifier.setBatchSize(1024).setStepSize(0.1).setLocalSteps(0).setReplicas(1);
        } else {
            classifier.setBatchSize(1).setLocalSteps(0).setReplicas(1);
        }
        compare(digits, classifier);
        digits.unpersist();
    }

    private static Dataset<Row> digits(double leastVariance) {
        Dataset<Row> digits = SharedSpark.session()
                .read()
                .format("libsvm")
                .option("numFeatures", "784")
                .load(System.getProperty("glissade.mnist"));
        if (leastVariance == 0) {
            return digits;
        }
        return new VarianceThresholdSelector()
                .setVarianceThreshold(leastVariance)
                .setOutputCol("chosen")
                .fit(digits)
                .transform(digits)
                .select(functions.col("label"), functions.col("chosen").as("features"));
    }

    @ParameterizedTest
    @CsvSource({"true, 0, true", "true, 0.5, true", "false, 0, true", "false, 0.5, true", "false, 0.5, false"})
    void onThreeClasses(boolean standardization, double share, boolean intercept) {
        Dataset<Row> rows = Points.classes(3, 150);
        compare(
                rows,
                exact().setElasticNetParam(share)
                        .setStandardization(standardization)
                        .setFitIntercept(intercept));
    }

    @Test
    void twoClassesMayHaveASetOfCoefficientsEach() {
        compare(Points.classes(2, 100), exact().setFamily("multinomial"));
    }

    /** LinearRegression divides labels by their deviation, which its L2 penalty feels and its L1 penalty does not. */
    @ParameterizedTest
    @CsvSource({"0", "0.5", "1"})
    void linearRegressionWithItsPenaltyTranslated(double share) {
        Dataset<Row> rows = Points.line(120);
        double strength = 0.3;
        double deviation = rows.agg(functions.stddev_samp("label")).first().getDouble(0);
        LinearRegressionModel expected = new LinearRegression()
                .setSolver("l-bfgs") // the other one divides by the deviation of n, not n - 1
                .setRegParam(strength)
                .setElasticNetParam(share)
                .setTol(1e-13)
                .setMaxIter(1000)
                .fit(rows);
        double l1 = strength * share;
        double l2 = strength * (1 - share) / deviation;
        SGDRegressionModel model = new SGDRegressor()
                .setRegParam(l1 + l2)
                .setElasticNetParam(l1 / (l1 + l2))
                .setGradient("svrg")
                .setBatchSize(4)
                .setLocalSteps(0)
                .setReplicas(1)
                .setTol(1e-15)
                .setMaxIter(1500)
                .fit(rows);
        assertThat(deviation).isGreaterThan(1.5);
        assertThat(model.coefficients().toArray())
                .containsExactly(expected.coefficients().toArray(), within(1e-5));
        assertThat(model.intercept()).isCloseTo(expected.intercept(), within(1e-5));
    }

    /** The hinge has kinks, so that descent comes near only. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void linearSVCsObjective(boolean standardization) {
        Dataset<Row> rows = Points.classes(2, 150);
        LinearSVCModel expected = new LinearSVC()
                .setRegParam(0.1)
                .setStandardization(standardization)
                .setTol(1e-12)
                .setMaxIter(40) // it searches long along each line that has a kink
                .fit(rows);
        SGDClassificationModel model = new SGDClassifier()
                .setLoss("hinge")
                .setRegParam(0.1)
                .setStandardization(standardization)
                .setStepSize(0.05)
                .setDecay("inverse-time")
                .setDecayRate(0.005)
                .setBatchSize(8)
                .setLocalSteps(0)
                .setReplicas(1)
                .setTol(0)
                .setMaxIter(300)
                .setEvaluateEvery("50 epochs")
                .fit(rows);
        double[] objectives = expected.summary().objectiveHistory();
        double least = Arrays.stream(objectives).min().orElseThrow();
        assertThat(model.summary().objective()).isCloseTo(least, within(2e-3));
    }

    private static SGDClassifier exact() {
        return new SGDClassifier()
                .setRegParam(0.05)
                .setGradient("svrg")
                .setBatchSize(4)
                .setLocalSteps(0)
                .setReplicas(1)
                .setTol(1e-15)
                .setMaxIter(1500);
    }

    private static void compare(Dataset<Row> rows, SGDClassifier classifier) {
        LogisticRegression peer = new LogisticRegression()
                .setRegParam(classifier.getRegParam())
                .setElasticNetParam(classifier.getElasticNetParam())
                .setStandardization(classifier.getStandardization())
                .setFitIntercept(classifier.getFitIntercept())
                .setFamily(classifier.getFamily())
                .setTol(1e-11)
                .setMaxIter(1000);
        if (classifier.isDefined(classifier.weightCol())) {
            peer.setWeightCol(classifier.getWeightCol());
        }
        LogisticRegressionModel expected = peer.fit(rows);
        SGDClassificationModel model = classifier.fit(rows);
        double[] objectives = expected.summary().objectiveHistory();
        assertThat(model.summary().objective()).isCloseTo(objectives[objectives.length - 1], within(1e-8));
        assertThat(model.coefficientMatrix().toArray())
                .containsExactly(expected.coefficientMatrix().toArray(), within(1e-4));
        assertThat(model.interceptVector().toArray())
                .containsExactly(expected.interceptVector().toArray(), within(1e-4));
    }
}
