package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.SparseRows;
import dev.glissade.model.FeatureMoments;
import dev.glissade.model.LabelKind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureStatisticsTest {

    private static final int ROWS = 300;
    private static final int[] BORDERS = {0, 120, 120, 250, 300};
    private static final MathContext DIGITS = new MathContext(60);

    /**
     * Features: a small one, one with a large mean, one with a large mean and hardly any deviation, one that is mostly 0,
     * a constant, zero throughout.
     */
    private static final int FEATURES = 6;

    private static double[] values() {
        SplittableRandom random = new SplittableRandom(231);
        double[] values = new double[ROWS * FEATURES];
        for (int row = 0; row < ROWS; row++) {
            int at = row * FEATURES;
            values[at] = random.nextDouble(-1, 2);
            values[at + 1] = 1e6 + random.nextDouble(-1, 1);
            values[at + 2] = 1e9 + 0.125 * random.nextInt(3);
            values[at + 3] = random.nextInt(10) == 0 ? random.nextDouble(5, 6) : 0;
            values[at + 4] = 0.1;
        }
        return values;
    }

    /** Weights that no sum of keeps exact. */
    private static double[] weights() {
        SplittableRandom random = new SplittableRandom(232);
        double[] weights = new double[ROWS];
        Arrays.setAll(weights, row -> 0.1 * (1 + random.nextInt(7)));
        return weights;
    }

    private static FeatureStatistics statistics(double[] values, double[] weights, boolean sparse) {
        RowBlock[] slices = new RowBlock[BORDERS.length - 1];
        for (int slice = 0; slice < slices.length; slice++) {
            int from = BORDERS[slice];
            int to = BORDERS[slice + 1];
            double[] some = Arrays.copyOfRange(values, from * FEATURES, to * FEATURES);
            double[] someWeights = Arrays.copyOfRange(weights, from, to);
            slices[slice] = sparse
                    ? compressed(some, someWeights)
                    : new DenseRows(FEATURES, some, new double[to - from], someWeights);
        }
        return FeatureStatistics.of(new InMemoryGradientSource(
                new FeatureMoments(LabelKind.REGRESSION, FEATURES), new SliceGroup(0, slices)));
    }

    private static RowBlock compressed(double[] dense, double[] weights) {
        int[] offsets = new int[weights.length + 1];
        int[] indices = new int[dense.length];
        double[] values = new double[dense.length];
        int filled = 0;
        for (int i = 0; i < dense.length; i++) {
            if (dense[i] != 0) {
                indices[filled] = i % FEATURES;
                values[filled++] = dense[i];
            }
            offsets[i / FEATURES + 1] = filled;
        }
        return new SparseRows(
                FEATURES,
                offsets,
                Arrays.copyOf(indices, filled),
                Arrays.copyOf(values, filled),
                new double[weights.length],
                weights);
    }

    /** Mean and variance in sixty digits. */
    private static BigDecimal[] exact(double[] values, double[] weights, int feature) {
        BigDecimal total = BigDecimal.ZERO;
        BigDecimal sum = BigDecimal.ZERO;
        for (int row = 0; row < ROWS; row++) {
            BigDecimal weight = new BigDecimal(weights[row]);
            total = total.add(weight);
            sum = sum.add(weight.multiply(new BigDecimal(values[row * FEATURES + feature])));
        }
        BigDecimal mean = sum.divide(total, DIGITS);
        BigDecimal squares = BigDecimal.ZERO;
        for (int row = 0; row < ROWS; row++) {
            BigDecimal distance = new BigDecimal(values[row * FEATURES + feature]).subtract(mean);
            squares = squares.add(new BigDecimal(weights[row]).multiply(distance.multiply(distance)));
        }
        return new BigDecimal[] {mean, squares.divide(total, DIGITS)};
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void meansAndDeviationsAreThoseOfTheRows(boolean sparse) {
        FeatureStatistics statistics = statistics(values(), weights(), sparse);
        for (int feature = 0; feature < FEATURES; feature++) {
            BigDecimal[] exact = exact(values(), weights(), feature);
            double mean = exact[0].doubleValue();
            double deviation = Math.sqrt(exact[1].doubleValue());
            assertThat(statistics.means().get(feature))
                    .as("mean %d", feature)
                    .isCloseTo(mean, within(1e-14 * Math.abs(mean)));
            // what is left of a deviation beside a large mean is bounded by the mean's rounding
            assertThat(statistics.deviations().get(feature))
                    .as("deviation %d", feature)
                    .isCloseTo(deviation, within(1e-12 * deviation + 1e-15 * Math.abs(mean)));
            assertThat(statistics.rootMeanSquare(feature))
                    .isCloseTo(Math.sqrt(mean * mean + deviation * deviation), within(1e-14 * Math.abs(mean)));
        }
        assertThat(statistics.deviations().get(2)).isBetween(0.05, 0.15);
    }

    /** Rounding must not make a constant look as if it varied: it would be blown up by its standardisation. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void constantsDoNotVary(boolean sparse) {
        FeatureStatistics statistics = statistics(values(), weights(), sparse);
        assertThat(statistics.deviations().get(4)).isZero();
        assertThat(statistics.means().get(5)).isZero();
        assertThat(statistics.deviations().get(5)).isZero();
    }

    @Test
    void aConstantInAMillionRowsDoesNotVary() {
        double[] values = new double[1_000_000];
        Arrays.fill(values, 0.1);
        RowBlock rows = new DenseRows(1, values, new double[values.length], null);
        FeatureStatistics statistics = FeatureStatistics.of(new InMemoryGradientSource(
                new FeatureMoments(LabelKind.REGRESSION, 1), new SliceGroup(0, new RowBlock[] {rows})));
        assertThat(statistics.means().get(0)).isCloseTo(0.1, within(1e-10));
        assertThat(statistics.deviations().get(0)).isZero();
    }

    @Test
    void aWeightOfZeroIsNoRow() {
        double[] values = values();
        double[] weights = weights();
        weights[17] = 0;
        FeatureStatistics without = statistics(values, weights, false);
        values[17 * FEATURES] = 1e6;
        assertThat(statistics(values, weights, false)).isEqualTo(without);
    }

    @Test
    void momentsPredictNothing() {
        FeatureMoments moments = new FeatureMoments(LabelKind.BINARY, 2);
        RowBlock row = new DenseRows(2, new double[2], new double[1], null);
        assertThat(moments.labelKind()).isEqualTo(LabelKind.BINARY);
        assertThat(moments.layout().size()).isEqualTo(6);
        assertThatThrownBy(() -> moments.predict(row, 0, new double[6], new double[1]))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
