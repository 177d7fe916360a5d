package dev.glissade.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.loss.LogisticLoss;
import dev.glissade.loss.PointwiseLoss;
import dev.glissade.loss.SquaredLoss;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowObjectiveModelTest {

    private static final int FEATURES = 5;
    private static final double[] PARAMETERS =
            new SplittableRandom(252).doubles(FEATURES + 1, -1, 1).toArray();

    /** A linear model with an intercept, spelt out as an objective of a row. */
    private record Margins(PointwiseLoss loss, boolean scores) implements RowObjective {

        @Override
        public boolean forClasses() {
            return loss.forClasses();
        }

        @Override
        public ParameterLayout layout(int features) {
            return new ParameterLayout(1, features, true);
        }

        private static double margin(double[] features, double[] parameters) {
            double margin = parameters[features.length];
            for (int j = 0; j < features.length; j++) {
                margin += features[j] * parameters[j];
            }
            return margin;
        }

        @Override
        public double value(double[] features, double label, double[] parameters) {
            return loss.value(margin(features, parameters), label);
        }

        @Override
        public void addGradient(
                double factor, double[] features, double label, double[] parameters, double[] gradient) {
            double slope = factor * loss.slope(margin(features, parameters), label);
            for (int j = 0; j < features.length; j++) {
                gradient[j] += slope * features[j];
            }
            gradient[features.length] += slope;
        }

        @Override
        public OptionalDouble score(double[] features, double[] parameters) {
            return scores ? OptionalDouble.of(margin(features, parameters)) : OptionalDouble.empty();
        }
    }

    private static RowObjectiveModel model(PointwiseLoss loss, boolean scores) {
        return new RowObjectiveModel(new Margins(loss, scores), FEATURES);
    }

    private static RowBlock rows(Model model, boolean sparse) {
        return GeneratedRows.of(251, 40, FEATURES, model.labelKind(), 2, true).block(sparse);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isTheLinearModelOfTheSameLoss(boolean classes) {
        PointwiseLoss loss = classes ? new LogisticLoss() : new SquaredLoss();
        Model model = model(loss, true);
        Model linear = new LinearModel(FEATURES, true, loss);
        assertThat(model.labelKind()).isEqualTo(linear.labelKind());
        assertThat(model.layout()).isEqualTo(linear.layout());
        assertThat(model.features()).isEqualTo(FEATURES);
        RowBlock rows = rows(model, false);
        RowSelection some = RowSelection.of(new int[] {0, 3, 3, 17, 39});
        double[] gradient = new double[FEATURES + 1];
        double[] expected = new double[FEATURES + 1];
        double value = model.addGradient(rows, some, PARAMETERS, gradient);
        assertThat(value).isCloseTo(linear.addGradient(rows, some, PARAMETERS, expected), within(1e-12));
        assertThat(gradient).usingComparatorWithPrecision(1e-12).containsExactly(expected);
        assertThat(model.addMetrics(rows, some, PARAMETERS, new double[model.metricSumCount()]))
                .isEqualTo(value);
    }

    /** What an objective sees of a row is the same; so are all bits, and no buffer keeps a row's entries for the next. */
    @Test
    void denseAndSparseRowsGiveTheSameBits() {
        Model model = model(new LogisticLoss(), true);
        RowSelection all = RowSelection.all(40);
        double[] dense = new double[FEATURES + 1];
        double[] sparse = new double[FEATURES + 1];
        assertThat(model.addGradient(rows(model, true), all, PARAMETERS, sparse))
                .isEqualTo(model.addGradient(rows(model, false), all, PARAMETERS, dense));
        assertThat(sparse).containsExactly(dense);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void predictsByItsScore(boolean classes) {
        RowObjectiveModel model = model(classes ? new LogisticLoss() : new SquaredLoss(), true);
        assertThat(model.predicts(PARAMETERS)).isTrue();
        assertThat(model.predictionWidth()).isEqualTo(1);
        RowBlock rows = rows(model, true);
        int positive = 0;
        for (int row = 0; row < rows.size(); row++) {
            double[] output = new double[1];
            double predicted = model.predict(rows, row, PARAMETERS, output);
            double margin = rows.dot(row, PARAMETERS, 0) + PARAMETERS[FEATURES];
            assertThat(output[0]).isCloseTo(margin, within(1e-14));
            assertThat(predicted).isEqualTo(classes ? (output[0] > 0 ? 1 : 0) : output[0]);
            positive += output[0] > 0 ? 1 : 0;
        }
        assertThat(positive).isBetween(1, 39);
    }

    @Test
    void withoutAScoreItPredictsNothing() {
        RowObjectiveModel model = model(new SquaredLoss(), false);
        assertThat(model.predicts(PARAMETERS)).isFalse();
        assertThatThrownBy(() -> model.predict(rows(model, false), 0, PARAMETERS, new double[1]))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining(Margins.class.getName())
                .hasMessageContaining("predicts nothing");
        assertThat(model.metrics(1, 2, new double[0])).isEmpty();
    }
}
