package dev.glissade.study;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.config.ConfigurationLoader;
import dev.glissade.config.LearningRateSettings.Scaling;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.ModelKind;
import dev.glissade.study.Outcome.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What follows from outcomes that are written down here. */
class ScalingGridTest {

    private static final Reference REFERENCE =
            new Reference(1000, 1000, 2, 1, 1, 1.01, 4, 1, DenseVector.wrap(new double[] {0}), "accuracy");

    private static Outcome met(long batchSize, double rate, long seed, long steps, double gained) {
        return new Outcome(
                batchSize,
                rate,
                seed,
                Status.CONVERGED,
                steps,
                steps * batchSize / 1000.0,
                gained,
                1.01,
                1.01,
                0.9,
                0.8,
                Double.NaN,
                List.of());
    }

    /** Of two seeds. */
    private static Steps steps(long batchSize, Map<Double, Long> byRate, double gain) {
        List<Outcome> outcomes = new ArrayList<>();
        byRate.forEach((rate, steps) -> {
            outcomes.add(met(batchSize, rate, 0, steps, gain * steps));
            outcomes.add(met(batchSize, rate, 1, steps, gain * steps));
        });
        return new Steps(batchSize, outcomes);
    }

    private static final ScalingGrid GRID = new ScalingGrid(
            REFERENCE,
            List.of(
                    steps(8, Map.of(0.1, 800L, 0.2, 400L, 0.4, 900L), 1),
                    steps(16, Map.of(0.1, 700L, 0.2, 300L, 0.4, 200L), 1),
                    steps(64, Map.of(0.1, 700L, 0.2, 300L, 0.4, 140L), 1)),
            List.of(steps(8, Map.of(0.2, 400L), 1), steps(16, Map.of(0.4, 200L), 1), steps(64, Map.of(0.4, 150L), 1)),
            Map.of(
                    Scaling.LINEAR,
                    List.of(
                            steps(8, Map.of(0.2, 400L), 1),
                            steps(16, Map.of(0.2, 205L), 1),
                            steps(64, Map.of(0.2, 170L), 1)),
                    Scaling.ADASCALE,
                    List.of(
                            steps(8, Map.of(0.2, 400L), 1),
                            steps(16, Map.of(0.2, 205L), 1.9),
                            steps(64, Map.of(0.2, 140L), 2.5))),
            Map.of(8L, 0.001, 16L, 0.001, 64L, 0.001),
            Map.of());

    /** 170 is more than 1.1 × 150, of the seeds that did not choose; AdaScale's 140 may even be less. */
    @Test
    void aRuleHoldsAsLongAsItsStepsAreAtMostATenthMore() {
        assertThat(GRID.holdsUpTo(Scaling.LINEAR)).hasValue(16);
        assertThat(GRID.holdsUpTo(Scaling.ADASCALE)).hasValue(64);
    }

