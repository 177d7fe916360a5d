package dev.glissade.study;

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
                    steps(64, Map.of(0.1, 700L, 0.2, 300L, 0.4, 150L), 1)),
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

    /** 170 is more than 1.1 × 150; AdaScale's 140 may even be less. */
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
        assertThat(GRID.grid()
                        .get(0)
                        .mean(0.2, outcome -> outcome.metric() - outcome.testMetric())
                        .estimate())
                .isCloseTo(0.1, within(1e-15));
        assertThat(GRID.grid().get(0).mean(0.3, Outcome::metric).isBounded()).isFalse();
    }

    @Test
    void theTableHasTheRatesThatTheRulesMade() {
        String csv = new ScalingFindings(
                        new ConfigurationLoader(ModelKind.names())
                                .loadText("data.train = any, model.kind = linear", "the test", List.of()),
                        GRID)
                .findings()
                .csv();
        assertThat(csv).contains("\n64,1.6,linear,1,converged,170,");
        assertThat(csv).contains("\n64,0.5,adascale,0,converged,140,");
        assertThat(csv).contains("\n64,0.4,grid,0,converged,150,9.6,0.15");
    }
}
