package dev.glissade.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many at once have the bits of one by one. */
class ReproducibleLoopsTest {

    private static final int ROUNDS = 2000;

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-17, 1e-8, 1, 40, 708, 709, 750, 8e307})
    void exponentials(double largest) {
        SplittableRandom random = new SplittableRandom(Double.hashCode(largest));
        ReproducibleLoops loops = new ReproducibleLoops(64);
        for (int round = 0; round < ROUNDS; round++) {
            double[] x = random.doubles(round % 65, -largest, largest).toArray();
            double[] expected = Arrays.stream(x).map(ReproducibleMath::exp).toArray();
            loops.exp(x.length, x);
            assertThat(x).isEqualTo(expected);
        }
    }

    @Test
    void exponentialsOfSpecialNumbers() {
        double[] special = {0, -0.0, 708, -708, Double.MIN_VALUE, -1e-310, 0.34657359027997264, -0.34657359027997264};
        double[] notNormal = {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, -745.2, -720, 709.9};
        ReproducibleLoops loops = new ReproducibleLoops(8);
        for (double other : notNormal) {
            for (double[] x : new double[][] {special.clone(), {other}, {1, other, -1}}) {
                double[] expected = Arrays.stream(x).map(ReproducibleMath::exp).toArray();
                loops.exp(x.length, x);
                assertThat(x).isEqualTo(expected);
            }
        }
    }

    @Test
    void onlyTheFirstAreOverwritten() {
        double[] x = {1, 2, 3};
        double[] result = {5, 5, 5};
        ReproducibleLoops loops = new ReproducibleLoops(2);
        loops.log1p(2, new double[] {1, 0, 0.5}, result);
        loops.exp(2, x);
        assertThat(x[2]).isEqualTo(3);
        assertThat(result).containsExactly(ReproducibleMath.log1p(1), 0, 5);
    }

    @Test
    void logarithms() {
        SplittableRandom random = new SplittableRandom(1);
        ReproducibleLoops loops = new ReproducibleLoops(64);
        double root = 2 * ReproducibleMath.SQRT_HALF - 1;
        double[] special = {0, 1, root, Math.nextUp(root), Math.nextDown(root), Math.nextDown(1.0), 1e-17, 1e-310};
        for (int round = 0; round < ROUNDS; round++) {
            double[] x = random.doubles(round % 65).toArray();
            for (int i = 0; i < x.length; i++) {
                x[i] = switch (random.nextInt(4)) {
                    case 0 -> special[random.nextInt(special.length)];
                    case 1 -> root + (random.nextInt(41) - 20) * 0x1p-53;
                    case 2 -> x[i] * Math.scalb(1.0, -random.nextInt(1000));
                    default -> x[i];
                };
            }
            double[] found = new double[x.length];
            loops.log1p(x.length, x, found);
            assertThat(found)
                    .isEqualTo(Arrays.stream(x).map(ReproducibleMath::log1p).toArray());
        }
        double[] nan = {Double.NaN};
        loops.log1p(1, nan.clone(), nan);
        assertThat(nan).containsExactly(Double.NaN);
    }
}
