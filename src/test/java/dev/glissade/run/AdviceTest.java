package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.gradient.Phase;
import dev.glissade.gradient.PhaseTimes;
import dev.glissade.run.Advice.Growth;
import dev.glissade.run.Advice.Spread;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdviceTest {

    private static final Growth NOTHING = new Growth(Optional.empty(), 1_000_000, Optional.empty(), false);
    private static final Growth BATCH = new Growth(Optional.of(256L), 1_000_000, Optional.empty(), false);
    private static final Spread MANY = new Spread(200, 2, true);
    private static final Spread ONE_EACH = new Spread(2, 2, true);
    private static final double START_UP = 3e6;

    private static final long STEPS = 10_000;

    /** Each of so many microseconds of overhead and of work. */
    private static PhaseTimes steps(long overhead, long work) {
        return steps(STEPS, overhead, work);
    }

    private static PhaseTimes steps(long count, long overhead, long work) {
        long each = 1_000 * count;
        return PhaseTimes.of(Phase.SCHEDULE, each * (overhead - 100))
                .plus(PhaseTimes.of(Phase.SHIP, each * 60))
                .plus(PhaseTimes.of(Phase.AGGREGATE, each * 40))
                .plus(PhaseTimes.of(Phase.COMPUTE, each * (work - 30)))
                .plus(PhaseTimes.of(Phase.SAMPLE, each * 20))
                .plus(PhaseTimes.of(Phase.UPDATE, each * 10))
                .plus(PhaseTimes.of(Phase.EVALUATE, each * 9_000_000L));
    }

    private static Optional<String> advice(PhaseTimes times, Spread spread, Growth growth) {
        return new Advice(STEPS, times, START_UP, spread, growth).line();
    }

    /** 0.1 ms of other overhead, 0.6 ms of work and 3 ms to start remain. */
    @Test
    void fewerPartitions() {
        assertThat(advice(steps(104_400, 600), MANY, BATCH))
                .contains("overhead is 99% of a step's time: 200 partitions cost 105 ms a step; 2 would cost about 3.70"
                        + " (engine.partitions)");
        assertThat(advice(steps(104_400, 600), MANY, NOTHING)).isPresent();
        Growth local = new Growth(Optional.empty(), 1_000_000, Optional.of(4L), false);
        assertThat(advice(steps(50_000, 600), MANY, local).orElseThrow())
                .startsWith("overhead is 99% of a round's time: 200 partitions cost 50.6 ms a round;");
    }

    @Test
    void fewerPartitionsOnlyWhereTheyHelp() {
        assertThat(advice(steps(104_400, 600), new Spread(200, 200, true), NOTHING))
                .isEmpty();
        assertThat(advice(steps(104_400, 600), new Spread(200, 2, false), NOTHING))
                .isEmpty();
        assertThat(advice(steps(3_200, 600), new Spread(3, 2, true), NOTHING)).isEmpty(); // 3.8 ms, and 3.7 with two
    }

    @Test
    void aLargerBatch() {
        assertThat(advice(steps(3_600, 500), ONE_EACH, BATCH))
                .contains("overhead is 88% of a step's time: a step of 256 rows takes 4.10 ms; one of 2,048 would take"
                        + " about 7.60 (gradient.batch-size)");
        Growth orLocal = new Growth(Optional.of(256L), 1_000_000, Optional.empty(), true);
        assertThat(advice(steps(3_600, 500), ONE_EACH, orLocal).orElseThrow())
                .endsWith("(gradient.batch-size); local steps (engine.sync-every) would share it");
        Growth few = new Growth(Optional.of(256L), 800, Optional.empty(), false);
        assertThat(advice(steps(3_600, 500), ONE_EACH, few).orElseThrow()).contains("one of 768 would take about 5.10");
        Growth fewer = new Growth(Optional.of(256L), 511, Optional.empty(), false);
        assertThat(advice(steps(3_600, 500), ONE_EACH, fewer)).isEmpty();
        assertThat(advice(steps(3_600, 500), ONE_EACH, NOTHING)).isEmpty(); // all rows
    }

    @Test
    void moreLocalSteps() {
        Growth local = new Growth(Optional.empty(), 1_000_000, Optional.of(4L), false);
        assertThat(advice(steps(3_600, 500), ONE_EACH, local))
                .contains("overhead is 88% of a round's time: a round of 4 local steps takes 4.10 ms; one of 32 would"
                        + " take about 7.60 (engine.sync-every)");
    }

    @Test
    void noneWhereWorkDominatesOrLittleIsMeasured() {
        assertThat(advice(steps(3_600, 3_700), MANY, BATCH)).isEmpty();
        assertThat(advice(steps(3_700, 3_600), new Spread(2, 2, true), BATCH)).isPresent();
        assertThat(new Advice(49, steps(49, 104_400, 600), START_UP, MANY, BATCH).line())
                .isEmpty();
        assertThat(new Advice(50, steps(50, 104_400, 600), START_UP, MANY, BATCH).line())
                .isPresent();
        assertThat(new Advice(0, PhaseTimes.NONE, 0, MANY, BATCH).line()).isEmpty();
    }

    /** 3.95 ms a step of which 3.6 are overhead: ten seconds are 2,532 of them. */
    @Test
    void noOtherMethodForSeconds() {
        assertThat(new Advice(2_531, steps(2_531, 3_600, 350), START_UP, ONE_EACH, BATCH).line())
                .isEmpty();
        assertThat(new Advice(2_532, steps(2_532, 3_600, 350), START_UP, ONE_EACH, BATCH).line())
                .isPresent();
        Growth local = new Growth(Optional.empty(), 1_000_000, Optional.of(4L), false);
        assertThat(new Advice(2_531, steps(2_531, 3_600, 350), START_UP, ONE_EACH, local).line())
                .isEmpty();
        assertThat(new Advice(2_532, steps(2_532, 3_600, 350), START_UP, ONE_EACH, local).line())
                .isPresent();
    }

    /** Of 13.7 ms a step 10 are won: a second is a hundred of them. */
    @Test
    void fewerPartitionsForASecond() {
        assertThat(new Advice(99, steps(99, 13_100, 600), START_UP, MANY, BATCH).line())
                .isEmpty();
        assertThat(new Advice(100, steps(100, 13_100, 600), START_UP, MANY, BATCH).line())
                .isPresent();
    }
}
