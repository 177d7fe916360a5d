package dev.glissade.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jpmml.evaluator.Evaluator;
import org.jpmml.evaluator.EvaluatorUtil;
import org.jpmml.evaluator.LoadingModelEvaluatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JPMML's evaluator scores rows by the document of a fitted model as the model does. */
class PmmlTest {

    private static final List<String> NAMES = List.of("a", "b", "label", "d");

    @ParameterizedTest
    @CsvSource({"logistic, 2", "logistic, 3", "softmax, 2", "hinge, 2"})
    void classifiersScoreAlike(String loss, int classes) throws Exception {
        Dataset<Row> rows = Points.classes(classes, 60);
        SGDClassifier classifier =
                new SGDClassifier().setLoss(loss).setMaxIter(3).setStepSize(0.1).setBatchSize(16);
        if (loss.equals("hinge")) {
            classifier.setProbabilityCol("");
        }
        SGDClassificationModel model = classifier.fit(rows);
        Evaluator named = evaluator(model.toPMML("a", "b", "label", "d"));
        Evaluator numbered = evaluator(model.toPMML());
        String label = named.getTargetFields().get(0).getName();
        assertThat(label).as("a feature has the label's name").isEqualTo("label_");
        for (Row row : model.transform(rows).collectAsList()) {
            Vector features = row.getAs("features");
            Map<String, ?> scored = score(named, NAMES, features);
            assertThat(scored.get(label)).isEqualTo(Integer.toString((int)
                    row.<Double>getAs("prediction").doubleValue()));
            assertThat(score(numbered, List.of("x0", "x1", "x2", "x3"), features)
                            .get("label"))
                    .isEqualTo(scored.get(label));
            for (int k = 0; k < classes && !loss.equals("hinge"); k++) {
                assertThat((Double) scored.get("probability_" + k))
                        .isCloseTo(((Vector) row.getAs("probability")).apply(k), within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"squaredError", "huber"})
    void regressorsScoreAlike(String loss) throws Exception {
        Dataset<Row> rows = Points.line(60);
        SGDRegressionModel model = new SGDRegressor()
                .setLoss(loss)
                .setLabelCol("label")
                .setMaxIter(3)
                .setStepSize(0.1)
                .setBatchSize(16)
                .fit(rows);
        Evaluator evaluator = evaluator(model.toPMML("a", "b", "c"));
        for (Row row : model.transform(rows).collectAsList()) {
            assertThat((Double) score(evaluator, List.of("a", "b", "c"), row.getAs("features"))
                            .get("label"))
                    .isCloseTo(row.<Double>getAs("prediction"), within(1e-12));
        }
    }

    @Test
    void modelsThatWereReadHaveTheSameDocument(@TempDir Path directory) throws Exception {
        SGDRegressionModel model = new SGDRegressor()
                .setLoss("huber")
                .setMaxIter(2)
                .setStepSize(0.1)
                .setBatchSize(16)
                .fit(Points.line(60));
        String saved = directory.resolve("model").toString();
        model.write().save(saved);
        assertThat(SGDRegressionModel.load(saved).toPMML()).isEqualTo(model.toPMML());
        assertThatThrownBy(() -> model.toPMML("a", "b")).hasMessage("2 names of features, and the model has 3");
        assertThatThrownBy(() -> model.toPMML("a", "b", "a")).hasMessageContaining("two features have the name \"a\"");
    }

    private static Evaluator evaluator(String document) throws Exception {
        return new LoadingModelEvaluatorBuilder()
                .load(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)))
                .build()
                .verify();
    }

    private static Map<String, ?> score(Evaluator evaluator, List<String> names, Vector features) {
        Map<String, Object> fields = new HashMap<>();
        for (int feature = 0; feature < names.size(); feature++) {
            fields.put(names.get(feature), features.apply(feature));
        }
        return EvaluatorUtil.decodeAll(evaluator.evaluate(fields));
    }
}
