package dev.glissade.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.gradient.GradientNoise;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.gradient.SumRequest;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.LinearModel;
import dev.glissade.sampling.WithoutReplacementBatch;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseScaleTest {

    private static final double SMALL = 1e-8;

    private static NoiseAverage average(NoiseAverage start, double[]... pairs) {
        NoiseAverage average = start;
        for (double[] pair : pairs) {
            average = average.plus(pair[0], pair[1]);
        }
        return average;
    }

    private static final double[][] PAIRS = {{10, 2}, {12, 1}, {14, 3}, {8, 2}};

    /**
     * Means 11 and 2; squares about them 20 and 2, products 2; variances of the means 20/12 and 2/12, covariance 2/12; t of three
     * degrees 3.182446, t² = 10.127964. a = 4 − t²/6, m = 22 − t²/6, c = 121 − 5t²/3.
     */
    @Test
    void fiellersIntervalByHand() {
        NoiseScale noise = average(NoiseAverage.plain(), PAIRS).scale();
        double t = 3.1824463053;
        assertThat(noise.trace().estimate()).isCloseTo(11, within(SMALL));
        assertThat(noise.trace().high()).isCloseTo(11 + t * Math.sqrt(20 / 12.0), within(SMALL));
        assertThat(noise.squaredNorm().low()).isCloseTo(2 - t * Math.sqrt(2 / 12.0), within(SMALL));
        double a = 4 - t * t / 6;
        double m = 22 - t * t / 6;
        double c = 121 - t * t * 5 / 3;
        assertThat(noise.resolved()).isTrue();
        assertThat(noise.scale().estimate()).isCloseTo(5.5, within(SMALL));
        assertThat(noise.scale().low()).isCloseTo((m - Math.sqrt(m * m - a * c)) / a, within(1e-7));
        assertThat(noise.scale().high()).isCloseTo((m + Math.sqrt(m * m - a * c)) / a, within(1e-7));
    }

    @Test
    void noScatterGivesTheQuotient() {
        NoiseScale noise = average(NoiseAverage.plain(), new double[][] {{6, 2}, {6, 2}, {6, 2}})
                .scale();
        assertThat(noise.scale()).isEqualTo(new Interval(3, 3, 3));
        assertThat(noise.resolved()).isTrue();
    }

    @Test
    void oneStepBoundsNothing() {
        NoiseScale noise = NoiseAverage.plain().plus(6, 2).scale();
        assertThat(noise.scale()).isEqualTo(new Interval(3, 0, Double.POSITIVE_INFINITY));
        assertThat(noise.trace().isBounded()).isFalse();
        assertThat(noise.resolved()).isFalse();
        assertThatThrownBy(() -> NoiseAverage.plain().scale()).isInstanceOf(IllegalStateException.class);
    }

    /** Where |G|² may be 0 no B is too large; the least one is about tr Σ by the largest |G|². */
    @Test
    void whatIsNotResolvedHasALowerBoundAlone() {
        double[][] pairs = {{100, 1}, {101, -1}, {99, 0.5}, {100, -0.2}};
        NoiseScale noise = average(NoiseAverage.plain(), pairs).scale();
        assertThat(noise.resolved()).isFalse();
        assertThat(noise.scale().high()).isInfinite();
        assertThat(noise.scale().low()).isCloseTo(100 / noise.squaredNorm().high(), within(5.0));
    }

    /** A mean far below 0 would leave no B at all: it is taken for 0, with the least B of that mean. */
    @Test
    void aNegativeMeanOfTheSquaredNormIsTakenForNone() {
        double[][] near = {{100, 1}, {101, -1}, {99, 0.5}, {100, -0.5}};
        double[][] far = {{100, -4}, {101, -6}, {99, -4.5}, {100, -5.5}};
        Interval below = average(NoiseAverage.plain(), far).scale().scale();
        assertThat(below.estimate()).isInfinite();
        assertThat(below.low())
                .isCloseTo(average(NoiseAverage.plain(), near).scale().scale().low(), within(1e-6));
    }

    /** With d = ½ three steps weigh ¼, ½ and 1. */
    @Test
    void olderStepsWeighLess() {
        NoiseAverage average = average(NoiseAverage.over(3), new double[][] {{4, 1}, {8, 3}, {2, 5}});
        assertThat(average.decay()).isEqualTo(0.5);
        assertThat(average.weight()).isEqualTo(1.75);
        assertThat(average.effectiveSteps()).isCloseTo(1.75 * 1.75 / 1.3125, within(SMALL));
        double trace = (1 + 4 + 2) / 1.75;
        double norm = (0.25 + 1.5 + 5) / 1.75;
        assertThat(average.trace()).isCloseTo(trace, within(SMALL));
        assertThat(average.squaredNorm()).isCloseTo(norm, within(SMALL));
        assertThat(average.products())
                .isCloseTo(
                        0.25 * (4 - trace) * (1 - norm) + 0.5 * (8 - trace) * (3 - norm) + (2 - trace) * (5 - norm),
                        within(SMALL));
        assertThat(average.normSquares())
                .isCloseTo(
                        0.25 * Math.pow(1 - norm, 2) + 0.5 * Math.pow(3 - norm, 2) + Math.pow(5 - norm, 2),
                        within(SMALL));
    }

    @Test
    void theMeanIsUnbiasedFromTheFirstStepOnAndForgets() {
        NoiseAverage average = NoiseAverage.over(20).plus(5, 2);
        assertThat(average.trace()).isEqualTo(5);
        for (int step = 0; step < 400; step++) {
            average = average.plus(9, 4);
        }
        assertThat(average.trace()).isCloseTo(9, within(1e-12));
        assertThat(average.effectiveSteps()).isCloseTo(20, within(1e-9));
        assertThat(average.plus(Double.NaN, 1)).isEqualTo(average);
        assertThatThrownBy(() -> NoiseAverage.over(1)).hasMessageContaining("decay of 0.0");
    }

    /**
     * Rows whose gradients are known, drawn by the real sampler and summed by the real source: least squares at w = 0 with all labels −1, so that a
     * row's gradient is the row itself. Rows are normal with standard deviations 3, 1, 1, ½ and a mean along (1, 1, 1, 1): one direction
     * has most of the noise. Each repetition has rows of its own.
     */
    @ParameterizedTest
    @CsvSource({"0.15, 60", "0.05, 200", "0.6, 40"})
    void isCoveredWithRealBatches(double mean, int steps) {
        Coverage.assertHonest("noise scale, mean %s, %d steps".formatted(mean, steps), 11, random -> {
            KnownRows rows = KnownRows.draw(random, mean);
            NoiseAverage average = NoiseAverage.plain();
            for (int step = 0; step < steps; step++) {
                GradientNoise noise = rows.noise(random.nextLong(), step);
                average = average.plus(noise.trace(), noise.squaredNorm());
            }
            return average.scale().scale().contains(rows.noiseScale());
        });
    }

    /** All noise along one direction, and a gradient a quarter as long as the noise of a batch: |G|²̂ scatters like χ² of one degree. */
    @ParameterizedTest
    @CsvSource({"0.0625, 200", "0.3, 100", "0.0, 100"})
    void aHeavyTailDoesNotSpoilIt(double signal, int steps) {
        Coverage.assertHonest("noise scale by one direction, |G|²b/tr = " + signal, 12, random -> {
            NoiseAverage average = NoiseAverage.plain();
            for (int step = 0; step < steps; step++) {
                average = simulated(average, random, signal);
            }
            NoiseScale noise = average.scale();
            return signal > 0
                    ? noise.scale().contains(64 / signal)
                    : noise.squaredNorm().contains(0) && !noise.resolved();
        });
    }

    @Test
    void isCoveredWhileStepsAreForgotten() {
        Coverage.assertHonest("noise scale over 50 steps", 13, random -> {
            NoiseAverage average = NoiseAverage.over(50);
            for (int step = 0; step < 300; step++) {
                average = simulated(average, random, 1.5);
            }
            return average.scale().scale().contains(64 / 1.5);
        });
    }

    /** A step with 16 slices of 4 rows each, one parameter, tr Σ = 1 and |G|² = signal/64. */
    private static NoiseAverage simulated(NoiseAverage average, SplittableRandom random, double signal) {
        double mean = Math.sqrt(signal / 64);
        double total = 0;
        double squares = 0;
        for (int slice = 0; slice < 16; slice++) {
            double sum = 4 * mean + 2 * random.nextGaussian();
            total += sum;
            squares += sum * sum / 4;
        }
        double trace = (squares - total * total / 64) / 15;
        return average.plus(trace, total * total / (64.0 * 64) - trace / 64);
    }

    /** A table whose rows are their own gradients at w = 0. */
    private record KnownRows(GradientSource source, double noiseScale) {

        private static final int SLICES = 16;
        private static final int ROWS = 16_384;
        private static final double[] DEVIATIONS = {3, 1, 1, 0.5};

        static KnownRows draw(SplittableRandom random, double mean) {
            int size = DEVIATIONS.length;
            double[] sums = new double[size];
            double squares = 0;
            RowBlock[] slices = new RowBlock[SLICES];
            for (int slice = 0; slice < SLICES; slice++) {
                double[] values = new double[ROWS / SLICES * size];
                for (int i = 0; i < values.length; i++) {
                    values[i] = mean + DEVIATIONS[i % size] * random.nextGaussian();
                    sums[i % size] += values[i];
                    squares += values[i] * values[i];
                }
                double[] labels = new double[ROWS / SLICES];
                Arrays.fill(labels, -1);
                slices[slice] = new DenseRows(size, values, labels, null);
            }
            double norm = Arrays.stream(sums).map(sum -> sum * sum).sum() / ((double) ROWS * ROWS);
            double trace = (squares - ROWS * norm) / (ROWS - 1);
            return new KnownRows(
                    new InMemoryGradientSource(LinearModel.leastSquares(size, false), new SliceGroup(0, slices)),
                    trace / norm);
        }

        GradientNoise noise(long seed, int step) {
            WithoutReplacementBatch batch = new WithoutReplacementBatch(seed, step, 64);
            return GradientNoise.of(
                            source.sum(
                                    new SumRequest(batch, List.of(DenseVector.zeros(DEVIATIONS.length))).withScatter()),
                            batch,
                            source)
                    .orElseThrow();
        }
    }
}
