package dev.glissade.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.SharedSpark;
import java.util.Set;
import org.apache.spark.SparkException;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

/** What spark.ml expects of a regressor. */
class SGDRegressorTest {

    private static SGDRegressor quick() {
        return new SGDRegressor().setMaxIter(20).setGradient("svrg").setBatchSize(8);
    }

    @Test
    void leastSquaresIsLeastSquares() {
        Dataset<Row> rows = Points.line(120);
        LinearRegressionModel exact = new LinearRegression().setSolver("normal").fit(rows);
        SGDRegressionModel model = quick().setMaxIter(200).setTol(1e-15).fit(rows);
        assertThat(model.coefficients().toArray())
                .containsExactly(exact.coefficients().toArray(), within(1e-6));
        assertThat(model.intercept()).isCloseTo(exact.intercept(), within(1e-6));
        assertThat(model.numFeatures()).isEqualTo(3);
        for (Row row : model.transform(rows).limit(10).collectAsList()) {
            assertThat(row.<Double>getAs("prediction")).isEqualTo(model.predict((Vector) row.getAs("features")));
        }
    }

    @Test
    void huberHasADelta() {
        Dataset<Row> rows = Points.line(60);
        Vector wide = quick().setLoss("huber").setHuberDelta(100).fit(rows).coefficients();
        Vector narrow = quick().setLoss("huber").setHuberDelta(0.1).fit(rows).coefficients();
        assertThat(wide).isNotEqualTo(narrow);
        assertThatThrownBy(() -> quick().setHuberDelta(1).fit(rows))
                .hasMessageContaining("huberDelta: model.huber-delta = 1: only model.kind = huber uses it");
        assertThatThrownBy(() -> quick().setLoss("absolute").fit(rows))
                .hasMessageContaining("loss = absolute: must be one of squaredError, huber");
    }

    @Test
    void copiesAndSummaries() {
        SGDRegressor regressor = quick().setRegParam(0.5);
        assertThat(regressor.params()).anyMatch(param -> param.name().equals("huberDelta"));
        assertThat(regressor.params()).noneMatch(param -> param.name().equals("family"));
        assertThat(regressor.copy(ParamMap.empty()).uid()).isEqualTo(regressor.uid());
        SGDRegressionModel model = regressor.fit(Points.line(60));
        assertThat(model.copy(ParamMap.empty()).summary()).isSameAs(model.summary());
        assertThat(model.summary().foundStepSize()).isPresent();
        assertThat(model.summary().objectiveHistory()).endsWith(model.summary().objective());
    }

    /** What failed is one of Spark's exceptions that Java does not see; the rows to train on are loaded by then. */
    @Test
    void nothingStaysCachedWhereAJobFails() {
        UserDefinedFunction broken = functions.udf(
                (UDF2<Boolean, Double, Double>) (validates, label) -> {
                    if (validates) {
                        throw new IllegalStateException("broken");
                    }
                    return label;
                },
                DataTypes.DoubleType);
        Dataset<Row> rows =
                Points.line(60).withColumn("label", broken.apply(functions.col("validates"), functions.col("label")));
        Set<Integer> before =
                Set.copyOf(SharedSpark.context().getPersistentRDDs().keySet());
        assertThatThrownBy(() -> quick().setValidationIndicatorCol("validates").fit(rows))
                .isInstanceOf(SparkException.class)
                .hasStackTraceContaining("broken");
        assertThat(SharedSpark.context().getPersistentRDDs().keySet()).isEqualTo(before);
    }
}
