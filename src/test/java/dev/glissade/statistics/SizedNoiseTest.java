package dev.glissade.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizedNoiseTest {

    /** One size alone: its own average, scaled. */
    @Test
    void oneSizeIsItself() {
        NoiseAverage seen = NoiseAverage.plain().plus(2, 5).plus(4, 7).plus(3, 3);
        NoiseScale alone = SizedNoise.together(List.of(new SizedNoise(0.25, seen)), 0);
        NoiseScale plain = seen.scale();
        assertThat(alone.trace().estimate()).isCloseTo(12, within(1e-12));
        assertThat(alone.trace().high()).isCloseTo(4 * plain.trace().high(), within(1e-12));
        assertThat(alone.squaredNorm().estimate()).isCloseTo(5, within(1e-12));
        assertThat(alone.squaredNorm().low()).isCloseTo(plain.squaredNorm().low(), within(1e-12));
        assertThat(alone.scale().estimate()).isCloseTo(12.0 / 5, within(1e-12));
    }

    /** Traces 8/1 and 3/0.5 count alike; norms 1 and 6 by 1 : 4; an offset is taken off the trace alone. */
    @Test
    void sizesArePutTogetherByHand() {
        NoiseAverage one = NoiseAverage.plain().plus(7, 0).plus(9, 2);
        NoiseAverage other = NoiseAverage.plain().plus(3, 6).plus(3, 6);
        NoiseScale noise = SizedNoise.together(List.of(new SizedNoise(1, one), new SizedNoise(0.5, other)), 2);
        assertThat(noise.trace().estimate()).isCloseTo(7 - 2, within(1e-12));
        assertThat(noise.squaredNorm().estimate()).isCloseTo((1 + 4 * 6) / 5.0, within(1e-12));
        double t = StudentT.quantile(1);
        assertThat(noise.trace().high()).isCloseTo(5 + t * 0.5, within(1e-9)); // √(2/2)/√1 = 1, halved
        assertThat(noise.squaredNorm().high()).isCloseTo(5 + t * 0.2, within(1e-9));
    }

    @Test
    void aBatchThatDoesNotVaryIsRefused() {
        assertThatThrownBy(() -> new SizedNoise(0, NoiseAverage.plain())).isInstanceOf(IllegalArgumentException.class);
    }

    /** Gradients G + ε/√b of six parameters, G of length 1 or 0.1, tr Σ = 1 + … + 6 = 21: of 200 repetitions 90 to 99 % cover each. */
    @ParameterizedTest
    @CsvSource({"1", "0.1"})
    void intervalsCoverTheTruth(double length) {
        Coverage.assertHonest(
                "trace", 651, random -> repetition(random, length).trace().contains(21));
        Coverage.assertHonest(
                "|G|²", 652, random -> repetition(random, length).squaredNorm().contains(length * length));
        Coverage.assertHonest(
                "noise scale", 653, random -> repetition(random, length).scale().contains(21 / (length * length)));
    }

    private static NoiseScale repetition(SplittableRandom random, double length) {
        return SizedNoise.together(
                List.of(
                        new SizedNoise(1, average(random, length, 1)),
                        new SizedNoise(1.0 / 16, average(random, length, 1.0 / 16)),
                        new SizedNoise(1.0 / 256, average(random, length, 1.0 / 256))),
                0);
    }

    private static NoiseAverage average(SplittableRandom random, double length, double share) {
        NoiseAverage average = NoiseAverage.plain();
        for (int pair = 0; pair < 50; pair++) {
            double squares = 0;
            double product = 0;
            for (int j = 0; j < 6; j++) {
                double mean = j == 0 ? length : 0;
                double one = Math.sqrt(share * (j + 1)) * random.nextGaussian();
                double other = Math.sqrt(share * (j + 1)) * random.nextGaussian();
                squares += (one * one + other * other) / 2;
                product += (mean + one) * (mean + other);
            }
            average = average.plus(squares, product);
        }
        return average;
    }
}
