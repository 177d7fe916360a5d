package dev.glissade.sampling;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.glissade.linalg.PreciseMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscreteDrawTest {

    private static final int GRID = 1 << 18;
    private static final double LARGEST_UNIFORM = 1 - 0x1p-53;

    @ParameterizedTest
    @CsvSource({"1,0.5", "2,0.25", "10,0.3", "10,0.97", "50,0.02", "64,0.5", "200,0.004", "30,1e-9", "30,0.999999999"})
    void wholeBinomialDistribution(int trials, double probability) {
        BigDecimal p = new BigDecimal(probability);
        BigDecimal q = BigDecimal.ONE.subtract(p);
        double[] exact = new double[trials + 1];
        for (int k = 0; k <= trials; k++) {
            exact[k] = new BigDecimal(choose(trials, k))
                    .multiply(p.pow(k))
                    .multiply(q.pow(trials - k))
                    .doubleValue();
        }
        assertSharesOfTheGrid(exact, uniform -> DiscreteDraw.binomial(trials, probability, uniform));
    }

    @ParameterizedTest
    @CsvSource({"2,1,1", "10,4,5", "20,19,18", "100,50,50", "1000,3,500", "300,150,7", "64,1,63", "500,250,499"})
    void wholeHypergeometricDistribution(int items, int marked, int draws) {
        double[] exact = new double[draws + 1];
        BigDecimal all = new BigDecimal(choose(items, draws));
        for (int k = 0; k <= draws; k++) {
            BigInteger ways = choose(marked, k).multiply(choose(items - marked, draws - k));
            exact[k] = new BigDecimal(ways).divide(all, MathContext.DECIMAL64).doubleValue();
        }
        assertSharesOfTheGrid(exact, uniform -> DiscreteDraw.hypergeometric(items, marked, draws, uniform));
    }

    /** Each outcome takes one stretch of (0, 1), as long as it is likely. */
    private static void assertSharesOfTheGrid(double[] exact, DoubleToLongFunction draw) {
        long[] counts = new long[exact.length];
        boolean[] left = new boolean[exact.length];
        int before = -1;
        for (int i = 0; i < GRID; i++) {
            int drawn = (int) draw.applyAsLong((i + 0.5) / GRID);
            if (drawn != before) {
                assertThat(left[drawn]).as("%d comes back", drawn).isFalse();
                if (before >= 0) {
                    left[before] = true;
                }
                before = drawn;
            }
            counts[drawn]++;
        }
        for (int k = 0; k < exact.length; k++) {
            assertThat((double) counts[k]).as("outcome %d", k).isCloseTo(GRID * exact[k], within(1.001));
        }
    }

    private static BigInteger choose(int n, int k) {
        if (k < 0 || k > n) {
            return BigInteger.ZERO;
        }
        BigInteger ways = BigInteger.ONE;
        for (int i = 1; i <= k; i++) {
            ways = ways.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return ways;
    }

    @ParameterizedTest
    @CsvSource({
        "1000,0.3",
        "1000000000,0.001",
        "2147483647,0.37",
        "1000000000,1e-9",
        "1000000000,0.999999",
        "2147483647,0.9999999999",
        "50,0.02"
    })
    void binomialProbabilitiesOfManyTrials(long trials, double probability) {
        BigDecimal logSuccess = PreciseMath.log(new BigDecimal(probability));
        BigDecimal logFailure = PreciseMath.log(BigDecimal.ONE.subtract(new BigDecimal(probability)));
        for (Stretch stretch : stretches(uniform -> DiscreteDraw.binomial(trials, probability, uniform))) {
            BigDecimal exact = PreciseMath.exp(logChoose(trials, stretch.outcome)
                    .add(logSuccess.multiply(BigDecimal.valueOf(stretch.outcome)))
                    .add(logFailure.multiply(BigDecimal.valueOf(trials - stretch.outcome))));
            assertThat(stretch.length).isCloseTo(exact.doubleValue(), within(1e-11 * exact.doubleValue() + 4e-16));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1000,300,500",
        "100000,50000,333",
        "1000000000,500000000,1000000",
        "1000000000,123456789,500000000",
        "3000000000,1500000000,256",
        "137438953472,68719476736,1000000000",
        "1000000000,999999999,999999998"
    })
    void hypergeometricProbabilitiesOfManyItems(long items, long marked, long draws) {
        for (Stretch stretch : stretches(uniform -> DiscreteDraw.hypergeometric(items, marked, draws, uniform))) {
            BigDecimal exact = PreciseMath.exp(logChoose(marked, stretch.outcome)
                    .add(logChoose(items - marked, draws - stretch.outcome))
                    .subtract(logChoose(items, draws)));
            assertThat(stretch.length).isCloseTo(exact.doubleValue(), within(1e-11 * exact.doubleValue() + 4e-16));
        }
    }

    private static BigDecimal logChoose(long n, long k) {
        return PreciseMath.logFactorial(n)
                .subtract(PreciseMath.logFactorial(k))
                .subtract(PreciseMath.logFactorial(n - k));
    }

    /** An outcome, and the length of the stretch of uniform numbers that gives it. */
    private record Stretch(long outcome, double length) {}

    /** The first three stretches, found by bisection. */
    private static List<Stretch> stretches(DoubleToLongFunction draw) {
        List<Stretch> stretches = new ArrayList<>();
        double from = 0x1p-60;
        while (stretches.size() < 3 && from < 1 - 1e-9) {
            long outcome = draw.applyAsLong(from);
            double inside = from;
            double outside = 1;
            while (outside - inside > Math.ulp(outside)) {
                double middle = inside + (outside - inside) / 2;
                if (draw.applyAsLong(middle) == outcome) {
                    inside = middle;
                } else {
                    outside = middle;
                }
            }
            stretches.add(new Stretch(outcome, outside - from));
            from = outside;
        }
        return stretches;
    }

    @Test
    void certainOutcomes() {
        assertThat(DiscreteDraw.binomial(10, 1, 0.3)).isEqualTo(10);
        assertThat(DiscreteDraw.binomial(10, 0, 0.3)).isZero();
        assertThat(DiscreteDraw.binomial(0, 0.5, 0.3)).isZero();
        assertThat(DiscreteDraw.hypergeometric(10, 4, 10, 0.3)).isEqualTo(4);
        assertThat(DiscreteDraw.hypergeometric(10, 0, 5, 0.3)).isZero();
        assertThat(DiscreteDraw.hypergeometric(10, 10, 5, 0.3)).isEqualTo(5);
        assertThat(DiscreteDraw.hypergeometric(10, 4, 0, 0.3)).isZero();
    }

    /** What rounding leaves over of the mass goes to a possible outcome, and soon. */
    @ParameterizedTest
    @CsvSource({"2147483647,0.5", "2147483647,0.9999999995", "2147483647,5e-10", "1000000000,0.999", "3,0.5"})
    void theLargestUniformNumberEndsSoon(long trials, double probability) {
        assertTimeout(
                ofSeconds(2),
                () -> assertThat(DiscreteDraw.binomial(trials, probability, LARGEST_UNIFORM))
                        .isBetween(0L, trials));
        long draws = Math.max(1, (long) (trials * probability));
        assertTimeout(
                ofSeconds(2),
                () -> assertThat(DiscreteDraw.hypergeometric(2 * trials, trials, draws, LARGEST_UNIFORM))
                        .isBetween(0L, draws));
    }
}
