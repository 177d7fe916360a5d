package dev.glissade.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogisticLossTest {

    private static final double[] SPECIAL = {
        0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, 1e-310, -1e-17, 0.5, -1, 36.7, -40, 511.9, 512, -512
    };
    private static final double[] FAR = {
        512.1, -513, 708, -709, 745.2, -1000, 1e300, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
    };

    /** Near margins go another way than far ones; both have the bits of one by one. */
    @ParameterizedTest
    @CsvSource({"false, 70", "true, 70", "false, 15", "true, 15", "true, 16"})
    void manyAtOnceAreAsOneByOne(boolean anyFar, int most) {
        LogisticLoss loss = new LogisticLoss();
        LossLoop loop = loss.loop(most);
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 3000; round++) {
            int count = round % (most + 1);
            double[] margins = random.doubles(count, -6, 6).toArray();
            double[] labels = new double[count];
            double[] weights = random.doubles(count, 0, 3).toArray();
            double sum = round % 3 == 0 ? 0 : random.nextDouble();
            for (int i = 0; i < count; i++) {
                labels[i] = random.nextBoolean() ? 1 : -1;
                if (random.nextInt(4) == 0) {
                    margins[i] = SPECIAL[random.nextInt(SPECIAL.length)];
                } else if (anyFar && random.nextInt(count) == 0) {
                    margins[i] = FAR[random.nextInt(FAR.length)];
                }
            }
            double[] slopes = new double[count];
            double expected = sum;
            for (int i = 0; i < count; i++) {
                expected += weights[i] * loss.value(margins[i], labels[i]);
                slopes[i] = weights[i] * loss.slope(margins[i], labels[i]);
            }
            assertThat(new double[] {loop.evaluate(count, margins, labels, weights, sum)})
                    .containsExactly(expected);
            assertThat(margins).isEqualTo(slopes);
        }
    }
}
