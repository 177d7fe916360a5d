package dev.glissade.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.config.UserError;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

/** What spark.ml expects of a classifier. */
class SGDClassifierTest {

    private static SGDClassifier quick() {
        return new SGDClassifier().setMaxIter(3).setStepSize(0.1).setBatchSize(16);
    }

    @Test
    void everyParamBelongsToItsStageAndIsExplained() {
        SGDClassifier classifier = new SGDClassifier("mine");
        assertThat(classifier.uid()).isEqualTo("mine");
        assertThat(classifier.params())
                .hasSizeGreaterThan(30)
                .allMatch(param -> param.parent().equals("mine"));
        assertThat(Arrays.stream(classifier.params()).map(Param::name))
                .contains("regParam", "elasticNetParam", "maxIter", "tol", "fitIntercept", "standardization")
                .contains("weightCol", "thresholds", "validationIndicatorCol", "optimizer", "batchSize", "family")
                .doesNotContain("huberDelta");
        assertThat(classifier.explainParams())
                .contains("batchSize: rows in a batch")
                .contains("default: mini-batch");
        assertThat(new SGDClassifier().uid()).startsWith("sgdClassifier_").isNotEqualTo(new SGDClassifier().uid());
    }

    @Test
    void defaults() {
        SGDClassifier classifier = new SGDClassifier();
        assertThat(classifier.getRegParam()).isZero();
        assertThat(classifier.getElasticNetParam()).isZero();
        assertThat(classifier.getMaxIter()).isEqualTo(20);
        assertThat(classifier.getTol()).isEqualTo(1e-6);
        assertThat(classifier.getFitIntercept()).isTrue();
        assertThat(classifier.getStandardization()).isTrue();
        assertThat(classifier.getFamily()).isEqualTo("auto");
        assertThat(classifier.getLoss()).isEqualTo("logistic");
        assertThat(classifier.getOptimizer()).isEqualTo("sgd");
        assertThat(classifier.getGradient()).isEqualTo("mini-batch");
        assertThat(classifier.getProbabilityCol()).isEqualTo("probability");
        assertThat(classifier.isDefined(classifier.stepSize())).isFalse();
        assertThat(classifier.isDefined(classifier.weightCol())).isFalse();
    }

    @Test
    void copiesKeepNameAndParams() {
        SGDClassifier classifier = quick().setRegParam(0.25).setThresholds(new double[] {0.3, 0.7});
        SGDClassifier copy = classifier.copy(ParamMap.empty());
        assertThat(copy).isNotSameAs(classifier);
        assertThat(copy.uid()).isEqualTo(classifier.uid());
        assertThat(copy.extractParamMap().toString())
                .isEqualTo(classifier.extractParamMap().toString());
        SGDClassifier other =
                classifier.copy(new ParamMap().put(classifier.regParam().w(0.5)));
        assertThat(other.getRegParam()).isEqualTo(0.5);
        assertThat(classifier.getRegParam()).isEqualTo(0.25);

        SGDClassificationModel model = classifier.fit(Points.classes(2, 60));
        SGDClassificationModel same = model.copy(ParamMap.empty());
        assertThat(model.uid()).isEqualTo(classifier.uid());
        assertThat(model.parent()).isSameAs(classifier);
        assertThat(same.parent()).isSameAs(classifier);
        assertThat(same.summary()).isSameAs(model.summary());
        assertThat(same.coefficients()).isEqualTo(model.coefficients());
        assertThat(same.getRegParam()).isEqualTo(0.25);
        assertThat(same.getThresholds()).containsExactly(0.3, 0.7);
    }

