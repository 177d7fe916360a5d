package dev.glissade.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LinearModelTest {

    /** Margins 1, 3, −2, 0 at w = 1, b = 1. */
    private static RowBlock block(double... labels) {
        return new DenseRows(1, new double[] {0, 2, -3, -1}, labels, new double[] {1, 2, 1, 4});
    }

    private static final double[] PARAMETERS = {1, 1};

    @Test
    void regressionMetricsByHand() {
        Map<String, Double> metrics = metrics(LinearModel.leastSquares(1, true), block(2, 3, 0, 1), PARAMETERS);
        // weighted: errors −1, 0 (twice), −2, −1 (four times); mean label 12/8, mean square 26/8
        assertThat(metrics.keySet()).containsExactly("rmse", "mae", "r2");
        assertThat(metrics.get("rmse")).isCloseTo(Math.sqrt(9.0 / 8), within(1e-15));
        assertThat(metrics.get("mae")).isCloseTo(7.0 / 8, within(1e-15));
        assertThat(metrics.get("r2")).isCloseTo(1 - 9.0 / 8, within(1e-14));
    }

    @Test
    void labelsThatDoNotVaryHaveNoR2() {
        assertThat(metrics(LinearModel.leastSquares(1, true), block(0.1, 0.1, 0.1, 0.1), PARAMETERS))
                .containsOnlyKeys("rmse", "mae");
        assertThat(metrics(LinearModel.leastSquares(1, true), block(0, 0, 0, 0), PARAMETERS))
                .containsOnlyKeys("rmse", "mae");
        assertThat(metrics(LinearModel.leastSquares(1, true), block(1e5, 1e5 + 1, 1e5 + 2, 1e5), new double[] {0, 1e5}))
                .containsKey("r2");
    }

    @Test
    void classMetricsByHand() {
        // right: the first two and the last, whose margin of 0 is the negative class
        Map<String, Double> metrics = metrics(LinearModel.logistic(1, true), block(1, 1, 1, -1), PARAMETERS);
        double loss =
                Math.log1p(Math.exp(-1)) + 2 * Math.log1p(Math.exp(-3)) + Math.log1p(Math.exp(2)) + 4 * Math.log(2);
        assertThat(metrics).contains(entry("accuracy", 7.0 / 8));
        assertThat(metrics.get("logLoss")).isCloseTo(loss / 8, Percentage.withPercentage(1e-12));
        assertThat(metrics.keySet()).containsExactly("accuracy", "logLoss");
    }

    private static Map<String, Double> metrics(Model model, RowBlock block, double[] parameters) {
        double[] sums = new double[model.metricSumCount()];
        double loss = model.addMetrics(block, RowSelection.all(block.size()), parameters, sums);
        return model.metrics(block.totalWeight(), loss, sums);
    }

    @Test
    void predictions() {
        Model regression = LinearModel.leastSquares(1, true);
        double[] score = new double[regression.predictionWidth()];
        assertThat(regression.predict(block(0, 0, 0, 0), 1, PARAMETERS, score)).isEqualTo(3);
        assertThat(score).containsExactly(3);

        Model classes = LinearModel.logistic(1, true);
        double[] probabilities = new double[classes.predictionWidth()];
        assertThat(classes.predict(block(1, 1, 1, 1), 1, PARAMETERS, probabilities))
                .isEqualTo(1);
        assertThat(probabilities[1]).isCloseTo(0.9525741268224334, within(1e-15));
        assertThat(probabilities[0]).isCloseTo(0.04742587317756678, within(1e-16));
        assertThat(classes.predict(block(1, 1, 1, 1), 3, PARAMETERS, probabilities))
                .isZero();
        assertThat(probabilities).containsExactly(0.5, 0.5);
    }

    @Test
    void withoutInterceptTheMarginIsTheDotProduct() {
        double[] score = new double[1];
        LinearModel.leastSquares(1, false).predict(block(0, 0, 0, 0), 2, new double[] {2}, score);
        assertThat(score).containsExactly(-6);
    }

    @Test
    void lossesSayWhatLabelsAre() {
        assertThat(LinearModel.leastSquares(1, true).labelKind()).isEqualTo(LabelKind.REGRESSION);
        assertThat(LinearModel.logistic(1, true).labelKind()).isEqualTo(LabelKind.BINARY);
    }

    /** Many rows pass through the chunk's buffers; a sum row by row is the oracle. */
    @Test
    void chunksLeaveNoRowOut() {
        for (int size : new int[] {1, 31, 32, 33, 64, 65, 100}) {
            RowBlock block =
                    GeneratedRows.of(size, size, 5, LabelKind.BINARY, 2, true).block(false);
            LinearModel model = LinearModel.logistic(5, true);
            double[] parameters = {0.1, -0.2, 0.3, 0, 1, -1};
            double[] whole = new double[6];
            double[] oneByOne = new double[6];
            double loss = model.addGradient(block, RowSelection.all(size), parameters, whole);
            double sum = 0;
            for (int row = 0; row < size; row++) {
                sum += model.addGradient(block, RowSelection.of(new int[] {row}), parameters, oneByOne);
            }
            assertThat(loss).isCloseTo(sum, within(1e-12));
            assertThat(whole).usingComparatorWithPrecision(1e-12).containsExactly(oneByOne);
        }
    }
}
