package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhaseTimesTest {

    private long now;

    private static PhaseTimes times(long ship, long compute, long evaluate) {
        return PhaseTimes.of(Phase.SHIP, ship)
                .plus(PhaseTimes.of(Phase.COMPUTE, compute))
                .plus(PhaseTimes.of(Phase.EVALUATE, evaluate));
    }

    @Test
    void theyAddUp() {
        PhaseTimes times = times(3, 50, 700);
        assertThat(times.total()).isEqualTo(753);
        assertThat(times.of(Phase.COMPUTE)).isEqualTo(50);
        assertThat(times.of(Phase.SAMPLE)).isZero();
        assertThat(times.total(Phase::isOverhead)).isEqualTo(3);
        assertThat(times.total(Phase::isOfStep)).isEqualTo(53);
        assertThat(times.seconds(Phase.EVALUATE)).isEqualTo(7e-7);
        assertThat(times.plus(times(1, 2, 3))).isEqualTo(times(4, 52, 703));
        assertThat(times.plus(times(1, 2, 3)).minus(times)).isEqualTo(times(1, 2, 3));
        assertThat(times.minus(times)).isEqualTo(PhaseTimes.NONE).hasSameHashCodeAs(PhaseTimes.NONE);
        assertThat(times).isNotEqualTo(PhaseTimes.NONE);
    }

    /** No more than is shared out, whatever rounding does. */
    @Test
    void proportionsAreKept() {
        assertThat(times(10, 20, 70).sharing(10)).isEqualTo(times(1, 2, 7));
        assertThat(times(1, 1, 1).sharing(100)).isEqualTo(times(33, 33, 33));
        assertThat(times(0, 5, 0).sharing(7)).isEqualTo(times(0, 7, 0));
        assertThat(PhaseTimes.NONE.sharing(7)).isEqualTo(PhaseTimes.NONE);
    }

    @Test
    void eachLapGoesToItsPhase() {
        now = 1_000;
        Stopwatch watch = new Stopwatch(() -> now);
        now += 5;
        watch.lap(Phase.SAMPLE);
        now += 70;
        watch.lap(Phase.COMPUTE);
        watch.lap(Phase.COMPUTE);
        now += 10_000;
        watch.skip();
        now += 100;
        watch.lap(times(10, 30, 0), Phase.UPDATE, Phase.SAMPLE);
        PhaseTimes expected =
                times(10, 100, 0).plus(PhaseTimes.of(Phase.SAMPLE, 5)).plus(PhaseTimes.of(Phase.UPDATE, 60));
        assertThat(watch.times()).isEqualTo(expected);
        assertThat(watch.times().total()).isEqualTo(175);
        now += 1;
        watch.lap(Phase.SHIP);
        assertThat(watch.times().minus(expected)).isEqualTo(times(1, 0, 0));
        now += 3;
        watch.lap(PhaseTimes.NONE, Phase.UPDATE, Phase.SAMPLE);
        assertThat(watch.times().of(Phase.SAMPLE)).isEqualTo(8);
    }
}
