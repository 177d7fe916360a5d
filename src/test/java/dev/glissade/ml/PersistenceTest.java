package dev.glissade.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.SharedSpark;
import dev.glissade.run.Version;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.classification.OneVsRestModel;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.MinMaxScaler;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved comes back as it was: by itself and within pipelines. */
class PersistenceTest {

    @TempDir
    private Path directory;

    private String at(String name) {
        return directory.resolve(name).toUri().toString();
    }

    private static SGDClassifier classifier() {
        return new SGDClassifier()
                .setMaxIter(2)
                .setStepSize(0.125)
                .setBatchSize(16)
                .setThresholds(new double[] {0.4, 0.6})
                .setWeightCol("weight")
                .setInitialWeights(new double[] {0, 0.1, 0, 0, 1})
                .setSettings(new String[] {"gradient.clip-norm=10"});
    }

    @Test
    void estimators() throws Exception {
        SGDClassifier saved = classifier();
        saved.save(at("estimator"));
        SGDClassifier read = SGDClassifier.load(at("estimator"));
        assertThat(read.uid()).isEqualTo(saved.uid());
        assertThat(read.extractParamMap().size())
                .isEqualTo(saved.extractParamMap().size());
        assertThat(read.getBatchSize()).isEqualTo(16);
        assertThat(read.getThresholds()).containsExactly(0.4, 0.6);
        assertThat(read.isSet(read.regParam())).isFalse();
        assertThat(read.isSet(read.stepSize())).isTrue();
        Dataset<Row> rows = Points.classes(2, 40);
        assertThat(read.fit(rows).coefficients()).isEqualTo(saved.fit(rows).coefficients());

        SGDRegressor regressor = new SGDRegressor().setRegParam(0.5);
        regressor.save(at("regressor"));
        assertThat(SGDRegressor.load(at("regressor")).getRegParam()).isEqualTo(0.5);
    }

    @Test
    void models() throws Exception {
        Dataset<Row> rows = Points.classes(3, 60);
        SGDClassificationModel saved =
                new SGDClassifier().setMaxIter(2).setStepSize(0.1).fit(rows);
        saved.setThresholds(new double[] {0.2, 0.3, 0.5}).save(at("model"));
        SGDClassificationModel read = SGDClassificationModel.load(at("model"));
        assertThat(read.uid()).isEqualTo(saved.uid());
        assertThat(read.coefficientMatrix()).isEqualTo(saved.coefficientMatrix());
        assertThat(read.interceptVector()).isEqualTo(saved.interceptVector());
        assertThat(read.getThresholds()).containsExactly(0.2, 0.3, 0.5);
        assertThat(read.getMaxIter()).isEqualTo(2);
        assertThat(read.hasSummary()).isFalse();
        assertThatThrownBy(read::summary).hasMessageContaining("no training summary");
        assertThat(read.transform(rows).select("prediction").collectAsList())
                .isEqualTo(saved.transform(rows).select("prediction").collectAsList());

        SGDRegressionModel line = new SGDRegressor().setMaxIter(2).fit(Points.line(40));
        line.save(at("line"));
        SGDRegressionModel again = SGDRegressionModel.load(at("line"));
        assertThat(again.coefficients()).isEqualTo(line.coefficients());
        assertThat(again.intercept()).isEqualTo(line.intercept());
    }

    @Test
    void modelsSayTheirVersion() throws Exception {
        new SGDRegressor().setMaxIter(1).fit(Points.line(20)).save(at("model"));
        Dataset<Row> data = SharedSpark.session().read().parquet(at("model/data"));
        assertThat(data.first().<String>getAs("glissadeVersion")).isEqualTo(Version.current());
        Dataset<Row> later =
                data.withColumn("formatVersion", functions.lit(99)).withColumn("glissadeVersion", functions.lit("9.9"));
        SharedSpark.session()
                .createDataFrame(later.collectAsList(), later.schema())
                .write()
                .mode("overwrite")
                .parquet(at("model/data"));
        assertThatThrownBy(() -> SGDRegressionModel.load(at("model")))
                .hasMessageContaining("a model in format 99, written by version 9.9");
    }

    @Test
    void pipelines() throws Exception {
        Dataset<Row> rows = Points.classes(2, 40);
        Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {
            new MinMaxScaler().setInputCol("features").setOutputCol("scaled"),
            classifier().setFeaturesCol("scaled")
        });
        pipeline.save(at("pipeline"));
        PipelineModel model = Pipeline.load(at("pipeline")).fit(rows);
        model.save(at("fitted"));
        PipelineModel read = PipelineModel.load(at("fitted"));
        assertThat(read.stages()[1]).isInstanceOf(SGDClassificationModel.class);
        assertThat(read.transform(rows).select("probability").collectAsList())
                .isEqualTo(
                        pipeline.fit(rows).transform(rows).select("probability").collectAsList());
    }

    @Test
    void tunedModels() throws Exception {
        Dataset<Row> rows = Points.classes(2, 40);
        SGDClassifier classifier = classifier();
        CrossValidator validator = new CrossValidator()
                .setEstimator(classifier)
                .setEstimatorParamMaps(new ParamGridBuilder()
                        .addGrid(classifier.stepSize(), new double[] {0.01, 0.1})
                        .build())
                .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("logLoss"))
                .setNumFolds(2)
                .setSeed(1);
        validator.save(at("validator"));
        CrossValidatorModel tuned = CrossValidator.load(at("validator")).fit(rows);
        tuned.save(at("tuned"));
        CrossValidatorModel read = CrossValidatorModel.load(at("tuned"));
        assertThat(read.avgMetrics()).containsExactly(tuned.avgMetrics());
        assertThat(read.bestModel()).isInstanceOf(SGDClassificationModel.class);
        assertThat(predictions(read, rows)).isEqualTo(predictions(tuned, rows));
    }

    @Test
    void oneVersusRest() throws Exception {
        Dataset<Row> rows = Points.classes(3, 60);
        new OneVsRest().setClassifier(classifier()).setWeightCol("weight").save(at("classifier"));
        OneVsRestModel fitted = OneVsRest.load(at("classifier")).fit(rows);
        fitted.save(at("fitted"));
        OneVsRestModel read = OneVsRestModel.load(at("fitted"));
        assertThat(read.models()).hasSize(3);
        assertThat(predictions(read, rows)).isEqualTo(predictions(fitted, rows));
    }

    private static List<Row> predictions(Transformer model, Dataset<Row> rows) {
        return model.transform(rows).select("rawPrediction", "prediction").collectAsList();
    }
}
