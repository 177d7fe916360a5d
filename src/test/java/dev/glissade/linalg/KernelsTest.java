package dev.glissade.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelsTest {

    static IntStream lengths() {
        return IntStream.rangeClosed(0, 40);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void dotIsTheSumOfTheProducts(int length) {
        double[] a = numbers(60, length);
        double[] b = numbers(60, length + 100);
        for (int from = 0; from < 9; from++) {
            BigDecimal exact = BigDecimal.ZERO;
            double magnitude = 0;
            for (int i = 0; i < length; i++) {
                exact = exact.add(new BigDecimal(a[from + i]).multiply(new BigDecimal(b[11 - from + i])));
                magnitude += Math.abs(a[from + i] * b[11 - from + i]);
            }
            assertThat(Kernels.dot(a, from, b, 11 - from, length))
                    .isCloseTo(exact.doubleValue(), within(2e-15 * magnitude));
        }
    }

    /** The grouping that the Javadoc states, spelt out with a loop over eight accumulators. */
    @ParameterizedTest
    @MethodSource("lengths")
    void dotKeepsItsGrouping(int length) {
        double[] a = numbers(length, 3);
        double[] b = numbers(length, 4);
        double[] lanes = new double[8];
        int whole = length - length % 8;
        for (int i = 0; i < whole; i++) {
            lanes[i % 8] += a[i] * b[i];
        }
        double expected =
                ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
        for (int i = whole; i < length; i++) {
            expected += a[i] * b[i];
        }
        assertThat(Kernels.dot(a, 0, b, 0, length)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void addScaledTouchesItsStretchOnly(int length) {
        double[] x = numbers(60, length);
        double[] before = numbers(60, length + 7);
        for (int from = 0; from < 9; from++) {
            double[] target = before.clone();
            Kernels.addScaled(-1.25, x, 11 - from, target, from, length);
            for (int i = 0; i < target.length; i++) {
                boolean inside = i >= from && i < from + length;
                assertThat(target[i]).isEqualTo(inside ? before[i] + -1.25 * x[11 - from + i - from] : before[i]);
            }
        }
    }

    @Test
    void squaredNormIsTheDotWithItself() {
        double[] x = numbers(37, 5);
        assertThat(Kernels.squaredNorm(x)).isEqualTo(Kernels.dot(x, 0, x, 0, 37));
        assertThat(Kernels.squaredNorm(new double[] {3, -4})).isEqualTo(25);
    }

    @Test
    void notANumberIsNotLost() {
        double[] x = numbers(20, 6);
        x[13] = Double.NaN;
        assertThat(Kernels.squaredNorm(x)).isNaN();
    }

    private static double[] numbers(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.doubles(count, -3, 3).toArray();
    }
}