    @Test
    void schemasAreChecked() {
        Dataset<Row> rows = Points.classes(2, 20);
        assertThatThrownBy(() -> quick().fit(rows.drop("features"))).hasMessageContaining("features");
        assertThatThrownBy(() -> quick().fit(rows.withColumn("features", functions.lit(1.0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("features");
        assertThatThrownBy(() -> quick().fit(rows.withColumn("label", functions.lit("yes"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label");
        assertThatThrownBy(() -> quick().setWeightCol("features").fit(rows))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> quick().setValidationIndicatorCol("weight").fit(rows))
                .hasMessageContaining("validationIndicatorCol = weight: the column must be of booleans");
        assertThat(quick().transformSchema(rows.schema()).fieldNames())
                .containsExactly(
                        "label", "features", "weight", "validates", "prediction", "rawPrediction", "probability");
    }

    @Test
    void badRowsAreToldByTheirPlaceOrCounted() {
        Dataset<Row> rows = Points.classes(2, 60);
        Column third =
                functions.col("features").isNotNull().and(functions.rand(1).lt(0.3));
        for (Column bad :
                new Column[] {functions.lit(null), functions.lit(Double.NaN), functions.lit(Double.POSITIVE_INFINITY)
                }) {
            Dataset<Row> broken = rows.withColumn(
                            "label", functions.when(third, bad).otherwise(functions.col("label")))
                    .cache();
            long missing = broken.count() - broken.filter("label in (0, 1)").count();
            assertThatThrownBy(() -> quick().fit(broken))
                    .hasMessageMatching("(?s).*row \\d+.*label.*")
                    .message()
                    .doesNotContain("\n");
            SGDClassificationModel model =
                    quick().setSettings(new String[] {"data.on-bad-row=skip"}).fit(broken);
            assertThat(model.summary().skippedRows()).isEqualTo(missing).isPositive();
            assertThat(model.coefficients())
                    .isEqualTo(quick().fit(broken.filter("label in (0, 1)")).coefficients());
            broken.unpersist();
        }
        assertThat(quick().fit(rows).summary().skippedRows()).isZero();
    }

    @Test
    void badRowsThatAreHeldOutAreCountedToo() {
        Dataset<Row> rows = Points.classes(2, 60)
                .withColumn(
                        "label", functions.expr("if(validates and features is not null and weight > 4, null, label)"))
                .cache();
        long missing = rows.filter("label is null").count();
        SGDClassifier classifier = quick().setValidationIndicatorCol("validates");
        assertThatThrownBy(() -> classifier.fit(rows)).hasMessageContaining("the rows that are held out");
        SGDClassificationModel model =
                classifier.setSettings(new String[] {"data.on-bad-row=skip"}).fit(rows);
        assertThat(model.summary().skippedRows()).isEqualTo(missing).isPositive();
        rows.unpersist();
    }

    @Test
    void columnsMayBeFieldsOfOthers() {
        Dataset<Row> rows = Points.classes(2, 60);
        Dataset<Row> nested = rows.select(
                functions.col("label"),
                functions.struct("features", "weight", "validates").as("row"));
        SGDClassificationModel model = quick().setFeaturesCol("row.features")
                .setWeightCol("row.weight")
                .setValidationIndicatorCol("row.validates")
                .fit(nested);
        SGDClassificationModel plain = quick().setWeightCol("weight")
                .setValidationIndicatorCol("validates")
                .fit(rows);
        assertThat(model.coefficients()).isEqualTo(plain.coefficients());
        assertThat(model.summary().history())
                .extracting(SGDTrainingSummary.Point::validationLoss)
                .isEqualTo(plain.summary().history().stream()
                        .map(SGDTrainingSummary.Point::validationLoss)
                        .toList());
        assertThat(model.summary().history().get(0).validationLoss()).isPresent();
        assertThat(model.transform(nested).select("prediction").collectAsList())
                .isEqualTo(plain.transform(rows).select("prediction").collectAsList());
    }

    @Test
    void everyRowIsToldWhetherItValidates() {
        Dataset<Row> rows = Points.classes(2, 60)
                .withColumn("validates", functions.expr("if(validates, true, if(label = 1, false, null))"));
        assertThatThrownBy(() -> quick().setValidationIndicatorCol("validates").fit(rows))
                .hasMessageContaining("column \"validates\" (validationIndicatorCol) is null in ")
                .hasMessageContaining(" rows: must be true or false in each");
    }

    @Test
    void wrongSettingsAreToldAsTheCommandTellsThem() {
        Dataset<Row> rows = Points.classes(2, 20);
        assertThatThrownBy(() -> new SGDClassifier("c").setBatchSize(0).fit(rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "c batchSize: gradient.batch-size = 0: must be all or a whole number of at least 1");
        assertThatThrownBy(() -> quick().setOptimizer("momentun").fit(rows))
                .hasMessageContaining("did you mean momentum?");
        assertThatThrownBy(() -> quick().setOptimizer("adam")
                        .setRegParam(1)
                        .setElasticNetParam(1)
                        .fit(rows))
                .hasMessageContaining("regParam: penalty.l1 = 1: does not go with optimizer.kind = adam");
        assertThatThrownBy(
                        () -> quick().setSettings(new String[] {"data.test=x"}).fit(rows))
                .hasMessageContaining("settings: data.test=x: must be key=value");
        assertThatThrownBy(() -> quick().setSettings(new String[] {"optimizer.kind=adam"})
                        .fit(rows))
                .hasMessageContaining("the param optimizer says that already");
        assertThatThrownBy(() -> quick().setSettings(new String[] {"gradient.clip-nrom=1"})
                        .fit(rows))
                .hasMessageContaining("gradient.clip-norm");
        assertThatThrownBy(() -> quick().setFamily("binomial").fit(Points.classes(3, 30)))
                .hasMessageContaining("is for two classes, and there are 3");
        assertThatThrownBy(() -> quick().fit(rows.withColumn("label", functions.lit(0.5))))
                .hasMessageContaining("label 0.5 in column \"label\" is no class");
        assertThatThrownBy(() -> quick().fit(rows.filter("label > 5"))).hasMessageContaining("no row");
        assertThatThrownBy(() -> quick().setInitialWeights(new double[] {1}).fit(rows))
                .hasMessageContaining("initialWeights: 1 numbers, but the model has 5 parameters");
    }

    @Test
    void predictionsAgreeWithEachOther() {
        Dataset<Row> rows = Points.classes(3, 90);
        SGDClassificationModel model = quick().fit(rows);
        assertThat(model.numClasses()).isEqualTo(3);
        assertThat(model.numFeatures()).isEqualTo(4);
        assertThat(model.coefficientMatrix().numRows()).isEqualTo(3);
        assertThatThrownBy(model::coefficients).isInstanceOf(UnsupportedOperationException.class);
        for (Row row : model.transform(rows).collectAsList()) {
            Vector features = row.getAs("features");
            double[] raw = row.<Vector>getAs("rawPrediction").toArray();
            double[] probability = row.<Vector>getAs("probability").toArray();
            double prediction = row.getAs("prediction");
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                double margin = model.interceptVector().apply(k);
                for (int j = 0; j < 4; j++) {
                    margin += model.coefficientMatrix().apply(k, j) * features.apply(j);
                }
                assertThat(raw[k]).isCloseTo(margin, within(1e-12));
                sum += Math.exp(margin);
            }
            for (int k = 0; k < 3; k++) {
                assertThat(probability[k]).isCloseTo(Math.exp(raw[k]) / sum, within(1e-12));
                assertThat(probability[k]).isLessThanOrEqualTo(probability[(int) prediction]);
            }
            assertThat(model.predict(features)).isEqualTo(prediction);
            assertThat(model.predictRaw(features).toArray()).containsExactly(raw);
            assertThat(model.predictProbability(features).toArray()).containsExactly(probability);
        }
    }

    @Test
    void emptyNamesSwitchColumnsOff() {
        Dataset<Row> rows = Points.classes(2, 40).select("label", "features");
        SGDClassificationModel model = quick().fit(rows);
        List<Row> all = model.transform(rows).collectAsList();
        model.setRawPredictionCol("").setProbabilityCol("");
        Dataset<Row> predicted = model.transform(rows);
        assertThat(predicted.columns()).containsExactly("label", "features", "prediction");
        assertThat(predicted.select("prediction").collectAsList().stream().map(row -> row.getDouble(0)))
                .containsExactlyElementsOf(
                        all.stream().map(row -> row.<Double>getAs("prediction")).toList())
                .contains(0.0, 1.0);
        model.setPredictionCol("").setProbabilityCol("p");
        assertThat(model.transform(rows).columns()).containsExactly("label", "features", "p");
    }

    @Test
    void thresholdsMovePredictions() {
        Dataset<Row> rows = Points.classes(2, 40);
        SGDClassificationModel model = quick().fit(rows);
        model.setThresholds(new double[] {1, 0});
        assertThat(model.transform(rows).filter("prediction = 0").count()).isZero();
        model.setThresholds(new double[] {0, 1});
        assertThat(model.transform(rows).filter("prediction = 1").count()).isZero();
    }

    @Test
    void labelsMayBeOfAnyNumericType() {
        Dataset<Row> rows = Points.classes(2, 40);
        Vector expected = quick().fit(rows).coefficients();
        for (var type : List.of(
                DataTypes.ByteType,
                DataTypes.ShortType,
                DataTypes.IntegerType,
                DataTypes.LongType,
                DataTypes.FloatType,
                DataTypes.createDecimalType(10, 2))) {
            Dataset<Row> typed = rows.withColumn("label", functions.col("label").cast(type));
            assertThat(quick().fit(typed).coefficients()).as("%s", type).isEqualTo(expected);
        }
    }

    @Test
    void sparseAndDenseRowsGiveTheSameBits() {
        Dataset<Row> rows = Points.classes(2, 40);
        Dataset<Row> sparse = Points.of(rows.collectAsList().stream()
                .map(row -> Points.row(row.getDouble(0), ((Vector) row.get(1)).toSparse()))
                .toList());
        SGDClassifier classifier = quick().setSeed(3);
        SGDClassificationModel one = classifier.fit(rows);
        SGDClassificationModel other = classifier.fit(sparse.repartition(3));
        assertThat(other.coefficients()).isEqualTo(one.coefficients());
        assertThat(other.intercept()).isEqualTo(one.intercept());
    }

    @Test
    void oneRowAndOneLabelGiveFiniteModels() {
        Vector features = new DenseVector(new double[] {1, 2});
        SGDClassificationModel ofOne = quick().setBatchSize(1).fit(Points.of(List.of(Points.row(1, features))));
        assertThat(ofOne.numClasses()).isEqualTo(2);
        assertThat(ofOne.predict(features)).isEqualTo(1);
        SGDClassificationModel ofZeros = quick().setBatchSize(2)
                .fit(Points.of(List.of(Points.row(0, features), Points.row(0, Vectors.dense(2, 5)))));
        assertThat(ofZeros.intercept()).isNegative().isFinite();
        assertThat(ofZeros.predict(features)).isZero();
    }

    @Test
    void weightTwoIsTheRowTwice() {
        Dataset<Row> rows = Points.classes(2, 60);
        Dataset<Row> twice = rows.union(rows.filter("label = 1"));
        Dataset<Row> weighted = rows.withColumn("weight", functions.expr("1 + label"));
        SGDClassifier full = new SGDClassifier()
                .setOptimizer("lbfgs")
                .setStandardization(false)
                .setRegParam(0.1)
                .setTol(0)
                .setMaxIter(60);
        SGDClassificationModel one = full.fit(twice);
        SGDClassificationModel other = full.setWeightCol("weight").fit(weighted);
        assertThat(other.coefficients().toArray())
                .containsExactly(one.coefficients().toArray(), within(1e-7));
        assertThat(full.setWeightCol("").fit(rows).coefficients().toArray()[0])
                .isNotCloseTo(one.coefficients().toArray()[0], within(1e-4));
    }

    @Test
    void hingeLossHasMarginsAndNoProbabilities() {
        Dataset<Row> rows = Points.classes(2, 60);
        assertThatThrownBy(() -> quick().setLoss("hinge").setProbabilityCol("p").fit(rows))
                .hasMessageContaining("loss = hinge: gives no probabilities; set probabilityCol to the empty name");
        assertThat(quick().setLoss("hinge").setLoss("logistic").getProbabilityCol())
                .isEqualTo("probability");
        assertThat(of(quick(), rows).getProbabilityCol()).isEmpty();
        SGDClassifier setOtherwise = quick();
        setOtherwise.set(setOtherwise.loss(), "hinge");
        SGDClassificationModel model = quick().setLoss("hinge").fit(rows);
        assertThat(setOtherwise.fit(rows).coefficients()).isEqualTo(model.coefficients());
        Row row = model.transform(rows).first();
        double[] raw = row.<Vector>getAs("rawPrediction").toArray();
        assertThat(raw[0]).isEqualTo(-raw[1]);
        assertThat(row.<Double>getAs("prediction")).isEqualTo(raw[1] > 0 ? 1 : 0);
        assertThatThrownBy(() -> model.predictProbability(row.getAs("features")))
                .hasMessageContaining("gives no probabilities");
    }

    private static SGDClassificationModel of(SGDClassifier classifier, Dataset<Row> rows) {
        return classifier.fit(rows, new ParamMap().put(classifier.loss().w("hinge")));
    }

    @Test
    void columnsMayHaveAnyName() {
        for (String name : List.of("null", " label", "[label]", "{x}")) {
            Dataset<Row> rows = Points.classes(2, 40).withColumnRenamed("label", name);
            SGDClassificationModel model = quick().setLabelCol(name).fit(rows);
            assertThat(model.coefficients())
                    .isEqualTo(quick().fit(Points.classes(2, 40)).coefficients());
        }
    }

    @Test
    void whatIsWrongIsToldBeforeTraining() {
        Dataset<Row> rows = Points.classes(2, 40);
        assertThatThrownBy(() ->
                        quick().setThresholds(new double[] {0.2, 0.3, 0.5}).fit(rows))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("thresholds: 3 numbers, but there are 2 classes");
        assertThatThrownBy(() -> quick().setInitialWeights(new double[] {1, 2, 3, Double.NaN, 5})
                        .fit(rows))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("initialWeights: one of the numbers is not finite");
        assertThatThrownBy(() -> quick().setValidationIndicatorCol("validates").fit(rows.filter("not validates")))
                .isInstanceOf(UserError.class)
                .hasMessage("the rows that are held out: the Dataset has no rows");
        assertThatThrownBy(() -> quick().put(new SGDClassifier().maxIter(), 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void divergenceIsAnExceptionWithItsDiagnosis() {
        Dataset<Row> rows = Points.classes(2, 60);
        assertThatThrownBy(() -> new SGDClassifier("wild")
                        .setStandardization(false)
                        .setStepSize(1e6)
                        .setRegParam(1)
                        .fit(rows))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("wild: training diverged at step ")
                .hasMessageContaining("likely cause: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void summaryTellsHowItWent() {
        SGDClassificationModel model =
                quick().setTol(0).setGradient("svrg").setBatchSize(8).fit(Points.classes(2, 64));
        SGDTrainingSummary summary = model.summary();
        assertThat(model.hasSummary()).isTrue();
        assertThat(summary.objectiveHistory()[0]).isCloseTo(StrictMath.log(2), within(1e-12));
        assertThat(summary.objectiveHistory()).hasSizeGreaterThanOrEqualTo(3).endsWith(summary.objective());
        assertThat(summary.objective()).isLessThan(summary.objectiveHistory()[0]);
        assertThat(summary.stopReason()).isEqualTo("max-epochs");
        assertThat(summary.totalEpochs()).isBetween(3.0, 4.0);
        assertThat(summary.totalSteps()).isEqualTo(summary.bestStep()).isPositive();
        assertThat(summary.stepSize()).hasValue(0.1);
        assertThat(summary.history().get(0).step()).isZero();
        assertThat(summary.history()).allMatch(point -> point.validationLoss().isEmpty());
    }

    @Test
    void validationRowsStopTrainingAndAreNotTrainedOn() {
        Dataset<Row> rows = Points.classes(2, 120);
        SGDClassifier classifier = new SGDClassifier()
                .setMaxIter(400)
                .setTol(0)
                .setStepSize(0.3)
                .setBatchSize(4)
                .setPatience(2)
                .setValidationIndicatorCol("validates");
        SGDClassificationModel model = classifier.fit(rows);
        SGDTrainingSummary summary = model.summary();
        assertThat(summary.stopReason()).isEqualTo("patience");
        assertThat(summary.bestStep()).isLessThan(summary.totalSteps());
        double best = summary.history().stream()
                .filter(point -> point.step() == summary.bestStep())
                .mapToDouble(point -> point.validationLoss().orElseThrow())
                .sum();
        assertThat(summary.history()).allMatch(point -> point.validationLoss().orElseThrow() >= best);
        SGDClassificationModel alone = classifier
                .copy(ParamMap.empty())
                .setValidationIndicatorCol("")
                .setSettings(new String[] {"stop.max-steps=" + summary.bestStep()})
                .fit(rows.filter("not validates"));
        assertThat(alone.coefficients()).isEqualTo(model.coefficients());
    }

    @Test
    void trainingStartsFromAModel() {
        Dataset<Row> rows = Points.classes(3, 90);
        SGDClassifier classifier = quick().setRegParam(0.01);
        SGDClassificationModel first = classifier.fit(rows);
        SGDClassificationModel second = classifier.setInitialModel(first).fit(rows);
        assertThat(second.summary().objectiveHistory()[0])
                .isCloseTo(first.summary().objective(), within(1e-12));
        assertThat(first.weights().flat(true)).containsExactly(classifier.getInitialWeights());
        assertThatThrownBy(() -> quick().setFitIntercept(false).setInitialModel(first))
                .hasMessage("initialModel has an intercept, and fitIntercept = false leaves no room for it");
    }
}
