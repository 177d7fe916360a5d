package dev.glissade.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StepSecondsTest {

    /** The first ten are of a cluster that is not warm yet, the last holds an evaluation, and a pause of the machine is no step's. */
    @Test
    void theMiddleOfTheStepsBehindTheFirstCounts() {
        double[] seconds = new double[40];
        for (int step = 0; step < seconds.length; step++) {
            seconds[step] = step < 10 || step == 39 ? 9 : 0.02 + 1e-4 * (step % 3 - 1);
        }
        seconds[20] = 3;
        assertThat(StepSeconds.ofOne(seconds)).isCloseTo(0.02, within(1e-15));
        assertThat(StepSeconds.ofOne(new double[0])).isNaN();
    }
}
