package dev.glissade.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReproducibleMathTest {

    private static final double ULPS = 1.5;

    @ParameterizedTest
    @ValueSource(
            doubles = {
                709.782712893384,
                709.7827128933839,
                709.5,
                1,
                -1,
                1e-17,
                -1e-17,
                1e-300,
                -1e-300,
                4.9e-324,
                0.5,
                -0.5,
                -708.3964185322641,
                -708.5,
                -709,
                -720,
                -744,
                -745.1332191019411,
                -745.1332191019412,
                0.34657359027997264
            })
    void exponentialAtTheEndsOfItsRange(double x) {
        assertThat(PreciseMath.ulps(ReproducibleMath.exp(x), PreciseMath.exp(new BigDecimal(x))))
                .isLessThanOrEqualTo(ULPS);
    }

    @ParameterizedTest
    @CsvSource({"-745.2,745.2", "-1,1", "-40,40", "-745.1,-708"})
    void exponentialOverItsRange(double low, double high) {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 500; i++) {
            double x = Math.max(low, Math.min(709.78, random.nextDouble(low, high)));
            assertThat(PreciseMath.ulps(ReproducibleMath.exp(x), PreciseMath.exp(new BigDecimal(x))))
                    .as("exp(%s)", x)
                    .isLessThanOrEqualTo(ULPS);
        }
    }

    @Test
    void exponentialOfSpecialValues() {
        assertThat(ReproducibleMath.exp(0.0)).isEqualTo(1);
        assertThat(ReproducibleMath.exp(-0.0)).isEqualTo(1);
        assertThat(ReproducibleMath.exp(Double.NaN)).isNaN();
        assertThat(ReproducibleMath.exp(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(ReproducibleMath.exp(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(ReproducibleMath.exp(Math.nextUp(709.782712893384))).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(ReproducibleMath.exp(1e308)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(ReproducibleMath.exp(-745.14)).isZero();
        assertThat(ReproducibleMath.exp(-1e308)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                4.9e-324,
                1e-323,
                1e-310,
                Double.MIN_NORMAL,
                1e-300,
                0.5,
                0.7071067811865475,
                0.7071067811865476,
                0.9999999999999999,
                1.0000000000000002,
                1.4142135623730951,
                2,
                10,
                1e300,
                Double.MAX_VALUE
            })
    void logarithmAtTheEndsOfItsRange(double x) {
        assertThat(PreciseMath.ulps(ReproducibleMath.log(x), PreciseMath.log(new BigDecimal(x))))
                .isLessThanOrEqualTo(ULPS);
    }

    @Test
    void logarithmOverItsRange() {
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < 700; i++) {
            double anywhere = Double.longBitsToDouble(random.nextLong(1, Double.doubleToLongBits(Double.MAX_VALUE)));
            double nearOne = 1 + (random.nextDouble() - 0.5) * StrictMath.pow(2, -random.nextInt(50));
            for (double x : new double[] {anywhere, nearOne}) {
                if (x != 1) {
                    assertThat(PreciseMath.ulps(ReproducibleMath.log(x), PreciseMath.log(new BigDecimal(x))))
                            .as("log(%s)", x)
                            .isLessThanOrEqualTo(ULPS);
                }
            }
        }
    }

    @Test
    void logarithmOfSpecialValues() {
        assertThat(ReproducibleMath.log(1)).isZero();
        assertThat(ReproducibleMath.log(0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(ReproducibleMath.log(-0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(ReproducibleMath.log(-4.9e-324)).isNaN();
        assertThat(ReproducibleMath.log(Double.NEGATIVE_INFINITY)).isNaN();
        assertThat(ReproducibleMath.log(Double.NaN)).isNaN();
        assertThat(ReproducibleMath.log(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void logarithmOfOnePlusSmallNumbers() {
        SplittableRandom random = new SplittableRandom(13);
        for (int i = 0; i < 700; i++) {
            double x =
                    i % 3 == 0 ? random.nextDouble() : StrictMath.pow(2, random.nextDouble(-80, i % 3 == 1 ? 1 : 300));
            assertThat(PreciseMath.ulps(
                            ReproducibleMath.log1p(x), PreciseMath.log(BigDecimal.ONE.add(new BigDecimal(x)))))
                    .as("log1p(%s)", x)
                    .isLessThanOrEqualTo(ULPS);
        }
    }

    @Test
    void logarithmOfOnePlusSpecialValues() {
        assertThat(ReproducibleMath.log1p(0)).isZero();
        assertThat(ReproducibleMath.log1p(4.9e-324)).isEqualTo(4.9e-324);
        assertThat(ReproducibleMath.log1p(1e-200)).isEqualTo(1e-200);
        assertThat(ReproducibleMath.log1p(Double.MAX_VALUE)).isCloseTo(709.782712893384, within(1e-12));
        assertThat(ReproducibleMath.log1p(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(ReproducibleMath.log1p(Double.NaN)).isNaN();
    }

    /** Saved weights and their hashes stand on these bits: a change of one of them is a change for every user. */
    @Test
    void bitsArePinned() {
        assertThat(List.of(
                        checksum(ReproducibleMath::exp, -750, 715),
                        checksum(ReproducibleMath::log, 0, 5),
                        checksum(ReproducibleMath::log1p, 0, 2)))
                .containsExactly(-1642728458168191710L, 744616768954243605L, -2146474972353882858L);
    }

    private static long checksum(DoubleUnaryOperator function, double low, double high) {
        SplittableRandom random = new SplittableRandom(14);
        long sum = 17;
        for (int i = 0; i < 20_000; i++) {
            double share = (random.nextLong() >>> 11) * 0x1p-53;
            sum = 31 * sum + Double.doubleToLongBits(function.applyAsDouble(low + (high - low) * share));
        }
        return sum;
    }
}
