package dev.glissade.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.statistics.ConvergenceRate.Law;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConvergenceRateTest {

    private static List<CurvePoint> curve(int points, DoubleUnaryOperator gap) {
        return IntStream.range(0, points)
                .mapToObj(t -> new CurvePoint(t, gap.applyAsDouble(t)))
                .toList();
    }

    @Test
    void aGeometricCurveHasItsFactor() {
        ConvergenceRate rate =
                ConvergenceRate.of(curve(40, t -> 3 * Math.pow(0.7, t)), 0).orElseThrow();
        assertThat(rate.law()).isEqualTo(Law.LINEAR);
        assertThat(rate.factor().estimate()).isCloseTo(0.7, within(1e-12));
        assertThat(rate.factor().high()).isCloseTo(0.7, within(1e-9));
        assertThat(rate.linearDeviation()).isLessThan(1e-12);
        assertThat(rate.sublinearDeviation()).isGreaterThan(0.01);
        assertThat(rate.points()).isEqualTo(20);
        assertThat(rate.from()).isEqualTo(20);
        assertThat(rate.to()).isEqualTo(39);
    }

    @Test
    void aPowerHasItsOrder() {
        ConvergenceRate rate =
                ConvergenceRate.of(curve(100, t -> 5 * Math.pow(t, -1.5)), 0).orElseThrow();
        assertThat(rate.law()).isEqualTo(Law.SUBLINEAR);
        assertThat(rate.order().estimate()).isCloseTo(1.5, within(1e-10));
        assertThat(rate.order().low()).isCloseTo(1.5, within(1e-8));
    }

    /** Behind the first point at the floor nothing counts, whatever it is. */
    @Test
    void roundingIsNotFitted() {
        List<CurvePoint> curve = curve(60, t -> t < 30 ? Math.pow(0.5, t) : t % 2 == 0 ? -1e-12 : 1e-3);
        ConvergenceRate rate = ConvergenceRate.of(curve, 1e-8).orElseThrow();
        assertThat(rate.to()).isEqualTo(26);
        assertThat(rate.factor().estimate()).isCloseTo(0.5, within(1e-12));
        assertThat(ConvergenceRate.of(curve, 0.05)).isEmpty();
        assertThat(ConvergenceRate.of(List.of(), 0)).isEmpty();
    }

    @Test
    void aCurveThatStaysWhereItIsHasNoLaw() {
        SplittableRandom random = new SplittableRandom(50);
        ConvergenceRate rate = ConvergenceRate.of(curve(80, t -> Math.exp(0.3 * random.nextGaussian())), 0)
                .orElseThrow();
        assertThat(rate.law()).isEqualTo(Law.NONE);
        assertThat(ConvergenceRate.of(curve(80, t -> 1 + t), 0).orElseThrow().law())
                .isEqualTo(Law.NONE);
    }

    /** Noise about the curve, of points by themselves and of points like their neighbours. */
    @Test
    void theRateIsCovered() {
        for (double likeness : List.of(0.0, 0.6)) {
            Coverage.assertHonest("rate of convergence, likeness " + likeness, 51, random -> {
                double[] noise = {random.nextGaussian()};
                List<CurvePoint> curve = curve(160, t -> {
                    noise[0] = likeness * noise[0] + Math.sqrt(1 - likeness * likeness) * random.nextGaussian();
                    return Math.pow(0.95, t) * Math.exp(0.2 * noise[0]);
                });
                return ConvergenceRate.of(curve, 0).orElseThrow().factor().contains(0.95);
            });
        }
    }
}
