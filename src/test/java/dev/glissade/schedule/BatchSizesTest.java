package dev.glissade.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes of batches against tables worked out by hand: at the start, at borders, past the maximum. */
class BatchSizesTest {

    private static final long[] STEPS = {0, 9, 10, 19, 20, 30, 40, 1_000_000};

    private static Progress atStep(long step) {
        return new Progress(step, 7 * step);
    }

    private static List<Long> sizes(BatchSizes sizes) {
        return Arrays.stream(STEPS).mapToObj(step -> sizes.at(atStep(step))).toList();
    }

    @Test
    void aConstantOneStays() {
        assertThat(sizes(BatchSizes.constant(5))).containsOnly(5L);
        assertThat(BatchSizes.constant(5).areConstant()).isTrue();
    }

    @Test
    void growsBehindEachStretch() {
        assertThat(sizes(BatchSizes.stepwise(4, 2, 10, 50, Clock.STEPS)))
                .containsExactly(4L, 4L, 8L, 8L, 16L, 32L, 50L, 50L);
        // 4, 6, 9, 13.5, 20.25
        assertThat(sizes(BatchSizes.stepwise(4, 1.5, 10, 1000, Clock.STEPS)))
                .containsExactly(4L, 4L, 6L, 6L, 9L, 14L, 20L, 1000L);
    }

    @Test
    void growsAtMarks() {
        assertThat(sizes(BatchSizes.atMarks(3, 3, List.of(10L, 30L), 20, Clock.STEPS)))
                .containsExactly(3L, 3L, 9L, 9L, 9L, 20L, 20L, 20L);
    }

    /** The rate halves every ten steps from step 5 on, so the batch doubles, and beyond 32 rows the rate falls instead. */
    @Test
    void growsInsteadOfADecay() {
        LearningRate decayed = LearningRates.warmup(5, 0, LearningRates.step(0.8, 0.5, 10));
        BatchSizes sizes = BatchSizes.insteadOfDecay(8, decayed, 5, 32, Clock.STEPS);
        Pace pace = new Pace(Clock.STEPS, Gain.ofBatch(sizes));
        long[] steps = {0, 4, 5, 14, 15, 25, 35, 45};
        long[] rows = {8, 8, 8, 8, 16, 32, 32, 32};
        double[] rates = {0.16, 0.8, 0.8, 0.8, 0.8, 0.8, 0.4, 0.2};
        for (int i = 0; i < steps.length; i++) {
            assertThat(sizes.at(atStep(steps[i]))).as("step %d", steps[i]).isEqualTo(rows[i]);
            assertThat(pace.rate(decayed, atStep(steps[i])))
                    .as("step %d", steps[i])
                    .isCloseTo(rates[i], within(1e-15));
        }
    }

