package dev.glissade.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearningRatesTest {

    private static final List<LearningRate> ALL = List.of(
            LearningRates.constant(0.4),
            LearningRates.inverseTime(0.4, 0.5),
            LearningRates.inverseSquareRoot(0.4),
            LearningRates.step(0.4, 0.5, 10),
            LearningRates.cosine(0.4, 0.1, 100),
            LearningRates.multiStep(0.4, 0.5, 10, 30, 30, 70),
            LearningRates.exponential(0.4, 0.25, 10),
            LearningRates.polynomial(0.4, 0.1, 2, 100),
            LearningRates.cosineRestarts(0.4, 0.1, 10, 1),
            LearningRates.cosineRestarts(0.4, 0.1, 10, 1.5),
            LearningRates.times(2, LearningRates.inverseTime(0.2, 0.5)));

    static Stream<LearningRate> falling() {
        return ALL.stream().filter(schedule -> !schedule.toString().contains("Restarts"));
    }

    @ParameterizedTest
    @CsvSource({"0,0.4", "1,0.4", "1000000000000,0.4"})
    void constant(long step, double rate) {
        assertThat(ALL.get(0).at(step)).isEqualTo(rate);
    }

    @ParameterizedTest
    @CsvSource({"0,0.4", "1,0.26666666666666666", "2,0.2", "6,0.1", "2000000000000,4e-13"})
    void inverseTime(long step, double rate) {
        assertThat(ALL.get(1).at(step)).isCloseTo(rate, within(1e-11 * rate));
    }

    @ParameterizedTest
    @CsvSource({"0,0.4", "3,0.2", "8,0.13333333333333333", "99,0.04", "999999999999,4e-7"})
    void inverseSquareRoot(long step, double rate) {
        assertThat(ALL.get(2).at(step)).isCloseTo(rate, within(1e-15 * rate));
    }

    @ParameterizedTest
    @CsvSource({"0,0.4", "9,0.4", "10,0.2", "19,0.2", "20,0.1", "100,3.90625e-4", "1000000,0"})
    void step(long step, double rate) {
        assertThat(ALL.get(3).at(step)).isEqualTo(rate);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0.4",
        "25,0.35606601717798213",
        "50,0.25",
        "75,0.14393398282201787",
        "99,0.10007401594514026",
        "100,0.1",
        "101,0.1",
        "1000000000000,0.1"
    })
    void cosine(long step, double rate) {
        assertThat(ALL.get(4).at(step)).isCloseTo(rate, within(1e-11));
    }

    @Test
    void cosineEndsAtItsMinimumToTheBit() {
        assertThat(ALL.get(4).at(100)).isEqualTo(0.1);
        assertThat(LearningRates.cosine(1, 0, 1).at(0)).isEqualTo(1);
        assertThat(LearningRates.cosine(1, 0, 1).at(1)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0,0.4", "9,0.4", "10,0.2", "29,0.2", "30,0.05", "69,0.05", "70,0.025", "1000000000000,0.025"})
    void multiStep(long step, double rate) {
        assertThat(ALL.get(5).at(step)).isEqualTo(rate);
    }

    @ParameterizedTest
    @CsvSource({"0,0.4", "5,0.2", "10,0.1", "15,0.05", "20,0.025", "1000000,0"})
    void exponential(long step, double rate) {
        assertThat(ALL.get(6).at(step)).isEqualTo(rate);
    }

    @ParameterizedTest
    @CsvSource({"0,0.4", "10,0.343", "50,0.175", "90,0.103", "99,0.10003", "100,0.1", "101,0.1", "1000000000000,0.1"})
    void polynomial(long step, double rate) {
        assertThat(ALL.get(7).at(step)).isCloseTo(rate, within(1e-15));
    }

    @Test
    void polynomialEndsAtItsMinimumToTheBit() {
        assertThat(ALL.get(7).at(100)).isEqualTo(0.1);
        assertThat(LearningRates.polynomial(0.4, 0, 1, 4).at(3)).isEqualTo(0.1);
        assertThat(LearningRates.polynomial(0.4, 0, 0.5, 4).at(3)).isEqualTo(0.2);
        assertThat(LearningRates.polynomial(0.4, 0, 0.5, 4).at(4)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0,0.4",
        "5,0.25",
        "9,0.10734152255572699",
        "10,0.4",
        "15,0.25",
        "19,0.10734152255572699",
        "1000000000000,0.4",
        "1000000000005,0.25",
        "4611686018427387904,0.2963525491562421"
    })
    void cosineWithRestartsOfEqualLength(long step, double rate) {
        assertThat(ALL.get(8).at(step)).isCloseTo(rate, within(1e-15));
    }

    /** Periods of 10, 15, 22.5, 33.75 steps … begin at 0, 10, 25, 47.5, 81.25. */
    @ParameterizedTest
    @CsvSource({
        "0,0.4",
        "5,0.25",
        "9,0.10734152255572699",
        "10,0.4",
        "24,0.10327785988992916",
        "25,0.4",
        "47,0.10139710809455041",
        "48,0.4",
        "80,0.10067921161403731",
        "81,0.4"
    })
    void cosineWithRestartsOfGrowingLength(long step, double rate) {
        assertThat(ALL.get(9).at(step)).isCloseTo(rate, within(1e-15));
    }

    /** Against a walk through the periods, with borders in decimal arithmetic. */
    @ParameterizedTest
    @CsvSource({"1,2", "7,2", "10,1.5", "3,1.1", "100,1.001", "5,1.0000000001", "1,37.5"})
    void restartsComeAtTheSumsOfTheirPeriods(long period, String factor) {
        LearningRate schedule = LearningRates.cosineRestarts(0.4, 0.1, period, Double.parseDouble(factor));
        BigDecimal length = BigDecimal.valueOf(period);
        BigDecimal sum = BigDecimal.ZERO;
        long start = 0;
        while (start < 3_000) {
            sum = sum.add(length);
            length = length.multiply(new BigDecimal(factor), MathContext.DECIMAL128);
            long next = sum.setScale(0, RoundingMode.HALF_UP).longValueExact();
            for (long step = start; step < next; step = step < start + 4_000 ? step + 1 : next) {
                double angle = Math.PI * (step - start) / (next - start);
                assertThat(schedule.at(step))
                        .as("step %d", step)
                        .isCloseTo(0.25 + 0.15 * Math.cos(angle), within(1e-14));
            }
            start = next;
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1 + 0x1p-52, 1 + 0x3p-52, 1 + 1e-9, 1.0001, 1.5, 2, 1000, 1e200, Double.MAX_VALUE})
    void restartsAreFoundAtOnceAndStayInBoundsHoweverFarTheRunHasCome(double factor) {
        for (long period : new long[] {1, 1_000, 1L << 40, Long.MAX_VALUE}) {
            LearningRate schedule = LearningRates.cosineRestarts(0.4, 0.1, period, factor);
            assertThat(schedule.at(0)).isEqualTo(0.4);
            for (int bit = 0; bit < 63; bit++) {
                for (long step : new long[] {(1L << bit) - 1, 1L << bit, (1L << bit) + (1L << bit) / 3}) {
                    assertThat(schedule.at(step)).as("step %d", step).isBetween(0.1, 0.4);
                }
            }
            assertThat(schedule.at(Long.MAX_VALUE)).isBetween(0.1, 0.4);
        }
    }

    @Test
    void restartsFarOutAreExactWhereDoublesAre() {
        LearningRate doubling = LearningRates.cosineRestarts(0.4, 0, 1, 2);
        for (int period = 1; period <= 52; period++) {
            assertThat(doubling.at((1L << period) - 1)).as("period %d", period).isEqualTo(0.4);
            assertThat(doubling.at((1L << period) - 2)).isLessThanOrEqualTo(period == 1 ? 0.4 : 0.2000000001);
        }
        assertThat(doubling.at(1L << 62)).isEqualTo(0.4);
    }

    @Test
    void timesAppliesToTheWholeSchedule() {
        LearningRate warmed = LearningRates.warmup(4, 0.1, ALL.get(3));
        LearningRate tripled = LearningRates.times(3, warmed);
        for (long step : new long[] {0, 3, 4, 13, 14, 1_000}) {
            assertThat(tripled.at(step)).isEqualTo(3 * warmed.at(step));
        }
        assertThat(LearningRates.times(0.5, step -> step + 1.0).at(7)).isEqualTo(4);
        assertThat(LearningRates.times(1, warmed)).isSameAs(warmed);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,1024,256,1",
        "LINEAR,1024,256,4",
        "LINEAR,256,256,1",
        "LINEAR,64,256,0.25",
        "SQUARE_ROOT,1024,256,2",
        "SQUARE_ROOT,256,256,1",
        "SQUARE_ROOT,64,256,0.5",
        "LINEAR,9223372036854775807,1,9.223372036854775807e18"
    })
    void scalingRules(ScalingRule rule, long batchSize, long reference, double factor) {
        assertThat(rule.factor(batchSize, reference)).isEqualTo(factor);
    }

    @ParameterizedTest
    @EnumSource(ScalingRule.class)
    void batchSizesOutOfBoundsAreNamed(ScalingRule rule) {
        assertThatThrownBy(() -> rule.factor(0, 256)).hasMessageContaining("batch-size = 0: must be at least 1");
        assertThatThrownBy(() -> rule.factor(256, -1)).hasMessageContaining("reference-batch-size = -1: must be");
    }

    @ParameterizedTest
    @CsvSource({"0,0.175", "1,0.25", "2,0.325", "3,0.4", "4,0.4", "13,0.4", "14,0.2"})
    void warmupRisesInEqualStridesThenTheDecayCountsFromItsEnd(long step, double rate) {
        LearningRate warmed = LearningRates.warmup(4, 0.1, ALL.get(3));
        assertThat(warmed.at(step)).isCloseTo(rate, within(1e-16));
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void everyScheduleTakesAWarmup(LearningRate schedule) {
        LearningRate warmed = LearningRates.warmup(5, 0, schedule);
        assertThat(warmed.at(0)).isCloseTo(0.08, within(1e-16));
        assertThat(warmed.at(4)).isCloseTo(0.4, within(1e-16));
        for (long step = 0; step < 300; step++) {
            assertThat(warmed.at(5 + step)).isEqualTo(schedule.at(step));
        }
        assertThat(LearningRates.warmup(0, 0, schedule)).isSameAs(schedule);
    }

    @ParameterizedTest
    @MethodSource("falling")
    void ratesNeverRiseAndStayFinite(LearningRate schedule) {
        double before = Double.MAX_VALUE;
        for (long step = 0; step < 400; step++) {
            assertThat(schedule.at(step)).isBetween(0.0, before);
            before = schedule.at(step);
        }
        assertThat(schedule.at(Long.MAX_VALUE)).isBetween(0.0, before);
    }

    @Test
    void aFloorHoldsFromBelow() {
        LearningRate floored = LearningRates.atLeast(0.15, ALL.get(3));
        assertThat(floored.at(0)).isEqualTo(0.4);
        assertThat(floored.at(19)).isEqualTo(0.2);
        assertThat(floored.at(20)).isEqualTo(0.15);
        assertThat(LearningRates.atLeast(0, ALL.get(3))).isSameAs(ALL.get(3));
    }

    @Test
    void argumentsOutOfBoundsAreNamed() {
        assertThatThrownBy(() -> LearningRates.constant(0)).hasMessageContaining("initial = 0.0");
        assertThatThrownBy(() -> LearningRates.constant(Double.NaN)).hasMessageContaining("initial = NaN");
        assertThatThrownBy(() -> LearningRates.inverseTime(1, -1)).hasMessageContaining("rate = -1.0");
        assertThatThrownBy(() -> LearningRates.inverseSquareRoot(Double.POSITIVE_INFINITY))
                .hasMessageContaining("initial = Infinity");
        assertThatThrownBy(() -> LearningRates.step(1, 0, 3)).hasMessageContaining("factor = 0.0");
        assertThatThrownBy(() -> LearningRates.step(1, 0.5, 0)).hasMessageContaining("every = 0");
        assertThatThrownBy(() -> LearningRates.cosine(1, -0.5, 3)).hasMessageContaining("minimum = -0.5");
        assertThatThrownBy(() -> LearningRates.cosine(1, 0, 0)).hasMessageContaining("period = 0");
        assertThatThrownBy(() -> LearningRates.multiStep(1, 0.5, 3, 2)).hasMessageContaining("at = [3, 2]: must be");
        assertThatThrownBy(() -> LearningRates.multiStep(1, 0.5, 0, 2)).hasMessageContaining("at = [0, 2]: must be");
        assertThatThrownBy(() -> LearningRates.multiStep(1, -1, 2)).hasMessageContaining("factor = -1.0");
        assertThatThrownBy(() -> LearningRates.exponential(1, 0, 3)).hasMessageContaining("factor = 0.0");
        assertThatThrownBy(() -> LearningRates.exponential(1, 0.5, 0)).hasMessageContaining("every = 0");
        assertThatThrownBy(() -> LearningRates.polynomial(1, -1, 1, 3)).hasMessageContaining("minimum = -1.0");
        assertThatThrownBy(() -> LearningRates.polynomial(1, 0, 0, 3)).hasMessageContaining("power = 0.0");
        assertThatThrownBy(() -> LearningRates.polynomial(1, 0, 1, 0)).hasMessageContaining("period = 0");
        assertThatThrownBy(() -> LearningRates.cosineRestarts(1, 0, 0, 1)).hasMessageContaining("period = 0");
        assertThatThrownBy(() -> LearningRates.cosineRestarts(1, 0, 3, 0.99))
                .hasMessageContaining("period-factor = 0.99: must be");
        assertThatThrownBy(() -> LearningRates.cosineRestarts(1, 0, 3, Double.POSITIVE_INFINITY))
                .hasMessageContaining("period-factor = Infinity");
        assertThatThrownBy(() -> LearningRates.times(0, ALL.get(0))).hasMessageContaining("factor = 0.0");
        assertThatThrownBy(() -> LearningRates.warmup(-1, 0, ALL.get(0))).hasMessageContaining("warmup = -1");
        assertThatThrownBy(() -> LearningRates.warmup(3, -1, ALL.get(0))).hasMessageContaining("warmup-start = -1.0");
    }
}
