package dev.glissade.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.gradient.Work;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.OptimizerState;
import dev.glissade.training.Evaluation;
import dev.glissade.training.StopReason;
import dev.glissade.training.TrainingState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Where runs with objectives worked out by hand meet a target. */
class CrossingTest {

    private static TrainingState state(long step, Optional<Evaluation> evaluation, Optional<StopReason> end) {
        TrainingState start = TrainingState.initial(100, DenseVector.zeros(1), new OptimizerState(0, List.of()));
        return new TrainingState(
                step,
                new Work(10 * step, 10 * step, 10 * step),
                100,
                start.weights(),
                start.answer(),
                start.optimizerState(),
                start.estimatorState(),
                start.pacing().behind(2.0 * step),
                start.history(),
                0,
                Optional.empty(),
                evaluation,
                Optional.empty(),
                end);
    }

    private static TrainingState looked(long step, double objective) {
        return state(step, Optional.of(new Evaluation(objective, objective, Map.of())), Optional.empty());
    }

    /** The first step up to some at which a crossing ends the run; -1 if none does. */
    private static long end(Crossing crossing, long most, LongToDoubleFunction objective) {
        for (long step = 0; step <= most; step++) {
            if (crossing.check(looked(step, objective.applyAsDouble(step))).isPresent()) {
                return step;
            }
        }
        return -1;
    }

    /** 100 − t has the mean 10 from step 80 to step 100, and is 10 in their middle. */
    @Test
    void theTargetIsMetInTheMiddleOfTheStretch() {
        Crossing crossing = new Crossing(10);
        assertThat(end(crossing, 1000, step -> 100.0 - step)).isEqualTo(100);
        Crossing.Reached reached = crossing.met().orElseThrow();
        assertThat(reached).isEqualTo(new Crossing.Reached(90, 9, 180));
    }

    @Test
    void aLuckyLookIsNotEnough() {
        Crossing crossing = new Crossing(10);
        assertThat(end(crossing, 200, step -> step % 20 == 0 && step > 0 ? 8 : 11))
                .isEqualTo(-1);
        assertThat(crossing.met()).isEmpty();
        assertThat(end(new Crossing(10), 200, step -> step % 2 == 0 ? 1 : 11)).isNotNegative();
    }

    @Test
    void theFirstTimeStays() {
        Crossing crossing = new Crossing(10);
        end(crossing, 100, step -> 100.0 - step);
        crossing.check(looked(101, 1e9));
        assertThat(crossing.check(looked(102, 1e9))).isPresent();
        assertThat(crossing.met().orElseThrow().step()).isEqualTo(90);
    }

    /** States without an evaluation, a state seen twice, and where a run failed. */
    @Test
    void onlyLooksCountAndEachOnce() {
        Crossing crossing = new Crossing(10);
        crossing.check(looked(10, 12));
        crossing.check(looked(11, 9));
        crossing.check(looked(11, 9)); // twice it would be (12 + 9 + 9)/3 = 10
        assertThat(crossing.met()).isEmpty();
        crossing.check(state(12, Optional.empty(), Optional.empty()));
        StopReason failed = new StopReason(StopReason.Kind.DIVERGED, "at once");
        assertThat(failed.diverged()).isTrue();
        crossing.check(state(12, Optional.of(new Evaluation(-100, -100, Map.of())), Optional.of(failed)));
        assertThat(crossing.met()).isEmpty();
        crossing.check(looked(12, 9));
        assertThat(crossing.met().orElseThrow().step()).isEqualTo(11);
    }
}
