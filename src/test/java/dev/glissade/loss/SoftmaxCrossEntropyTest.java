package dev.glissade.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoftmaxCrossEntropyTest {

    private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();

    @Test
    void pointsWorkedOutByHand() {
        double[] equal = {7, 7, 7, 7};
        assertThat(loss.evaluate(equal, 2)).isCloseTo(1.3862943611198906, within(1e-15));
        assertThat(equal).containsExactly(0.25, 0.25, -0.75, 0.25);

        double[] logs = {0, 0.6931471805599453, 1.0986122886681098}; // ln 1, ln 2, ln 3
        assertThat(loss.evaluate(logs, 0)).isCloseTo(1.791759469228055, within(1e-15));
        assertThat(logs[0]).isCloseTo(-5.0 / 6, within(1e-15));
        assertThat(logs[1]).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(logs[2]).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void marginsOfAThousand() {
        double[] right = {1000, -1000, 0};
        assertThat(loss.evaluate(right, 0)).isZero();
        assertThat(right).usingComparatorWithPrecision(0.0).containsExactly(0, 0, 0);
        double[] wrong = {1000, -1000, 0};
        assertThat(loss.evaluate(wrong, 1)).isEqualTo(2000);
        assertThat(wrong).containsExactly(1, -1, 0);
        double[] tie = {1000, 1000};
        assertThat(loss.evaluate(tie, 1)).isCloseTo(0.6931471805599453, within(1e-15));
        assertThat(tie).containsExactly(0.5, -0.5);
    }

    /** A class that is nearly sure: 1 − p would lose every digit of these. */
    @Test
    void smallLossesKeepTheirDigits() {
        double[] sure = {40, 0};
        assertThat(loss.evaluate(sure, 0)).isCloseTo(4.248354255291589e-18, within(1e-32));
        assertThat(sure[0]).isCloseTo(-4.248354255291589e-18, within(1e-32));
        assertThat(sure[1]).isCloseTo(4.248354255291589e-18, within(1e-32));
    }

    @Test
    void slopesAreFiniteDifferences() {
        SplittableRandom random = new SplittableRandom(41);
        double step = 1e-5;
        for (int round = 0; round < 200; round++) {
            double[] margins = random.doubles(2 + round % 5, -6, 6).toArray();
            int label = random.nextInt(margins.length);
            double[] slopes = margins.clone();
            loss.evaluate(slopes, label);
            for (int k = 0; k < margins.length; k++) {
                double[] up = margins.clone();
                double[] down = margins.clone();
                up[k] += step;
                down[k] -= step;
                double difference = (loss.evaluate(up, label) - loss.evaluate(down, label)) / (2 * step);
                assertThat(slopes[k]).isCloseTo(difference, within(1e-9));
            }
            assertThat(Arrays.stream(slopes).sum()).isCloseTo(0, within(1e-15));
        }
    }

    @Test
    void twoClassesAreTheLogisticLoss() {
        LogisticLoss logistic = new LogisticLoss();
        for (double margin = -50; margin <= 50; margin += 0.37) {
            double[] slopes = {0, margin};
            double value = loss.evaluate(slopes, 1);
            assertThat(value).isCloseTo(logistic.value(margin, 1), within(1e-15 * Math.max(1, value)));
            double slope = logistic.slope(margin, 1);
            assertThat(slopes[1]).isCloseTo(slope, within(2e-15 * Math.abs(slope)));
        }
    }

    @Test
    void probabilitiesSumToOne() {
        double[] margins = {1000, 999, -1000, 998};
        SoftmaxCrossEntropy.probabilities(margins);
        assertThat(Arrays.stream(margins).sum()).isCloseTo(1, within(1e-15));
        assertThat(margins[0]).isCloseTo(0.6652409557748219, within(1e-15));
        assertThat(margins[2]).isZero();
    }

    @Test
    void theFirstOfEqualMarginsIsTheLargest() {
        assertThat(SoftmaxCrossEntropy.largest(new double[] {1, 3, 3, 2})).isEqualTo(1);
    }

    @Test
    void notANumberStaysNotANumber() {
        for (int at = 0; at < 3; at++) {
            double[] margins = {1, 2, 3};
            margins[at] = Double.NaN;
            assertThat(loss.evaluate(margins, 1)).isNaN();
            assertThat(margins[at]).isNaN();
        }
    }
}
