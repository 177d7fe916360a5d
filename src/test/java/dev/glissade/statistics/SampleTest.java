package dev.glissade.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {

    private static final double SMALL = 1e-9;

    /** Mean 3, s² = 10/4, t of four degrees 2.776445: 3 ± 2.776445·√(2.5/5). */
    @Test
    void theMeanHasStudentsInterval() {
        Sample sample = Sample.of(5, 1, 4, 2, 3);
        assertThat(sample.mean()).isEqualTo(3);
        assertThat(sample.variance()).isEqualTo(2.5);
        Interval interval = sample.meanInterval();
        assertThat(interval.high()).isCloseTo(3 + 2.7764451052 * Math.sqrt(0.5), within(SMALL));
        assertThat(interval.low()).isCloseTo(3 - 2.7764451052 * Math.sqrt(0.5), within(SMALL));
    }

    @Test
    void oneRepetitionBoundsNothing() {
        Interval interval = Sample.of(List.of(7.0)).meanInterval();
        assertThat(interval.estimate()).isEqualTo(7);
        assertThat(interval.isBounded()).isFalse();
        assertThat(interval.low()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(interval.high()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    /** One that never came is behind all others. */
    @Test
    void theMedianTakesWhatNeverCame() {
        assertThat(Sample.of(10, 20, 30, Double.POSITIVE_INFINITY).median()).isEqualTo(25);
        assertThat(Sample.of(30, 10, Double.POSITIVE_INFINITY).median()).isEqualTo(30);
    }

    /** Logarithms 0, 1 and 2: mean 1, s/√n = 1/√3, t of two degrees 4.302653. */
    @Test
    void theGeometricMeanHasAnIntervalOfFactors() {
        Interval interval = Sample.of(1, Math.E, Math.exp(2)).geometricMeanInterval();
        assertThat(interval.estimate()).isCloseTo(Math.E, within(SMALL));
        assertThat(interval.high()).isCloseTo(Math.exp(1 + 4.3026527297 / Math.sqrt(3)), within(1e-6));
        assertThatThrownBy(() -> Sample.of(1, 0).geometricMeanInterval()).hasMessageContaining("0.0");
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(Sample::of).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sample.of(1, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new Interval(3, 4, 5)).hasMessageContaining("3.0 between 4.0");
        assertThatThrownBy(() -> new Interval(Double.NaN, 4, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theQuantileIsStudents() {
        assertThat(StudentT.quantile(1)).isCloseTo(12.7062047362, within(1e-8));
        assertThat(StudentT.quantile(30)).isCloseTo(2.0422724563, within(SMALL));
        assertThat(StudentT.quantile(1e8)).isCloseTo(1.9599640, within(1e-6));
        assertThat(StudentT.quantile(Double.POSITIVE_INFINITY)).isCloseTo(1.9599640, within(1e-7));
        assertThat(StudentT.quantile(0)).isInfinite();
    }

    @Test
    void meansAreCovered() {
        Coverage.assertHonest("mean of 5", 1, random -> {
            double[] values = random.doubles(5).map(u -> random.nextGaussian()).toArray();
            return Sample.of(values).meanInterval().contains(0);
        });
    }
}
