package dev.glissade.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.loss.HuberLoss;
import dev.glissade.loss.Losses;
import dev.glissade.loss.PointwiseLoss;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        // the negative margin of weight 4, 0, lies below 1 and 3 (weight 3) and above −2 (weight 1)
        assertThat(metrics).contains(entry("auc", 0.75));
        assertThat(metrics.keySet()).containsExactly("accuracy", "logLoss", "auc");
    }

    @Test
    void rowsOfOneClassHaveNoAreaUnderTheCurve() {
        assertThat(metrics(LinearModel.logistic(1, true), block(1, 1, 1, 1), PARAMETERS))
                .containsOnlyKeys("accuracy", "logLoss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hinge", "smooth-hinge"})
    void lossesOfClassesWithoutProbabilitiesHaveNoLogLoss(String kind) {
        Map<String, Double> metrics =
                metrics(new LinearModel(1, true, Losses.ofKind(kind)), block(1, 1, 1, -1), PARAMETERS);
        assertThat(metrics).containsExactly(entry("accuracy", 7.0 / 8), entry("auc", 0.75));
    }

    /** A loss as users write them: (m − y)⁴, or the squared hinge. */
    private record UsersLoss(boolean forClasses) implements PointwiseLoss {
        @Override
        public double value(double margin, double label) {
            double error = forClasses ? Math.max(0, 1 - label * margin) : Math.pow(margin - label, 2);
            return error * error;
        }

        @Override
        public double slope(double margin, double label) {
            return forClasses ? -2 * label * Math.max(0, 1 - label * margin) : 4 * Math.pow(margin - label, 3);
        }

        @Override
        public double curvature() {
            return Double.POSITIVE_INFINITY;
        }
    }

    @Test
    void metricsDoNotDependOnTheLossButOnTheLabels() {
        RowBlock numbers = block(2, 3, 0, 1);
        Map<String, Double> expected = metrics(LinearModel.leastSquares(1, true), numbers, PARAMETERS);
        assertThat(metrics(new LinearModel(1, true, new HuberLoss(0.5)), numbers, PARAMETERS))
                .isEqualTo(expected);
        assertThat(metrics(new LinearModel(1, true, new UsersLoss(false)), numbers, PARAMETERS))
                .isEqualTo(expected);
        assertThat(metrics(new LinearModel(1, true, new UsersLoss(true)), block(1, 1, 1, -1), PARAMETERS))
                .containsExactly(entry("accuracy", 7.0 / 8), entry("auc", 0.75));
    }

    /** Labels near a million times their spread, or more, from zero; and an intercept that is as far off. */
    @ParameterizedTest
    @CsvSource({"0, 0, 1e-14", "1e9, 1e9, 1e-12", "1e9, 1000000003, 1e-12", "0, 1e9, 1e-12", "1e4, 0, 1e-6"})
    void r2KeepsItsDigitsFarFromZero(double centre, double intercept, double error) {
        int size = 4_000;
        SplittableRandom random = new SplittableRandom(67);
        double[] labels = new double[size];
        double[] weights = new double[size];
        Arrays.setAll(labels, i -> centre + random.nextInt(-512, 513) / 256.0);
        Arrays.setAll(weights, i -> 0.1 * (1 + random.nextInt(6)));
        RowBlock rows = new DenseRows(1, new double[size], labels, weights);
        double[] sums = new double[RegressionSums.SUMS];
        LinearModel model = LinearModel.leastSquares(1, true);
        double[] parameters = {1, intercept};
        for (int from = 0; from < size; from += 1_000) {
            int[] slice = IntStream.range(from, from + 1_000).toArray();
            double[] ofSlice = new double[sums.length];
            model.addMetrics(rows, RowSelection.of(slice), parameters, ofSlice);
            Arrays.setAll(sums, i -> sums[i] + ofSlice[i]);
        }
        double r2 = model.metrics(rows.totalWeight(), 0, sums).get("r2");
        double misfit = 1 - exactR2(labels, weights, intercept);
        assertThat(1 - r2).isCloseTo(misfit, within(error * misfit));
    }

    /** Of a constant prediction, in decimal arithmetic. */
    private static double exactR2(double[] labels, double[] weights, double prediction) {
        BigDecimal weight = BigDecimal.ZERO;
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        BigDecimal errors = BigDecimal.ZERO;
        for (int i = 0; i < labels.length; i++) {
            BigDecimal c = new BigDecimal(weights[i]);
            BigDecimal y = new BigDecimal(labels[i]);
            weight = weight.add(c);
            sum = sum.add(c.multiply(y));
            squares = squares.add(c.multiply(y.pow(2)));
            errors =
                    errors.add(c.multiply(y.subtract(new BigDecimal(prediction)).pow(2)));
        }
        BigDecimal spread = squares.subtract(sum.pow(2).divide(weight, MathContext.DECIMAL128));
        return 1 - errors.divide(spread, MathContext.DECIMAL128).doubleValue();
    }

    /** Each addition to a sum of equal terms rounds the same way; that must not look like labels that vary. */
    @Test
    void manyEqualLabelsHaveNoR2() {
        double[] labels = new double[200_000];
        double[] weights = new double[labels.length];
        Arrays.fill(labels, 0.1);
        Arrays.fill(weights, 0.3);
        RowBlock rows = new DenseRows(1, new double[labels.length], labels, weights);
        assertThat(metrics(LinearModel.leastSquares(1, true), rows, new double[] {0, 0.7}))
                .containsOnlyKeys("rmse", "mae");
    }

    @Test
    void parametersThatAreNotNumbersShowInTheMetrics() {
        double[] broken = {Double.NaN, Double.NaN};
        Map<String, Double> ofNumbers = metrics(LinearModel.leastSquares(1, true), block(2, 3, 0, 1), broken);
        assertThat(ofNumbers.keySet()).containsExactly("rmse", "mae", "r2");
        assertThat(ofNumbers.values()).allMatch(value -> value.isNaN());
        Map<String, Double> ofClasses = metrics(LinearModel.logistic(1, true), block(1, 1, 1, -1), broken);
        assertThat(ofClasses.get("auc")).isNaN();
        assertThat(ofClasses.get("logLoss")).isNaN();
        double[] infinite = {0, Double.POSITIVE_INFINITY};
        assertThat(metrics(LinearModel.leastSquares(1, true), block(2, 3, 0, 1), infinite)
                        .get("rmse"))
                .isInfinite();
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
