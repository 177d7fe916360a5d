package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.config.Configuration;
import dev.glissade.config.UserError;
import dev.glissade.sampling.SliceTree;
import dev.glissade.schedule.LearningRate;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Settings of the learning rate, and the rates that come of them for η = 0.4 and 100 rows in batches of 30: an epoch
 * has four steps of epoch shuffle, and a run 20 epochs, 80 steps, unless a row says otherwise. The rates are worked out
 * by hand from the equations in {@code configuration.md}.
 */
class RatePlanTest {

    @TempDir
    private Path directory;

    /** The rates 2, 3, 4, 5, 5, 5, … */
    public record Climbing() implements LearningRate {

        @Override
        public double at(long step) {
            return 2.0 + Math.min(step, 3);
        }
    }

    private LearningRate schedule(String run, String settings) {
        Configuration configuration = Configurations.of(
                directory, "gradient.batch-size = 30", run, "learning-rate { %s }".formatted(settings));
        return new RatePlan(
                        configuration.learningRate(),
                        Lengths.of(configuration, SliceTree.of(new int[] {100}), OptionalLong.empty()))
                .schedule(0.4);
    }

    /** @param rates each as STEP: RATE */
    private void assertRates(String run, String settings, String rates) {
        LearningRate schedule = schedule(run, settings);
        for (String each : rates.split(",", -1)) {
            String[] stepAndRate = each.strip().split(": ", 2);
            assertThat(schedule.at(Long.parseLong(stepAndRate[0])))
                    .as("step %s", stepAndRate[0])
                    .isCloseTo(Double.parseDouble(stepAndRate[1]), within(1e-15));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        decay = constant | 0: 0.4, 1: 0.4, 80: 0.4, 1000000: 0.4
        decay = inverse-time, rate = 0.5 | 0: 0.4, 1: 0.26666666666666666, 2: 0.2, 6: 0.1, 1999998: 4e-7
        decay = inverse-time, rate = 0 | 0: 0.4, 1000000: 0.4
        decay = inverse-sqrt | 0: 0.4, 3: 0.2, 8: 0.13333333333333333, 99: 0.04
        decay = step, factor = 0.5, every = 10 | 0: 0.4, 9: 0.4, 10: 0.2, 19: 0.2, 20: 0.1, 100: 0.000390625
        decay = step, factor = 0.1, every = 10 | 0: 0.4, 9: 0.4, 10: 0.04, 20: 0.004
        decay = step, factor = 0.5, every = 2 epochs | 7: 0.4, 8: 0.2, 15: 0.2, 16: 0.1
        decay = step, factor = 0.5, every = 0.01 epochs | 0: 0.4, 1: 0.2, 2: 0.1
        decay = multi-step, factor = 0.5, at = [10, 30, 70] | \
            0: 0.4, 9: 0.4, 10: 0.2, 29: 0.2, 30: 0.1, 70: 0.05, 1000: 0.05
        decay = multi-step, factor = 0.1, at = 5 | 0: 0.4, 4: 0.4, 5: 0.04, 1000: 0.04
        decay = multi-step, factor = 0.5, at = [1 epochs, 2.5 epochs] | 3: 0.4, 4: 0.2, 9: 0.2, 10: 0.1, 1000: 0.1
        decay = multi-step, factor = 0.5, at = [0.01 epochs, 0.02 epochs] | 0: 0.4, 1: 0.1, 1000: 0.1
        decay = exponential, factor = 0.25, every = 10 | 0: 0.4, 5: 0.2, 10: 0.1, 15: 0.05, 20: 0.025
        decay = exponential, factor = 0.25, every = 1 epochs | 0: 0.4, 2: 0.2, 4: 0.1, 6: 0.05
        decay = polynomial | 0: 0.4, 20: 0.3, 40: 0.2, 79: 0.005, 80: 0, 81: 0, 1000: 0
        decay = polynomial, period = 10 | 0: 0.4, 5: 0.2, 9: 0.04, 10: 0, 1000: 0
        decay = polynomial, period = 10, power = 2 | 0: 0.4, 5: 0.1, 9: 0.004, 10: 0
        decay = polynomial, period = 4, power = 0.5 | 0: 0.4, 3: 0.2, 4: 0
        decay = polynomial, period = 5 epochs, minimum = 0.1 | 0: 0.4, 10: 0.25, 19: 0.115, 20: 0.1, 21: 0.1, 1000: 0.1
        decay = cosine | 0: 0.4, 20: 0.3414213562373095, 40: 0.2, 60: 0.0585786437626905, 80: 0, 1000: 0
        decay = cosine, period = 10 | 0: 0.4, 5: 0.2, 10: 0, 11: 0
        decay = cosine, period = 2 epochs, minimum = 0.2 | 0: 0.4, 4: 0.3, 8: 0.2, 9: 0.2, 1000: 0.2
        decay = cosine-restarts, period = 10 | 0: 0.4, 5: 0.2, 10: 0.4, 15: 0.2, 20: 0.4, 1000005: 0.2
        decay = cosine-restarts, period = 10, period-factor = 2 | \
            0: 0.4, 5: 0.2, 10: 0.4, 20: 0.2, 30: 0.4, 50: 0.2, 70: 0.4
        decay = cosine-restarts, period = 1 epochs, period-factor = 1.5 | \
            0: 0.4, 2: 0.2, 4: 0.4, 7: 0.2, 10: 0.4, 19: 0.4
        decay = cosine-restarts, period = 10, minimum = 0.1 | 0: 0.4, 5: 0.25, 10: 0.4, 15: 0.25
        """)
    void decays(String settings, String rates) {
        assertRates("", settings, rates);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        decay = inverse-time, rate = 0.5, minimum = 0.1 | 0: 0.4, 2: 0.2, 6: 0.1, 7: 0.1, 1000: 0.1
        decay = inverse-sqrt, minimum = 0.15 | 0: 0.4, 3: 0.2, 8: 0.15, 1000: 0.15
        decay = step, factor = 0.5, every = 10, minimum = 0.15 | 0: 0.4, 19: 0.2, 20: 0.15, 1000: 0.15
        decay = multi-step, factor = 0.5, at = [10, 30, 70], minimum = 0.15 | 0: 0.4, 29: 0.2, 30: 0.15, 1000: 0.15
        decay = exponential, factor = 0.25, every = 10, minimum = 0.15 | 0: 0.4, 5: 0.2, 10: 0.15, 1000: 0.15
        decay = step, factor = 0.5, every = 10, minimum = 0.4 | 0: 0.4, 10: 0.4
        """)
    void noDecayGoesBelowTheMinimum(String settings, String rates) {
        assertRates("", settings, rates);
    }

    /** Over W steps the rates are start + (0.4 − start)(t + 1)/W; the decay's own steps count from W. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        warmup = 4 | 0: 0.1, 1: 0.2, 2: 0.3, 3: 0.4, 4: 0.4, 1000: 0.4
        warmup = 4, warmup-start = 0.2 | 0: 0.25, 1: 0.3, 2: 0.35, 3: 0.4, 4: 0.4, 1000: 0.4
        warmup = 4, warmup-start = 0.8 | 0: 0.7, 1: 0.6, 2: 0.5, 3: 0.4, 4: 0.4
        warmup = 1 | 0: 0.4, 1: 0.4
        warmup = 2 epochs | 0: 0.05, 3: 0.2, 7: 0.4, 8: 0.4
        warmup = 0.5 epochs, warmup-start = 0.2 | 0: 0.3, 1: 0.4, 2: 0.4
        warmup = 4, decay = inverse-time, rate = 0.5 | 0: 0.1, 3: 0.4, 4: 0.4, 6: 0.2, 10: 0.1
        warmup = 4, decay = inverse-sqrt | 0: 0.1, 3: 0.4, 4: 0.4, 7: 0.2, 12: 0.13333333333333333
        warmup = 4, warmup-start = 0.2, decay = step, factor = 0.5, every = 10 | \
            0: 0.25, 4: 0.4, 13: 0.4, 14: 0.2, 24: 0.1
        warmup = 4, decay = step, factor = 0.5, every = 10, minimum = 0.15 | \
            0: 0.1, 3: 0.4, 14: 0.2, 24: 0.15, 1000: 0.15
        warmup = 1 epochs, decay = multi-step, factor = 0.5, at = [1 epochs, 2 epochs] | 0: 0.1, 7: 0.4, 8: 0.2, 12: 0.1
        warmup = 4, decay = exponential, factor = 0.25, every = 10 | 0: 0.1, 4: 0.4, 9: 0.2, 14: 0.1
        warmup = 4, decay = polynomial, period = 10 | 0: 0.1, 4: 0.4, 9: 0.2, 13: 0.04, 14: 0
        warmup = 20, decay = polynomial | 0: 0.02, 19: 0.4, 20: 0.4, 50: 0.2, 65: 0.1, 80: 0, 1000: 0
        warmup = 5 epochs, warmup-start = 0.2, decay = polynomial, minimum = 0.1 | \
            0: 0.21, 20: 0.4, 50: 0.25, 80: 0.1, 81: 0.1
        warmup = 20, decay = cosine | 0: 0.02, 20: 0.4, 35: 0.3414213562373095, 50: 0.2, 80: 0
        warmup = 4, decay = cosine, period = 10 | 0: 0.1, 4: 0.4, 9: 0.2, 14: 0
        warmup = 4, decay = cosine-restarts, period = 10, period-factor = 2 | \
            0: 0.1, 4: 0.4, 9: 0.2, 14: 0.4, 24: 0.2, 34: 0.4
        """)
    void aWarmupComesBeforeAnyOther(String settings, String rates) {
        assertRates("", settings, rates);
    }

    /** A line from 0.4 to 0 over the longest that the run may take shows how long that is. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        stop.max-steps = 100 | '' | 0: 0.4, 50: 0.2, 75: 0.1, 99: 0.004, 100: 0
        stop.max-steps = 1 | '' | 0: 0.4, 1: 0
        stop.max-epochs = 2.5 | '' | 0: 0.4, 5: 0.2, 9: 0.04, 10: 0
        stop { max-epochs = 5, max-steps = 100 } | '' | 0: 0.4, 10: 0.2, 19: 0.02, 20: 0
        stop { max-epochs = 50, max-steps = 100 } | '' | 0: 0.4, 50: 0.2, 99: 0.004, 100: 0
        stop { max-seconds = 9, max-steps = 10 } | '' | 0: 0.4, 5: 0.2, 10: 0
        stop.max-seconds = 9 | period = 10 | 0: 0.4, 5: 0.2, 10: 0
        stop.max-steps = 100 | period = 1 epochs | 0: 0.4, 1: 0.3, 2: 0.2, 4: 0
        gradient.batch-size = 50 | '' | 0: 0.4, 20: 0.2, 39: 0.01, 40: 0
        gradient { kind = full, batch-size = null } | '' | 0: 0.4, 10: 0.2, 19: 0.02, 20: 0
        gradient.sampling = with-replacement | '' | 0: 0.4, 66: 0.005970149253731343, 67: 0
        gradient.sampling = without-replacement | warmup = 2 epochs, period = 2 epochs | \
            6: 0.4, 7: 0.4, 13: 0.05714285714285714, 14: 0
        gradient.sampling = bernoulli | period = 2 epochs | 0: 0.4, 6: 0.05714285714285714, 7: 0
        stop.max-steps = 10 | warmup = 9 | 8: 0.4, 9: 0.4, 10: 0
        stop.max-steps = 10 | warmup = 10 | 9: 0.4, 10: 0.4, 11: 0
        stop.max-steps = 10 | warmup = 20 | 9: 0.2, 19: 0.4, 20: 0.4, 21: 0
        """)
    void aPeriodIsTheRestOfTheRunUnlessItIsGiven(String run, String settings, String rates) {
        assertRates(run, "decay = polynomial, " + settings, rates);
    }

    @ParameterizedTest
    @ValueSource(strings = {"decay = polynomial", "decay = cosine", "decay = cosine, warmup = 4"})
    void aPeriodHasToBeGivenWhereOnlyTimeEndsTheRun(String settings) {
        assertThatThrownBy(() -> schedule("stop.max-seconds = 9", settings))
                .isInstanceOf(UserError.class)
                .hasMessage("learning-rate.period: must be given where neither stop.max-epochs nor stop.max-steps is:"
                        + " it follows from them");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        '' | scaling = none | 0: 0.4
        '' | scaling = linear, reference-batch-size = 30 | 0: 0.4
        '' | scaling = linear, reference-batch-size = 120 | 0: 0.1
        '' | scaling = linear, reference-batch-size = 15 | 0: 0.8
        '' | scaling = sqrt, reference-batch-size = 30 | 0: 0.4
        '' | scaling = sqrt, reference-batch-size = 120 | 0: 0.2
        gradient.batch-size = 60 | scaling = none | 0: 0.4
        gradient.batch-size = 60 | scaling = linear, reference-batch-size = 15 | 0: 1.6
        gradient.batch-size = 60 | scaling = sqrt, reference-batch-size = 15 | 0: 0.8
        gradient.batch-size = all | scaling = sqrt, reference-batch-size = 25 | 0: 0.8
        gradient { kind = full, batch-size = null } | scaling = linear, reference-batch-size = 50 | 0: 0.8
        '' | scaling = linear, reference-batch-size = 15, warmup = 4 | 0: 0.2, 3: 0.8, 4: 0.8
        '' | scaling = linear, reference-batch-size = 15, warmup = 4, warmup-start = 0.4 | 0: 0.5, 1: 0.6, 3: 0.8
        '' | scaling = linear, reference-batch-size = 15, decay = polynomial, minimum = 0.1 | 0: 0.8, 40: 0.45, 80: 0.1
        '' | scaling = sqrt, reference-batch-size = 120, decay = step, factor = 0.5, every = 9, minimum = 0.08 | \
            9: 0.1, 18: 0.08
        """)
    void theInitialRateIsScaledByTheBatchAndNothingElseIs(String run, String settings, String rates) {
        assertRates(run, "initial = 0.4, " + settings, rates);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        '' | 0: 0.8, 1: 1.2, 2: 1.6, 3: 2, 1000: 2
        warmup = 4 | 0: 0.2, 1: 0.4, 2: 0.6, 3: 0.8, 4: 0.8, 5: 1.2, 7: 2
        warmup = 1 epochs, warmup-start = 0.4 | 0: 0.5, 1: 0.6, 2: 0.7, 3: 0.8, 4: 0.8, 5: 1.2
        initial = 0.4, scaling = linear, reference-batch-size = 15 | 0: 1.6, 1: 2.4, 3: 4
        initial = 0.4, scaling = sqrt, reference-batch-size = 120, warmup = 2 | 0: 0.2, 1: 0.4, 2: 0.4, 3: 0.6
        """)
    void ratesOfTheUsersOwnScheduleMultiplyTheInitialOne(String settings, String rates) {
        assertRates("", "schedule = \"%s\", %s".formatted(Climbing.class.getName(), settings), rates);
    }
}
