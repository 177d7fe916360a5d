package dev.glissade.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarianceSlopeTest {

    private static final double SMALL = 1e-9;

    /** 12·b⁻¹ with errors of 10 % each: the slope's error is 0.1/√Σ(ln b − mean)² = 0.1/(ln 4·√2). */
    @Test
    void exactPointsGiveTheirLine() {
        VarianceSlope slope = VarianceSlope.of(List.of(
                new VariancePoint(1, 12, 1.2, 100_000_000),
                new VariancePoint(4, 3, 0.3, 100_000_000),
                new VariancePoint(16, 0.75, 0.075, 100_000_000)));
        assertThat(slope.slope().estimate()).isCloseTo(-1, within(SMALL));
        assertThat(slope.slope().high() + 1).isCloseTo(1.959964 * 0.1 / (Math.log(4) * Math.sqrt(2)), within(1e-6));
        assertThat(slope.trace().estimate()).isCloseTo(12, within(1e-8));
        assertThat(Math.log(slope.trace().high() / 12))
                .isCloseTo(1.959964 * 0.1 * Math.sqrt(1 / 3.0 + 0.5), within(1e-6));
        assertThat(slope.misfit()).hasValueCloseTo(0.0, within(SMALL));
    }

    /** Without errors the points' distances from the line are all there is: t of one degree. */
    @Test
    void pointsWithoutErrorsAreJudgedByTheLine() {
        VarianceSlope exact = VarianceSlope.of(
                List.of(new VariancePoint(1, 8, 0, 1), new VariancePoint(2, 4, 0, 1), new VariancePoint(8, 1, 0, 1)));
        assertThat(exact.slope().low()).isCloseTo(-1, within(SMALL));
        assertThat(exact.slope().high()).isCloseTo(-1, within(SMALL));
        assertThat(exact.misfit()).isEmpty();
        VarianceSlope bent = VarianceSlope.of(
                List.of(new VariancePoint(1, 8, 0, 1), new VariancePoint(2, 4.5, 0, 1), new VariancePoint(4, 2, 0, 1)));
        assertThat(bent.slope().high() - bent.slope().low()).isGreaterThan(0.5);
    }

    /** Weighted by 1, 1 and 1 of two equations in two unknowns: Σ(y/μ − 1) = 0 and Σ(y/μ − 1)x = 0. */
    @Test
    void theLineSolvesItsEquations() {
        double[] x = {0, 1, 3, 4};
        double[] y = {1000, 2, 0, 1e-3};
        double[] weights = {1, 2, 1, 3};
        WeightedLine line = LogLine.through(x, y, weights);
        double sum = 0;
        double product = 0;
        for (int i = 0; i < 4; i++) {
            double residual = weights[i] * (y[i] / Math.exp(line.at(x[i])) - 1);
            sum += residual;
            product += residual * x[i];
        }
        assertThat(sum).isCloseTo(0, within(1e-9));
        assertThat(product).isCloseTo(0, within(1e-9));
    }

    @Test
    void twoPointsAndOnesWithoutVarianceAreRefused() {
        assertThatThrownBy(
                        () -> VarianceSlope.of(List.of(new VariancePoint(1, 8, 1, 9), new VariancePoint(2, 4, 1, 9))))
                .hasMessageContaining("2 points");
        assertThatThrownBy(() -> new VariancePoint(64, 0, 0, 9)).hasMessageContaining("variance of 0.0");
    }

    /** Gradients along one direction, the worst case of scatter, and along four; few draws and many. */
    @ParameterizedTest
    @CsvSource({"1, 30", "1, 200", "4, 30", "4, 400"})
    void isCovered(int directions, int draws) {
        String what = "slope, %d directions, %d draws".formatted(directions, draws);
        Coverage.assertHonest(
                what, 21, random -> fitted(random, draws, directions, 0).slope().contains(-1));
        Coverage.assertHonest(
                "trace by " + what,
                22,
                random -> fitted(random, draws, directions, 0).trace().contains(2));
    }

    /** Some rows lie far out: single rows scatter far more than means of many, with a kurtosis of 13. */
    @Test
    void isCoveredWhereSingleRowsHaveAHeavyTail() {
        Coverage.assertHonest(
                "slope, heavy tail",
                23,
                random -> fitted(random, 400, 2, 0.1).slope().contains(-1));
    }

    private static VarianceSlope fitted(SplittableRandom random, int draws, int directions, double far) {
        return VarianceSlope.of(IntStream.range(0, 8)
                .mapToObj(power -> VariancePoint.of(
                        1 << power,
                        Sample.of(IntStream.range(0, draws)
                                .mapToDouble(draw -> squaredDistance(random, 1 << power, directions, far))
                                .toArray())))
                .toList());
    }

    /** Of the mean of rows with variance 2 in all; a share of them is three times as far out. */
    private static double squaredDistance(SplittableRandom random, int rows, int directions, double far) {
        double unit = Math.sqrt(2.0 / directions / (1 + 8 * far));
        double square = 0;
        for (int direction = 0; direction < directions; direction++) {
            double sum = 0;
            if (far == 0) {
                sum = random.nextGaussian() * Math.sqrt(rows);
            } else {
                for (int row = 0; row < rows; row++) {
                    sum += random.nextGaussian() * (random.nextDouble() < far ? 3 : 1);
                }
            }
            square += sum * sum * unit * unit / rows / rows;
        }
        return square;
    }
}