    @Test
    void aRateOfZeroTakesTheMost() {
        LearningRate decayed = LearningRates.polynomial(1, 0, 1, 10);
        BatchSizes sizes = BatchSizes.insteadOfDecay(8, decayed, 0, 100, Clock.STEPS);
        assertThat(sizes.at(atStep(5))).isEqualTo(16);
        assertThat(sizes.at(atStep(10))).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"0, 8", "15, 8", "16, 16", "31.9, 16", "64, 64", "99.9, 64", "100, 100", "128, 100", "1e300, 100"})
    void followsWhatTheNoiseSurelyIs(double surely, long rows) {
        BatchSizes sizes = BatchSizes.followingNoise(8, 1, 100);
        Pacing known = new Pacing(3, Pacing.START.noise(), surely);
        assertThat(sizes.at(new Progress(3, 24, known))).isEqualTo(rows);
        assertThat(BatchSizes.followingNoise(8, 0.5, 100)
                        .at(new Progress(3, 24, new Pacing(3, known.noise(), 2 * surely))))
                .isEqualTo(rows);
    }

    /** 100 rows in batches of 30 are four steps, the last of 10 rows. */
    @ParameterizedTest
    @CsvSource({"0, 0", "29, 0", "30, 1", "89, 2", "90, 3", "99, 3", "100, 4", "129, 4", "130, 5", "250, 9"})
    void rowsAreCountedInStepsOfOneSize(long rows, long steps) {
        assertThat(Clock.rows(30, 100).at(new Progress(77, rows))).isEqualTo(steps);
        assertThat(Clock.rows(30, 30).at(new Progress(77, rows))).isEqualTo(rows / 30);
    }

    /** Each of the first ten, then one for each tenth more: ln 2 and ln 10 over ln 1.1 are 7.27 and 24.16. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "9, 9", "10, 10", "20, 17", "40, 24", "100, 34", "1000, 58"})
    void spreadStepsThinOut(long step, long time) {
        assertThat(Clock.spread(0.1).at(atStep(step))).isEqualTo(time);
    }

    @Test
    void spreadStepsNeverFallNorSkip() {
        long before = 0;
        for (long step = 1; step <= 2000; step++) {
            long time = Clock.spread(0.07).at(atStep(step));
            assertThat(time - before).as("step %d", step).isBetween(0L, 1L);
            before = time;
        }
        assertThatThrownBy(() -> Clock.spread(0)).hasMessage("share = 0.0: must be above 0 and below 1");
        assertThatThrownBy(() -> Clock.spread(1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Σ of the gains so far, of which whole ones count. */
    @Test
    void gainedStepsAreCountedWhole() {
        assertThat(Clock.GAINED.at(new Progress(9, 90, new Pacing(3.75, Pacing.START.noise(), 0))))
                .isEqualTo(3);
    }

    /** σ² = 6/2 = 3 and μ² = 1: r = (3 + 1)/(3/S + 1). */
    @Test
    void adaScalesGainIsBetweenOneAndTheBatches() {
        Pacing noisy = Pacing.START.seeing(0.98, 6, 1);
        Progress progress = new Progress(1, 10, noisy);
        assertThat(Gain.adaScale(BatchSizes.constant(2), 2).at(progress)).isEqualTo(1);
        assertThat(Gain.adaScale(BatchSizes.constant(6), 2).at(progress)).isEqualTo(2);
        assertThat(Gain.adaScale(BatchSizes.constant(1_000_000), 2).at(progress))
                .isCloseTo(4, within(1e-4));
        assertThat(Gain.adaScale(BatchSizes.constant(6), 2).at(new Progress(0, 0)))
                .isEqualTo(1);
        assertThat(gain(Pacing.START.seeing(0.98, 0, 1))).as("no noise").isEqualTo(1);
        assertThat(gain(Pacing.START.seeing(0.98, 6, -1))).as("noise alone").isEqualTo(3);
        assertThat(gain(Pacing.START.seeing(0.98, -1, 1)))
                .as("a negative estimate")
                .isEqualTo(1);
    }

    private static double gain(Pacing pacing) {
        return Gain.adaScale(BatchSizes.constant(6), 2).at(new Progress(1, 6, pacing));
    }

    /** θ = 1 − S/1000, from 1000 steps of the reference batch down to ten of the run's own. */
    @ParameterizedTest
    @CsvSource({"1, 0.999", "4, 0.999", "8, 0.998", "40, 0.99", "400, 0.9", "1000000, 0.9"})
    void adaScaleForgetsTheSoonerTheLargerItsSteps(long batchSize, double memory) {
        Gain gain = Gain.adaScale(BatchSizes.constant(batchSize), 4);
        assertThat(gain.memory(new Progress(7, 70))).isCloseTo(memory, within(1e-15));
        assertThat(Gain.NONE.memory(new Progress(7, 70))).isCloseTo(99.0 / 101, within(1e-15));
    }

    /** As a run that goes on from an earlier version's checkpoint, which forgot at its own pace: 0.5 of 4 and then 0.25 of that. */
    @Test
    void whatIsKnownIsForgottenAtThePaceOfEachStep() {
        Pacing seen = Pacing.START.seeing(0.98, 4, 1).seeing(0.5, 1, 1).seeing(0.25, 0, 1);
        double weight = 0.25 * (0.5 + 1) + 1;
        assertThat(seen.noise().weight()).isEqualTo(weight);
        assertThat(seen.noise().trace()).isCloseTo(0.25 * (0.5 * 4 + 1) / weight, within(1e-15));
        assertThat(seen.noise().squaredWeight()).isCloseTo(0.0625 * 1.25 + 1, within(1e-15));
    }

    /** 100 rows in batches of 30: the last of 10, which beside a reference of 4 gains 10/30 of the others' S, and of 20 none. */
    @ParameterizedTest
    @CsvSource({"0, 30, 30", "60, 30, 30", "70, 30, 30", "90, 10, 20", "97, 4, 20", "100, 30, 30", "190, 10, 20"})
    void aShortBatchGainsAsMuchLess(long rowsDrawn, long besideFour, long besideTwenty) {
        BatchSizes whole = BatchSizes.constant(30);
        Progress progress = new Progress(3, rowsDrawn, Pacing.START.seeing(0.98, 6, -1));
        assertThat(BatchSizes.endingShort(whole, 4, 100).at(progress)).isEqualTo(besideFour);
        assertThat(BatchSizes.endingShort(whole, 20, 100).at(progress)).isEqualTo(besideTwenty);
        assertThat(Gain.adaScale(BatchSizes.endingShort(whole, 4, 100), 4).at(progress))
                .isCloseTo(besideFour / 4.0, within(1e-12));
        assertThat(BatchSizes.endingShort(whole, 40, 100).at(progress)).isEqualTo(30);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> BatchSizes.constant(0)).hasMessage("batch-size = 0: must be at least 1");
        assertThatThrownBy(() -> BatchSizes.stepwise(8, 1, 10, 80, Clock.STEPS))
                .hasMessage("factor = 1.0: must be a finite number above 1");
        assertThatThrownBy(() -> BatchSizes.stepwise(8, 2, 0, 80, Clock.STEPS))
                .hasMessage("every = 0: must be at least 1");
        assertThatThrownBy(() -> BatchSizes.followingNoise(8, 1, 7))
                .hasMessage("maximum = 7: must be at least the first batch size, 8");
        assertThatThrownBy(() -> BatchSizes.followingNoise(8, Double.NaN, 9))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Gain.adaScale(BatchSizes.constant(6), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Clock.rows(30, 20)).isInstanceOf(IllegalArgumentException.class);
    }
}
