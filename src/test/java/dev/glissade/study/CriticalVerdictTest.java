package dev.glissade.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.statistics.CriticalBatchSize;
import dev.glissade.statistics.StepsToTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sentence says what its figures show, and no more. */
class CriticalVerdictTest {

    private static String inWords(StepsToTarget... batches) {
        return new CriticalVerdict(CriticalBatchSize.of(List.of(batches), 1000).orElseThrow()).inWords();
    }

    @Test
    void whereNoUpperEndIsSeenNothingIsSaidOfTheBatchSizes() {
        assertThat(inWords(
                        StepsToTarget.of(8, 650, 800, 970),
                        StepsToTarget.of(16, 410, 500, 610),
                        StepsToTarget.of(32, 245, 300, 366)))
                .startsWith("No upper end")
                .doesNotContain("All batch sizes");
    }

    @Test
    void batchSizesBelowAllOfTheIntervalAreSaidToBe() {
        assertThat(inWords(
                        StepsToTarget.of(8, 1000, 1001),
                        StepsToTarget.of(16, 500, 501),
                        StepsToTarget.of(32, 250, 251),
                        StepsToTarget.of(64, 125, 125.5)))
                .startsWith("All batch sizes are below");
    }

    /** Rising steps of seeds that agree: the curve is wrong, and no scatter hides it. */
    @Test
    void aCurveThatDoesNotFitIsNotCalledScatter() {
        assertThat(inWords(
                        StepsToTarget.of(8, 99, 100, 101),
                        StepsToTarget.of(16, 119, 120, 121),
                        StepsToTarget.of(32, 149, 150, 151)))
                .startsWith("The curve does not fit: steps lie up to 2")
                .doesNotContain("scatter too much");
    }

    @Test
    void scatterIsCalledScatter() {
        assertThat(inWords(
                        StepsToTarget.of(64, 100, 1_000, 10_000),
                        StepsToTarget.of(128, 100, 1_000, 10_000),
                        StepsToTarget.of(256, 100, 1_000, 10_000)))
                .startsWith("The steps scatter too much");
    }
}
