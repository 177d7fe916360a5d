package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.function.Functions;
import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.FunctionSource;
import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.LearningRates;
import dev.glissade.solver.QuasiNewton;
import dev.glissade.training.StopReason.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that goes on from any of its states takes the course that it would have taken. */
class TrainingTest {

    @ParameterizedTest
    @MethodSource({
        "dev.glissade.training.Resumable#steps",
        "dev.glissade.training.Resumable#localSteps",
        "dev.glissade.training.Resumable#ends"
    })
    void goesOnFromEverywhereToTheSameBits(Resumable run) {
        Resumable.Course whole = run.whole();
        assertThat(whole.points()).hasSizeGreaterThan(3);
        for (int at = 0; at < whole.points().size(); at++) {
            SavePoint saved = saved(whole.points().get(at));
            Resumable.Course again = run.from(saved);
            int next = Math.min(at + 1, whole.points().size() - 1); // from its end, it ends there once more
            assertThat(essences(again.points()))
                    .as("from step %d", saved.state().step())
                    .isEqualTo(
                            essences(whole.points().subList(next, whole.points().size())));
            assertThat(end(again)).isEqualTo(end(whole));
            int behind = saved.rollbacks();
            assertThat(told(again.events()))
                    .isEqualTo(
                            told(whole.events().subList(behind, whole.events().size())));
        }
    }

    /** A run is evaluated where it ends. One that goes on from there knows no more than one that never ended there. */
    @ParameterizedTest
    @MethodSource({
        "dev.glissade.training.Resumable#localSteps",
        "dev.glissade.training.Resumable#ends",
        "dev.glissade.training.Resumable#steps"
    })
    void goesOnFromAnEarlierEndToTheSameBits(Resumable run) {
        Resumable.Course whole = run.whole();
        List<SavePoint> points = whole.points();
        for (int at = 0; at < points.size() - 1; at++) {
            long limit = points.get(at).state().step();
            int end = at;
            if (points.subList(0, end).stream().anyMatch(point -> point.state().step() >= limit)) {
                continue; // it was there before it went back
            }
            Resumable.Course first = run.endedBy(StopRules.maxSteps(limit)).whole();
            if (first.result().stopReason().diverged()
                    || first.events().size() > points.get(end).rollbacks()) {
                continue; // the evaluation at the end has shown that it diverges, which would have been seen later
            }
            assertThat(first.points()).hasSize(end + 1);
            Resumable.Course again = run.from(saved(first.points().get(end)));
            assertThat(essences(again.points()))
                    .as("from an end at step %d", limit)
                    .isEqualTo(essences(points.subList(end + 1, points.size())));
            assertThat(end(again)).isEqualTo(end(whole));
        }
    }

    /** Without the stop reason, which belongs to the rules and not to the state. */
    private static SavePoint saved(SavePoint point) {
        TrainingState state = point.state();
        TrainingState open = new TrainingState(
                state.step(),
                state.work(),
                state.tableRows(),
                state.weights(),
                state.answer(),
                state.optimizerState(),
                state.estimatorState(),
                state.pacing(),
                state.history(),
                state.seconds(),
                state.lastStep(),
                state.evaluation(),
                state.validation(),
                Optional.empty());
        return new SavePoint(open, point.kept(), point.rollbacks(), point.rateFactor(), point.extremes());
    }

    private static List<List<Object>> essences(List<SavePoint> points) {
        return points.stream().map(Resumable::essence).toList();
    }

    private static List<Object> end(Resumable.Course course) {
        TrainingResult result = course.result();
        return List.of(
                result.weights(),
                result.evaluation(),
                result.step(),
                result.stopReason(),
                result.last().stopReason());
    }

    private static List<List<Object>> told(List<Rollback.Event> events) {
        return events.stream()
                .map(event -> List.<Object>of(
                        event.number(), event.diverged().step(), event.to().step(), event.factor(), event.rate()))
                .toList();
    }

