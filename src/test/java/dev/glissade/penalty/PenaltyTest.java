package dev.glissade.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.linalg.DenseVector;
import dev.glissade.model.ParameterLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PenaltyTest {

    /** Two outputs of two weights and an intercept each. */
    private static final ParameterLayout LAYOUT = new ParameterLayout(2, 2, true);

    private static final DenseVector W = DenseVector.of(1, -2, 100, 0.5, 0, -100);

    @ParameterizedTest
    @CsvSource({"0,0,0", "2,0,7", "0,4,10.5", "2,4,17.5"})
    void valuesByHandLeaveInterceptsOut(double l1, double l2, double value) {
        assertThat(new Penalty(l1, l2, LAYOUT).value(W)).isEqualTo(value);
    }

    @Test
    void smoothGradientIsTheFiniteDifferenceOfTheSquares() {
        Penalty penalty = new Penalty(0, 0.3, LAYOUT);
        DenseVector gradient = penalty.addSmoothGradient(DenseVector.zeros(6), W);
        for (int j = 0; j < 6; j++) {
            double[] up = W.toArray();
            double[] down = W.toArray();
            up[j] += 1e-4;
            down[j] -= 1e-4;
            double difference = (penalty.value(DenseVector.wrap(up)) - penalty.value(DenseVector.wrap(down))) / 2e-4;
            assertThat(gradient.get(j)).isCloseTo(difference, within(1e-9));
        }
    }

    @Test
    void smoothGradientIsAddedAndL1IsNotPartOfIt() {
        DenseVector loss = DenseVector.of(1, 1, 1, 1, 1, 1);
        assertThat(new Penalty(7, 2, LAYOUT).addSmoothGradient(loss, W)).isEqualTo(DenseVector.of(3, -3, 1, 2, 1, 1));
        assertThat(new Penalty(7, 0, LAYOUT).addSmoothGradient(loss, W)).isEqualTo(loss);
        assertThat(loss).isEqualTo(DenseVector.of(1, 1, 1, 1, 1, 1));
    }

    /** u = prox(z) is where 0 lies in u − z + η·l1·∂|u|. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-9, 0.3, 1, 5})
    void proximalStepMeetsItsOptimalityCondition(double rate) {
        double l1 = 0.8;
        DenseVector z =
                DenseVector.wrap(new SplittableRandom(71).doubles(600, -3, 3).toArray());
        DenseVector u = new Penalty(l1, 0.5, new ParameterLayout(1, 599, true)).proximalStep(z, rate);
        for (int j = 0; j < 599; j++) {
            if (u.get(j) == 0) {
                assertThat(Math.abs(z.get(j))).isLessThanOrEqualTo(rate * l1);
                assertThat(Double.doubleToRawLongBits(u.get(j)))
                        .as("sign of zero")
                        .isZero();
            } else {
                double residual = u.get(j) - z.get(j) + rate * l1 * Math.signum(u.get(j));
                assertThat(residual).isCloseTo(0, within(1e-15));
                assertThat(u.get(j) * z.get(j)).isPositive();
            }
        }
        assertThat(u.get(599)).as("intercept").isEqualTo(z.get(599));
    }

    /** The same condition, each coordinate with the step size of its own. */
    @Test
    void proximalStepByCoordinateMeetsItsOptimalityCondition() {
        double l1 = 0.8;
        SplittableRandom random = new SplittableRandom(72);
        DenseVector z = DenseVector.wrap(random.doubles(600, -3, 3).toArray());
        DenseVector rates = DenseVector.wrap(random.doubles(600, 0, 5).toArray());
        DenseVector u = new Penalty(l1, 0.5, new ParameterLayout(1, 599, true)).proximalStep(z, rates);
        int zeros = 0;
        for (int j = 0; j < 599; j++) {
            if (u.get(j) == 0) {
                assertThat(Math.abs(z.get(j))).isLessThanOrEqualTo(rates.get(j) * l1);
                zeros++;
            } else {
                double residual = u.get(j) - z.get(j) + rates.get(j) * l1 * Math.signum(u.get(j));
                assertThat(residual).isCloseTo(0, within(1e-15));
                assertThat(u.get(j) * z.get(j)).isPositive();
            }
        }
        assertThat(zeros).isBetween(100, 500);
        assertThat(u.get(599)).as("intercept").isEqualTo(z.get(599));
    }

    @Test
    void equalRatesInAllCoordinatesAreTheOneRate() {
        Penalty penalty = new Penalty(0.8, 0, LAYOUT);
        DenseVector rates = DenseVector.of(0.7, 0.7, 0.7, 0.7, 0.7, 0.7);
        assertThat(penalty.proximalStep(W, rates)).isEqualTo(penalty.proximalStep(W, 0.7));
    }

    @Test
    void notANumberStaysNotANumber() {
        Penalty penalty = new Penalty(1, 1, LAYOUT);
        DenseVector broken = DenseVector.of(Double.NaN, 1, 1, Double.POSITIVE_INFINITY, 1, 1);
        assertThat(penalty.proximalStep(broken, 0.1).get(0)).isNaN();
        assertThat(penalty.proximalStep(broken, 0.1).get(3)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(penalty.proximalStep(DenseVector.zeros(6), Double.NaN).get(0))
                .isNaN();
        assertThat(penalty.proximalStep(broken, DenseVector.zeros(6)).get(0)).isNaN();
        assertThat(penalty.proximalStep(W, DenseVector.of(1, Double.NaN, 1, 1, 1, 1))
                        .get(1))
                .isNaN();
        assertThat(penalty.value(broken)).isNaN();
        assertThat(penalty.addSmoothGradient(DenseVector.zeros(6), broken).get(0))
                .isNaN();
    }

    @Test
    void noneDoesNothing() {
        Penalty none = Penalty.none(LAYOUT);
        assertThat(none.value(W)).isZero();
        assertThat(none.proximalStep(W, 3)).isEqualTo(W);
        assertThat(none.proximalStep(W, W)).isEqualTo(W);
        assertThat(none.addSmoothGradient(W, W)).isEqualTo(W);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void weightsOutOfBoundsAreNamed(double weight) {
        assertThatThrownBy(() -> new Penalty(weight, 0, LAYOUT)).hasMessageContaining("l1 = " + weight);
        assertThatThrownBy(() -> new Penalty(0, weight, LAYOUT)).hasMessageContaining("l2 = " + weight);
    }
}
