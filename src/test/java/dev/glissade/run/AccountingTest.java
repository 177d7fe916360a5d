package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.gradient.Phase;
import dev.glissade.gradient.PhaseTimes;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.OptimizerState;
import dev.glissade.training.TrainingState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountingTest {

    private static final TrainingState START =
            TrainingState.initial(100, DenseVector.zeros(1), new OptimizerState(0, List.of()));

    private long now = 5_000;
    private PhaseTimes answers = PhaseTimes.of(Phase.SHIP, 123);
    private final Accounting accounting = new Accounting(() -> answers, () -> now);

    private static TrainingState at(long step) {
        return new TrainingState(
                step,
                START.work(),
                START.tableRows(),
                START.weights(),
                START.answer(),
                START.optimizerState(),
                START.estimatorState(),
                START.pacing(),
                START.history(),
                0,
                START.lastStep(),
                START.evaluation(),
                START.validation(),
                START.stopReason());
    }

    /** An answer that takes so long, all of it in one phase. */
    private void answer(Phase phase, long nanoseconds) {
        now += nanoseconds;
        answers = answers.plus(PhaseTimes.of(phase, nanoseconds));
    }

    private static void assertTimes(Map<String, Object> line, long schedule, long update, long evaluate, long record) {
        assertThat(line)
                .containsOnlyKeys("ship", "schedule", "sample", "compute", "aggregate", "update", "evaluate", "record")
                .containsEntry("ship", 0.0)
                .containsEntry("schedule", schedule / 1e9)
                .containsEntry("update", update / 1e9)
                .containsEntry("evaluate", evaluate / 1e9)
                .containsEntry("record", record / 1e9);
    }

    @Test
    void allThatPassesHasItsPhase() {
        now += 99; // the search for a rate, say
        answer(Phase.COMPUTE, 7);
        accounting.starts(0);
        answer(Phase.EVALUATE, 40);
        accounting.reached(at(0));
        now += 3;
        answer(Phase.EVALUATE, 20); // of the test set
        assertTimes(accounting.line(), 0, 0, 60, 3);
        now += 11;
        accounting.recorded();
        assertThat(accounting.states()).isZero();
        for (int step = 1; step <= 2; step++) {
            now += 5;
            answer(Phase.SCHEDULE, 1_000);
            now += 6;
            accounting.reached(at(step));
            assertThat(accounting.lastStep())
                    .isEqualTo(PhaseTimes.of(Phase.SCHEDULE, 1_000).plus(PhaseTimes.of(Phase.UPDATE, 11)));
            now += 2;
            accounting.recorded();
        }
        assertTimes(accounting.line(), 2_000, 22, 0, 15);
        assertTimes(accounting.line(), 0, 0, 0, 0);
        assertThat(accounting.times().total()).isEqualTo(now - 5_000 - 99 - 7);
        assertThat(accounting.states()).isEqualTo(2);
        assertThat(accounting.stepsSinceBegin()).isEqualTo(2);
        assertThat(accounting.sinceBegin()).isEqualTo(accounting.times());
    }

    @Test
    void stepsThatARollbackGivesUpCountToo() {
        accounting.starts(10);
        for (long step : new long[] {14, 18}) { // rounds of local steps
            accounting.reached(at(step));
        }
        accounting.wentBack(at(12));
        accounting.reached(at(16));
        assertThat(accounting.states()).isEqualTo(3);
        assertThat(accounting.stepsSinceBegin()).isEqualTo(4 + 4 + 4);
    }

    @Test
    void aRunGoesOnWithTheTimeOfItsLines() {
        accounting.earlier("{\"step\":0,\"seconds\":0.1,\"secondsByPhase\":{\"evaluate\":0.25,\"ship\":1.0E-9}}");
        accounting.earlier("{\"step\":8,\"secondsByPhase\":{\"schedule\":2.5}}");
        accounting.earlier(
                "{\"step\":9,\"secondsByPhase\":{\"schedule\":0.5},\"rollback\":{\"number\":1,\"toStep\":4}}");
        accounting.earlier("{\"step\":6}"); // of a version that did not say
        accounting.starts(6);
        answer(Phase.SCHEDULE, 7);
        accounting.reached(at(7));
        assertThat(accounting.sinceBegin())
                .isEqualTo(PhaseTimes.of(Phase.EVALUATE, 250_000_000)
                        .plus(PhaseTimes.of(Phase.SHIP, 1))
                        .plus(PhaseTimes.of(Phase.SCHEDULE, 3_000_000_007L)));
        assertThat(accounting.times()).isEqualTo(PhaseTimes.of(Phase.SCHEDULE, 7));
        assertThat(accounting.stepsSinceBegin()).isEqualTo(8 + 1 + 2 + 1);
        assertThatThrownBy(() -> accounting.earlier("{half"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{half");
    }
}
