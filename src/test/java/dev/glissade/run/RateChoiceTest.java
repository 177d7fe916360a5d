package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.gradient.BatchSmoothness;
import dev.glissade.training.RateSearch.Found;
import dev.glissade.training.RateSearch.Trial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is said of a learning rate that was found, on the console and in the summary. */
class RateChoiceTest {

    private static final BatchSmoothness OF_BATCHES = new BatchSmoothness(2.5, 16, OptionalDouble.of(0.75));
    private static final BatchSmoothness OF_ROWS = new BatchSmoothness(16, 16, OptionalDouble.empty());

    @Test
    void aBoundIsSaidWithWhatItIsMadeOf() {
        RateChoice saga = new RateChoice.BySmoothness(1.0 / 3, OF_BATCHES, 10, 12_345, 32, 1.26);
        assertThat(saga.rate()).isEqualTo(1.0 / 3 / 2.5);
        assertThat(saga.sentence())
                .isEqualTo(
                        "learning-rate.initial = auto: 0.1333, 0.3333 over L_b = 2.500 for batches of 10 of 12,345 rows"
                                + " (L = 16.00 of the worst row, 0.7500 of the mean loss; jobs: 32, 1.3 s)");
        assertThat(saga.name()).isEqualTo("learningRateBound");
        assertThat(saga.fields())
                .containsExactly(
                        Map.entry("rate", 1.0 / 3 / 2.5),
                        Map.entry("factor", 1.0 / 3),
                        Map.entry("batchSmoothness", 2.5),
                        Map.entry("meanSmoothness", 0.75),
                        Map.entry("rowSmoothness", 16.0),
                        Map.entry("batchSize", 10L),
                        Map.entry("rows", 12_345L),
                        Map.entry("jobs", 32L),
                        Map.entry("seconds", 1.26));
    }

    /** The mean loss plays no part then, and its smoothness is not looked for. */
    @Test
    void aBoundForSingleRowsIsThatOfTheWorst() {
        RateChoice svrg = new RateChoice.BySmoothness(1, OF_ROWS, 1, 100, 1, 0.04);
        assertThat(svrg.rate()).isEqualTo(0.0625);
        assertThat(svrg.sentence())
                .isEqualTo("learning-rate.initial = auto: 0.06250, 1.000 over L_b = 16.00 for batches of 1 of 100 rows"
                        + " (L = 16.00 of the worst row; jobs: 1, 0.0 s)");
        assertThat(svrg.fields()).doesNotContainKey("meanSmoothness").containsEntry("rowSmoothness", 16.0);
    }

    @Test
    void aSearchIsSaidWithItsTrials() {
        List<Trial> trials = List.of(new Trial(0.125, 0.5), new Trial(1, Double.POSITIVE_INFINITY));
        Found found = new Found(Optional.of(0.125), trials, 32, 250, 0.75);
        RateChoice choice = new RateChoice.Searched(0.125, found, 16, 1_000, 37);
        assertThat(choice.rate()).isEqualTo(0.125);
        assertThat(choice.sentence())
                .isEqualTo(
                        "learning-rate.initial = auto: 0.125, the best of 2 rates tried for 16 steps each (0.250 epochs,"
                                + " 37 jobs, 0.8 s)");
        assertThat(choice.name()).isEqualTo("learningRateSearch");
        Map<String, Object> fields = choice.fields();
        assertThat(fields.keySet()).containsExactly("rate", "trials", "steps", "epochs", "jobs", "seconds");
        assertThat(Json.line(fields))
                .isEqualTo(
                        "{\"rate\":0.125,\"trials\":[{\"rate\":0.125,\"objective\":0.5},"
                                + "{\"rate\":1.0,\"objective\":null}],\"steps\":32,\"epochs\":0.25,\"jobs\":37,\"seconds\":0.75}");
    }
}
