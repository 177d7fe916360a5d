package dev.glissade.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StepSecondsTest {

    /** Thirty steps count; what both runs have in common does not. */
    @Test
    void theStepsBehindTheFirstCount() {
        assertThat(StepSeconds.ofOne(1, 1.6)).isCloseTo(0.02, within(1e-15));
        assertThat(StepSeconds.ofOne(5, 5.6)).isCloseTo(0.02, within(1e-15));
        assertThat(StepSeconds.ofOne(1.6, 1)).isZero();
    }
}