    @Test
    void aRuleStartsFromTheBestRateOfTheSmallestBatch() {
        assertThat(GRID.ruledFrom()).hasValue(8);
        assertThat(GRID.rate(Scaling.LINEAR, met(64, 0.2, 0, 170, 170))).isEqualTo(1.6);
        assertThat(GRID.rate(Scaling.SQRT, met(64, 0.2, 0, 170, 170))).isCloseTo(0.2 * Math.sqrt(8), within(1e-15));
        assertThat(GRID.rate(Scaling.ADASCALE, met(64, 0.2, 0, 140, 350))).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void aBestRateAtTheEdgeIsTold() {
        assertThat(GRID.atEdge()).containsExactly(16L, 64L);
        assertThat(new Steps(8, List.of()).isBestAtEdge()).isFalse();
    }

    @Test
    void theGapIsThatOfTheRunsAtARate() {
        assertThat(GRID.chosen()
                        .get(0)
                        .mean(outcome -> outcome.metric() - outcome.testMetric())
                        .estimate())
                .isCloseTo(0.1, within(1e-15));
        assertThat(new Steps(8, List.of(missed(8, 0.2, 0)))
                        .mean(Outcome::metric)
                        .isBounded())
                .isFalse();
    }

    @Test
    void theTableHasTheRatesThatTheRulesMade() {
        String csv = findings(GRID).csv();
        assertThat(csv).contains("\n64,1.6,linear,1,converged,170,");
        assertThat(csv).contains("\n64,0.5,adascale,0,converged,140,");
        assertThat(csv).contains("\n64,0.4,grid,0,converged,140,8.96,0.14");
        assertThat(csv).contains("\n64,0.4,chosen,0,converged,150,9.6,0.15");
    }

    /** 140 steps that were worth 2.5 of the reference batch each; runs of other rules gain nothing. */
    @Test
    void theTableHasTheReferenceStepsOfAdaScale() {
        List<String> lines = findings(GRID).csv().lines().toList();
        assertThat(lines.get(0)).endsWith(",referenceSteps");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("64,0.5,adascale,0,"))
                .singleElement(as(InstanceOfAssertFactories.STRING))
                .endsWith(",350.0");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("64,1.6,linear,0,"))
                .singleElement(as(InstanceOfAssertFactories.STRING))
                .endsWith(",");
    }

    private static Findings findings(ScalingGrid grid) {
        return new ScalingFindings(
                        new ConfigurationLoader(ModelKind.names())
                                .loadText("data.train = any, model.kind = linear", "the test", List.of()),
                        grid)
                .findings();
    }

    private static Outcome missed(long batchSize, double rate, long seed) {
        Outcome met = met(batchSize, rate, seed, 5000, 5000);
        return new Outcome(
                batchSize,
                rate,
                seed,
                Status.NOT_CONVERGED,
                met.steps(),
                met.epochs(),
                met.gained(),
                met.objective(),
                met.loss(),
                met.metric(),
                met.testMetric(),
                met.tail(),
                met.path());
    }

    private static String text(ScalingGrid grid) {
        return findings(grid).sections().get(0).parts().toString();
    }

    @Test
    void batchSizesWhoseRunsMissedTheTargetAreNamed() {
        List<Outcome> some =
                new ArrayList<>(List.of(met(32, 0.2, 0, 210, 210), met(32, 0.2, 1, 212, 212), missed(32, 0.2, 2)));
        ScalingGrid grid = new ScalingGrid(
                REFERENCE,
                List.of(
                        steps(8, Map.of(0.2, 400L), 1),
                        steps(32, Map.of(0.2, 209L), 1),
                        steps(48, Map.of(0.2, 205L), 1),
                        new Steps(64, List.of(missed(64, 0.2, 0), missed(64, 0.2, 1)))),
                List.of(
                        steps(8, Map.of(0.2, 400L), 1),
                        new Steps(32, some),
                        new Steps(48, List.of(missed(48, 0.2, 2), missed(48, 0.2, 3)))),
                Map.of(
                        Scaling.LINEAR,
                        List.of(
                                steps(8, Map.of(0.2, 400L), 1),
                                new Steps(32, List.of(missed(32, 0.2, 0))),
                                steps(48, Map.of(0.2, 205L), 1),
                                new Steps(64, List.of(missed(64, 0.2, 0))))),
                Map.of(8L, 0.001, 32L, 0.001, 48L, 0.001, 64L, 0.001),
                Map.of());
        assertThat(text(grid))
                .contains("Not in the fit are the batch sizes 48, 64:")
                .contains("Batch size 32, at its best rate: 1 of 3 seeds missed it.")
                .contains("linear rule half of the seeds or more missed it with the batch sizes 32, 64.");
        assertThat(findings(grid).verdicts()).containsEntry("targetMissed", List.of(48L, 64L));
        assertThat(text(GRID)).doesNotContain("missed");
    }

    @Test
    void perfectScalingIsARange() {
        assertThat(text(GRID)).contains("name=perfect scaling up to, value=16 rows (95 %: 16 to 16)");
        assertThat(findings(GRID).verdicts())
                .containsEntry("perfectScalingUpTo", 16L)
                .containsEntry("perfectScalingAtLeast", 16L)
                .containsEntry("perfectScalingAtMost", 16L);
    }

    /** B = 200 to the digit: borders at 25 and 800. */
    @Test
    void theRegimesAreATable() {
        List<Steps> grid = Stream.of(10L, 100L, 200L, 1000L)
                .map(b -> steps(b, Map.of(0.2, 1000 + 200_000 / b), 1))
                .toList();
        ScalingGrid all = new ScalingGrid(
                REFERENCE, grid, grid, Map.of(), Map.of(10L, 0.1, 100L, 0.1, 200L, 0.1, 1000L, 0.1), Map.of());
        assertThat(text(all))
                .contains("[halves the steps, within 10 %, –, 25")
                .contains("[saves less than half, 25")
                .contains(", 100, 200]")
                .contains("[saves less than 10 %, 800");
        assertThat(findings(all).verdicts().get("regimeBorders").toString())
                .startsWith("{perfectUpTo={estimate=2")
                .contains("maximalFrom={estimate=");
    }
}