    /** The cases are what their names say. */
    @Test
    void theEndsAreTheirs() {
        assertThat(Resumable.ends().stream()
                        .map(run -> run.whole().result().stopReason().kind()))
                .containsExactly(
                        Kind.PATIENCE,
                        Kind.MAX_STEPS,
                        Kind.TARGET_OBJECTIVE,
                        Kind.RELATIVE_TOLERANCE,
                        Kind.MAX_EPOCHS,
                        Kind.DIVERGED,
                        Kind.DIVERGED,
                        Kind.MAX_STEPS,
                        Kind.MAX_STEPS,
                        Kind.MAX_STEPS);
        assertThat(Resumable.ends().subList(6, 10).stream()
                        .map(run -> run.whole().events().size()))
                .allMatch(rollbacks -> rollbacks > 0)
                .filteredOn(rollbacks -> rollbacks > 1)
                .hasSizeGreaterThan(2);
    }

    @Test
    void timeGoesOn() {
        Resumable run = Resumable.steps().get(0);
        SavePoint first = saved(run.whole().points().get(4));
        TrainingState later = first.state().at(1_000);
        List<SavePoint> again = run.from(
                        new SavePoint(later, first.kept(), first.rollbacks(), first.rateFactor(), first.extremes()))
                .points();
        assertThat(again).allMatch(point -> point.state().seconds() >= 1_000);
        assertThat(again).allMatch(point -> point.state().seconds() < 1_100);
    }

    /** Rules may be others than those that the state was reached by. */
    @Test
    void endsAtOnceIfItsRulesAreMet() {
        Resumable run = Resumable.steps().get(0);
        SavePoint seventh = saved(run.whole().points().get(7));
        SteppedMethod shorter = run.method().with(run.method().learningRate(), Checks.every(3, StopRules.maxSteps(5)));
        Resumable.Course again = new Resumable("shorter", shorter, Rollback.NEVER).from(seventh);
        assertThat(again.points()).singleElement().satisfies(point -> {
            assertThat(point.state().step()).isEqualTo(7);
            assertThat(point.state().stopReason().orElseThrow().kind()).isEqualTo(Kind.MAX_STEPS);
            assertThat(point.state().evaluation()).isPresent();
        });
        assertThat(again.result().weights()).isEqualTo(seventh.state().weights());
    }

    @Test
    void aMethodWithoutStepsOfItsOwnCannotGoOn() {
        Resumable run = Resumable.steps().get(0);
        SavePoint first = saved(run.whole().points().get(0));
        QuasiNewton other =
                new QuasiNewton(run.method().penalty(), 5, run.method().checks());
        GradientSource data = new FunctionSource(Functions.bowl(1));
        assertThatThrownBy(() -> new Training(other, data, Rollback.NEVER, point -> {}).from(first))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot go on from a state");
    }

    /** w²/2, so that a step at the rate η leads from w to (1 − η)w. */
    private static final GradientSource BOWL = new FunctionSource(Functions.bowl(0.5));

    /** ½ for five steps, then 40; evaluated every 3, and diverged at 10 times the first objective. */
    private static Trainer bowl(LearningRate rate) {
        Checks checks = new Checks(3, List.of(StopRules.maxSteps(30)), 10, Optional.empty());
        return new Trainer(new FullGradient(), Penalty.none(BOWL.model().layout()), new Sgd(), rate, checks);
    }

    private static final LearningRate RISING = step -> step < 5 ? 0.5 : 40;

    private static TrainingResult train(
            LearningRate rate, Rollback rollback, double start, List<Rollback.Event> events) {
        Training.Watcher watcher = new Training.Watcher() {
            @Override
            public void reached(SavePoint point) {}

            @Override
            public void rolledBack(Rollback.Event event) {
                events.add(event);
            }
        };
        return new Training(bowl(rate), BOWL, rollback, watcher).from(DenseVector.of(start));
    }

