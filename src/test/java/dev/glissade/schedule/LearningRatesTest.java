package dev.glissade.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class LearningRatesTest {

    private static final List<LearningRate> ALL = List.of(
            LearningRates.constant(0.4),
            LearningRates.inverseTime(0.4, 0.5),
            LearningRates.inverseSquareRoot(0.4),
            LearningRates.step(0.4, 0.5, 10),
            LearningRates.cosine(0.4, 0.1, 100));

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
    @FieldSource("ALL")
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
        assertThatThrownBy(() -> LearningRates.warmup(-1, 0, ALL.get(0))).hasMessageContaining("warmup = -1");
        assertThatThrownBy(() -> LearningRates.warmup(3, -1, ALL.get(0))).hasMessageContaining("warmup-start = -1.0");
    }
}
