package dev.glissade.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.statistics.CriticalBatchSize.Bend;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CriticalBatchSizeTest {

    private static final double STEPS = 1_000;
    private static final long ROWS = 32_000;

    /** S(b) = 1000·(1 + 200/b) to the digit: B = 200 rows, Emin = 1000·200/32000 = 6.25 epochs. */
    @Test
    void exactStepsGiveTheirCurve() {
        CriticalBatchSize fit = CriticalBatchSize.of(
                        Stream.of(1000, 10, 100, 50, 400)
                                .map(b -> StepsToTarget.of(b, STEPS * (1 + 200.0 / b)))
                                .toList(),
                        ROWS)
                .orElseThrow();
        assertThat(fit.criticalBatchSize().estimate()).isCloseTo(200, within(1e-6));
        assertThat(fit.minimumSteps().estimate()).isCloseTo(1000, within(1e-6));
        assertThat(fit.minimumEpochs().estimate()).isCloseTo(6.25, within(1e-8));
        assertThat(fit.criticalBatchSize().high()).isCloseTo(200, within(1e-5));
        assertThat(fit.minimumEpochs().low()).isCloseTo(6.25, within(1e-6));
        assertThat(fit.bend()).isEqualTo(Bend.SEEN);
        assertThat(fit.misfit()).isEmpty();
        assertThat(fit.largestDeviation()).isLessThan(1e-9);
        assertThat(fit.perfectUpTo().estimate()).isCloseTo(25, within(1e-6));
        assertThat(fit.maximalFrom().estimate()).isCloseTo(800, within(1e-5));
        assertThat(fit.regimeOf(24)).contains(ScalingRegime.PERFECT);
        assertThat(fit.regimeOf(100)).contains(ScalingRegime.DIMINISHING);
        assertThat(fit.regimeOf(900)).contains(ScalingRegime.MAXIMAL);
    }

    /** Seeds of ln S ± 0.1 about the curve leave the estimate where it is, and B·Smin/N = Emin always. */
    @Test
    void seedsAboutTheCurveGiveItsInterval() {
        CriticalBatchSize fit = CriticalBatchSize.of(
                        Stream.of(10, 40, 160, 640, 2560)
                                .map(b -> StepsToTarget.of(
                                        b, seed(b, 0.1), seed(b, -0.1), seed(b, 0), seed(b, 0.1), seed(b, -0.1)))
                                .toList(),
                        ROWS)
                .orElseThrow();
        assertThat(fit.criticalBatchSize().estimate()).isCloseTo(200, within(1e-5));
        assertThat(fit.misfit()).hasValueCloseTo(0.0, within(1e-9));
        assertThat(fit.criticalBatchSize().low()).isBetween(130.0, 190.0);
        assertThat(fit.criticalBatchSize().high()).isBetween(210.0, 300.0);
        assertThat(fit.minimumEpochs().estimate())
                .isCloseTo(
                        fit.criticalBatchSize().estimate() * fit.minimumSteps().estimate() / ROWS, within(1e-9));
    }

    private static double seed(int batchSize, double deviation) {
        return STEPS * (1 + 200.0 / batchSize) * Math.exp(deviation);
    }

    /** The bound of the profile, gone through by hand: where its squares pass t², no sooner and no later. */
    @Test
    void theIntervalEndsWhereTheSquaresPassTheBound() {
        List<StepsToTarget> batches = batches(new SplittableRandom(5), 200, 5, b -> 0.1);
        ScalingCurve curve = new ScalingCurve(batches, SeedScatter.variances(batches));
        CriticalBatchSize fit = CriticalBatchSize.of(batches, ROWS).orElseThrow();
        double least = curve.squares(Math.log(fit.criticalBatchSize().estimate()));
        double bound = least + Tolerance.of(least, 6, 30).squares();
        assertThat(curve.squares(Math.log(fit.criticalBatchSize().low()))).isCloseTo(bound, within(1e-6));
        assertThat(curve.squares(Math.log(fit.criticalBatchSize().high()))).isCloseTo(bound, within(1e-6));
    }

    @Test
    void stepsThatFallLikeTheBatchShowNoUpperEnd() {
        CriticalBatchSize fit = simulated(1, 1e6, 5, b -> 0.1);
        assertThat(fit.bend()).isEqualTo(Bend.ALL_BELOW);
        assertThat(fit.isFinite()).isFalse();
        assertThat(fit.criticalBatchSize().high()).isInfinite();
        assertThat(fit.criticalBatchSize().low()).isBetween(1024.0, 1e6);
        assertThat(fit.minimumSteps().low()).isZero();
        assertThat(fit.minimumSteps().high()).isFinite().isGreaterThan(STEPS);
        assertThat(fit.minimumEpochs().isBounded()).isTrue();
        assertThat(fit.minimumEpochs().contains(STEPS * 1e6 / ROWS)).isTrue();
        assertThat(fit.regimeOf(64)).isEmpty();
    }

    @Test
    void stepsThatDoNotFallShowNoLowerEnd() {
        CriticalBatchSize fit = simulated(2, 0.01, 5, b -> 0.1);
        assertThat(fit.bend()).isEqualTo(Bend.ALL_ABOVE);
        assertThat(fit.criticalBatchSize().low()).isZero();
        assertThat(fit.criticalBatchSize().high()).isBetween(0.01, 8.0);
        assertThat(fit.minimumEpochs().low()).isZero();
        assertThat(fit.minimumSteps().contains(STEPS)).isTrue();
        assertThat(fit.minimumSteps().low()).isPositive();
    }

    @Test
    void equalStepsEverywhereAreAboveToTheDigit() {
        CriticalBatchSize fit = CriticalBatchSize.of(
                        Stream.of(8, 16, 32)
                                .map(b -> StepsToTarget.of(b, 50, 50))
                                .toList(),
                        ROWS)
                .orElseThrow();
        assertThat(fit.criticalBatchSize().low()).isZero();
        assertThat(fit.minimumSteps().estimate()).isCloseTo(50, within(1e-4));
        assertThat(fit.isFinite()).isFalse();
    }

    /** 800, 500 and 300 steps: the critical size is 10 at least, and nothing says on which side of it 16 and 32 are. */
    @Test
    void aLowerBoundAmongTheBatchesIsNoBoundOnThem() {
        CriticalBatchSize fit = through(0.2, 800, 500, 300);
        assertThat(fit.criticalBatchSize().low()).isBetween(8.0, 16.0);
        assertThat(fit.criticalBatchSize().high()).isInfinite();
        assertThat(fit.bend()).isEqualTo(Bend.NO_UPPER_END);
        assertThat(fit.isFinite()).isFalse();
    }

    @Test
    void anUpperBoundAmongTheBatchesIsNoBoundOnThem() {
        CriticalBatchSize fit = through(0.3, 112, 106, 103, 101);
        assertThat(fit.criticalBatchSize().low()).isZero();
        assertThat(fit.criticalBatchSize().high()).isBetween(8.0, 64.0);
        assertThat(fit.bend()).isEqualTo(Bend.NO_LOWER_END);
    }

    /** Steps that rise, and steps that fall like b^−2, of seeds within 1 %; the same steps of seeds that scatter threefold tell nothing. */
    @Test
    void theFTestRefusesACurveThatSeedsExclude() {
        assertThat(through(0.01, 100, 120, 150).refused()).isTrue();
        assertThat(through(0.01, 1600, 400, 100).refused()).isTrue();
        assertThat(through(1, 100, 120, 150).refused()).isFalse();
        assertThat(through(0.01, 1050, 550, 300).refused()).isFalse();
    }

    /** Of batches of 8, 16 and so on, three seeds each. */
    private static CriticalBatchSize through(double scatter, double... steps) {
        return CriticalBatchSize.of(
                        IntStream.range(0, steps.length)
                                .mapToObj(i -> StepsToTarget.of(
                                        8L << i, steps[i] * Math.exp(-scatter), steps[i], steps[i] * Math.exp(scatter)))
                                .toList(),
                        ROWS)
                .orElseThrow();
    }

    /** Seeds that scatter tenfold show nothing at all. */
    @Test
    void scatterCanHideTheBend() {
        CriticalBatchSize fit = CriticalBatchSize.of(
                        Stream.of(64, 128, 256)
                                .map(b -> StepsToTarget.of(b, 100, 1_000, 10_000))
                                .toList(),
                        ROWS)
                .orElseThrow();
        assertThat(fit.bend()).isEqualTo(Bend.NOT_SEEN);
        assertThat(fit.criticalBatchSize().low()).isZero();
        assertThat(fit.criticalBatchSize().high()).isInfinite();
    }

    @Test
    void aCurveThatIsWrongIsToldByItsMisfit() {
        CriticalBatchSize fit = CriticalBatchSize.of(
                        IntStream.range(3, 11)
                                .mapToObj(power -> {
                                    double steps = 1e6 * Math.pow(1 << power, -0.5);
                                    return StepsToTarget.of(1 << power, steps * 0.99, steps, steps * 1.01);
                                })
                                .toList(),
                        ROWS)
                .orElseThrow();
        assertThat(fit.misfit().orElseThrow()).isGreaterThan(100);
        assertThat(fit.largestDeviation()).isGreaterThan(0.1);
    }

    @Test
    void fewerThanThreeBatchSizesAreNoFit() {
        List<StepsToTarget> two = List.of(
                StepsToTarget.of(1, 9),
                StepsToTarget.of(2, 8),
                new StepsToTarget(4, List.of(3.0, 4.0), 2),
                new StepsToTarget(8, List.of(), 3));
        assertThat(CriticalBatchSize.of(two, ROWS)).isEmpty();
        assertThatThrownBy(() -> CriticalBatchSize.of(
                        List.of(StepsToTarget.of(1, 9), StepsToTarget.of(2, 8), StepsToTarget.of(2, 8)), ROWS))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> StepsToTarget.of(4, 0)).hasMessageContaining("[0.0]");
    }

    /** A seed that missed stands behind all others: the median of 1, 2, 4 and it is √(2·4) in logarithms. */
    @Test
    void aMissedTargetIsBeyondAllOthers() {
        StepsToTarget batch = new StepsToTarget(16, List.of(4.0, 1.0, 2.0), 1);
        assertThat(batch.isUsable()).isTrue();
        assertThat(batch.centre()).isCloseTo(Math.log(Math.sqrt(8)), within(1e-12));
        assertThat(batch.effectiveSeeds()).isCloseTo(8 / Math.PI, within(1e-12));
        assertThat(batch.scatter().degrees()).isZero();
        CriticalBatchSize fit = CriticalBatchSize.of(
                        List.of(
                                StepsToTarget.of(1, 201),
                                StepsToTarget.of(100, 3),
                                StepsToTarget.of(200, 2),
                                new StepsToTarget(400, List.of(1.5), 1)),
                        200)
                .orElseThrow();
        assertThat(fit.criticalBatchSize().estimate()).isCloseTo(200, within(1e-6));
    }

    /** Lognormal seeds: even scatter, little and much; scatter that falls or rises tenfold; three seeds; B near either end. */
    @ParameterizedTest
    @CsvSource({
        "100, 5, 0.1, 0.1",
        "100, 5, 0.3, 0.3",
        "100, 3, 0.1, 0.1",
        "100, 5, 0.2, 0.02",
        "100, 5, 0.02, 0.2",
        "20, 5, 0.1, 0.1",
        "1000, 5, 0.1, 0.1",
        "20000, 5, 0.1, 0.1"
    })
    void isCovered(double critical, int seeds, double atLeast, double atGreatest) {
        IntToDoubleFunction scatter = b -> atLeast * Math.pow(atGreatest / atLeast, Math.log(b / 8.0) / Math.log(128));
        String what = "B = %s, %d seeds, scatter %s to %s".formatted(critical, seeds, atLeast, atGreatest);
        Coverage.assertHonest(
                "critical batch size, " + what,
                31,
                random -> fit(random, critical, seeds, scatter, CriticalBatchSize::criticalBatchSize)
                        .contains(critical));
        Coverage.assertHonest(
                "minimum steps, " + what,
                32,
                random -> fit(random, critical, seeds, scatter, CriticalBatchSize::minimumSteps)
                        .contains(STEPS));
        Coverage.assertHonest(
                "minimum epochs, " + what,
                33,
                random -> fit(random, critical, seeds, scatter, CriticalBatchSize::minimumEpochs)
                        .contains(STEPS * critical / ROWS));
    }

    /** The slowest tenth of the seeds runs into the limit. */
    @Test
    void isCoveredWhereSeedsMiss() {
        Coverage.assertHonest("critical batch size, some seeds missed", 34, random -> {
            List<StepsToTarget> batches = batches(random, 100, 5, b -> 0.2).stream()
                    .map(batch -> {
                        double limit = STEPS * (1 + 100.0 / batch.batchSize()) * Math.exp(0.2 * 1.28);
                        List<Double> met = batch.steps().stream()
                                .filter(steps -> steps <= limit)
                                .toList();
                        return new StepsToTarget(batch.batchSize(), met, 5 - met.size());
                    })
                    .toList();
            return CriticalBatchSize.of(batches, ROWS)
                    .orElseThrow()
                    .criticalBatchSize()
                    .contains(100);
        });
    }

    /** Batch sizes lie off the curve by 10 % each, at which seeds agree within 5 %: the curve's own scatter counts. */
    @Test
    void isCoveredWhereTheCurveIsNotQuiteRight() {
        Coverage.assertHonest(
                "critical batch size, curve off by 10 %",
                35, random -> {
                    List<StepsToTarget> batches = batches(random, 100, 5, b -> 0.05).stream()
                            .map(batch -> {
                                double factor = Math.exp(0.1 * random.nextGaussian());
                                return new StepsToTarget(
                                        batch.batchSize(),
                                        batch.steps().stream()
                                                .map(steps -> steps * factor)
                                                .toList(),
                                        0);
                            })
                            .toList();
                    return CriticalBatchSize.of(batches, ROWS)
                            .orElseThrow()
                            .criticalBatchSize()
                            .contains(100);
                });
    }

    private static Interval fit(
            SplittableRandom random,
            double critical,
            int seeds,
            IntToDoubleFunction scatter,
            Function<CriticalBatchSize, Interval> quantity) {
        return quantity.apply(CriticalBatchSize.of(batches(random, critical, seeds, scatter), ROWS)
                .orElseThrow());
    }

    private static CriticalBatchSize simulated(long seed, double critical, int seeds, IntToDoubleFunction scatter) {
        return CriticalBatchSize.of(batches(new SplittableRandom(seed), critical, seeds, scatter), ROWS)
                .orElseThrow();
    }

    /** Eight batch sizes from 8 to 1024. */
    private static List<StepsToTarget> batches(
            SplittableRandom random, double critical, int seeds, IntToDoubleFunction scatter) {
        return IntStream.range(3, 11)
                .mapToObj(power -> StepsToTarget.of(
                        1 << power,
                        IntStream.range(0, seeds)
                                .mapToDouble(seed -> STEPS
                                        * (1 + critical / (1 << power))
                                        * Math.exp(scatter.applyAsDouble(1 << power) * random.nextGaussian()))
                                .toArray()))
                .toList();
    }
}