    /**
     * By hand, from w = 1: w₃ = ⅛. At 40, and at 20 with ¼ before it, w₆ is above 1 and w₉ far above: back to 3, each time.
     * At 10, w₅ = ⅛(7/8)² and w₆ = −9w₅ = −0.861: good. From there 10 and 5 fail at 9, 2½ at 12 (1.5⁶ · 0.861 is 9.8), and 1¼
     * converges.
     */
    @Test
    void goesBackToItsLastGoodEvaluationAtALowerRate() {
        List<Rollback.Event> events = new ArrayList<>();
        TrainingResult result = train(RISING, new Rollback(0.5, 5), 1, events);
        assertThat(told(events))
                .containsExactly(
                        List.of(1, 9L, 3L, 0.5, OptionalDouble.of(40)),
                        List.of(2, 9L, 3L, 0.25, OptionalDouble.of(20)),
                        List.of(3, 9L, 6L, 0.125, OptionalDouble.of(10)),
                        List.of(4, 9L, 6L, 0.0625, OptionalDouble.of(5)),
                        List.of(5, 12L, 6L, 0.03125, OptionalDouble.of(2.5)));
        assertThat(events).allMatch(event -> event.diverged().diverged());
        assertThat(result.stopReason().kind()).isEqualTo(Kind.MAX_STEPS);
        assertThat(result.weights().get(0)).isCloseTo(0.125 * 0.875 * 0.875 * -9 * Math.pow(-0.25, 24), within(1e-18));
        assertThat(result.last().work().rowsVisited()).isEqualTo(30); // what was given up does not count
    }

    @Test
    void endsDivergedWithItsLastGoodModelOnceThatIsEnough() {
        List<Rollback.Event> events = new ArrayList<>();
        TrainingResult result = train(RISING, new Rollback(0.5, 4), 1, events);
        assertThat(events).hasSize(4);
        assertThat(result.stopReason().kind()).isEqualTo(Kind.DIVERGED);
        assertThat(result.last().step()).isEqualTo(12);
        assertThat(result.step()).isEqualTo(6);
        assertThat(result.weights().get(0)).isEqualTo(0.125 * 0.875 * 0.875 * -9);
        assertThat(result.evaluation().objective()).isLessThan(0.5);
        assertThat(train(RISING, Rollback.NEVER, 1, events).step()).isEqualTo(5);
    }

    /** There is nothing to go back to. */
    @Test
    void aRunThatBeginsDivergedEnds() {
        List<Rollback.Event> events = new ArrayList<>();
        TrainingResult result = train(RISING, new Rollback(0.5, 5), Double.NaN, events);
        assertThat(events).isEmpty();
        assertThat(result.stopReason().kind()).isEqualTo(Kind.DIVERGED);
        assertThat(result.last().step()).isZero();
    }

    /** The start is evaluated, so a run that is wrong from its first step on goes back there. */
    @Test
    void aRunThatDivergesAtOnceGoesBackToItsStart() {
        List<Rollback.Event> events = new ArrayList<>();
        TrainingResult result = train(LearningRates.constant(1e300), new Rollback(1e-150, 2), 1, events);
        assertThat(events).extracting(event -> event.to().step()).containsExactly(0L, 0L);
        assertThat(events).extracting(Rollback.Event::factor).containsExactly(1e-150, 1e-300);
        assertThat(events.get(0).diverged().stopReason().orElseThrow().detail()).contains("learning rate 1.0E300");
        assertThat(result.stopReason().kind()).isEqualTo(Kind.MAX_STEPS);
    }

    /** Also where another factor, or none at all, is given from there on. */
    @Test
    void aRateThatWasLoweredStaysSo() {
        List<SavePoint> points = new ArrayList<>();
        TrainingResult whole =
                new Training(bowl(RISING), BOWL, new Rollback(0.5, 5), points::add).from(DenseVector.of(1));
        SavePoint late = points.stream()
                .filter(point -> point.rollbacks() == 5)
                .findFirst()
                .orElseThrow();
        for (Rollback now : List.of(Rollback.NEVER, new Rollback(0.1, 9))) {
            List<SavePoint> behind = new ArrayList<>();
            TrainingResult result = new Training(bowl(RISING), BOWL, now, behind::add).from(late);
            assertThat(behind.get(0).state().lastStep().orElseThrow().learningRate())
                    .isEqualTo(40 * 0.03125);
            assertThat(result.weights()).isEqualTo(whole.weights());
        }
    }

    @Test
    void refusesWhatDoesNotLeadBack() {
        for (double factor : new double[] {0, 1, -0.5, Double.NaN}) {
            assertThatThrownBy(() -> new Rollback(factor, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("factor = " + factor + ": must be above 0 and below 1");
        }
        assertThatThrownBy(() -> new Rollback(0.5, -1)).hasMessage("at-most = -1: must be at least 0");
    }
}
