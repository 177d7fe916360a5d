package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.gradient.Work;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.optimizer.Momentum;
import dev.glissade.optimizer.Nesterov;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.LearningRates;
import dev.glissade.training.StopReason.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {

    private static final int ROWS = 300;
    private static final int FEATURES = 5;
    private static final LinearModel MODEL = LinearModel.logistic(FEATURES, true);
    private static final GradientSource DATA = new InMemoryGradientSource(
            MODEL,
            new SliceGroup(
                    0,
                    GeneratedRows.of(121, ROWS, FEATURES, LabelKind.BINARY, 2, true)
                            .slices(new int[] {100, 0, 150, 50}, false)));
    private static final DenseVector ZEROS = DenseVector.zeros(FEATURES + 1);
    private static final Penalty PENALTY = new Penalty(1e-3, 1e-2, MODEL.layout());

    /** A trainer whose parts tests replace one by one. */
    private record Parts(
            GradientEstimator estimator,
            Optimizer optimizer,
            LearningRate rate,
            long evaluateEvery,
            List<StopRule> rules) {

        Trainer trainer() {
            return new Trainer(
                    estimator, PENALTY, optimizer, rate, new Checks(evaluateEvery, rules, 1_000, Optional.empty()));
        }

        TrainingResult train(TrainingListener... listeners) {
            return trainer().train(DATA, ZEROS, listeners);
        }

        List<TrainingState> states() {
            List<TrainingState> states = new ArrayList<>();
            trainer().states(DATA, ZEROS).forEachRemaining(states::add);
            return states;
        }
    }

    private static Parts miniBatches(Mode mode, int size, StopRule... rules) {
        return new Parts(
                new MiniBatchGradient(new Sampling(mode, 7), size),
                new Momentum(0.9),
                LearningRates.constant(0.05),
                5,
                List.of(rules));
    }

    private static Parts descent(double rate, StopRule... rules) {
        return new Parts(new FullGradient(), new Sgd(), LearningRates.constant(rate), 5, List.of(rules));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theSequenceOfStatesIsAFunctionOfTheConfiguration(Mode mode) {
        List<TrainingState> once = miniBatches(mode, 32, StopRules.maxEpochs(3)).states();
        List<TrainingState> again =
                miniBatches(mode, 32, StopRules.maxEpochs(3)).states();
        assertThat(again.stream().map(TrainerTest::withoutClock))
                .containsExactlyElementsOf(
                        once.stream().map(TrainerTest::withoutClock).toList());
        double start = once.get(0).evaluation().orElseThrow().objective();
        double end = once.get(once.size() - 1).evaluation().orElseThrow().objective();
        assertThat(end).isLessThan(0.8 * start);
    }

    private static TrainingState withoutClock(TrainingState state) {
        return new TrainingState(
                state.step(),
                state.work(),
                state.tableRows(),
                state.weights(),
                state.answer(),
                state.optimizerState(),
                state.estimatorState(),
                state.pacing(),
                state.history(),
                0,
                state.lastStep(),
                state.evaluation(),
                state.validation(),
                state.stopReason());
    }

    /** A step's own time is among the seconds of the state that it leads to. */
    @Test
    void aStepCounts() {
        LearningRate slow = step -> {
            LockSupport.parkNanos(20_000_000);
            return 0.1;
        };
        List<TrainingState> states =
                new Parts(new FullGradient(), new Sgd(), slow, 5, List.of(StopRules.maxSteps(2))).states();
        assertThat(states.get(1).seconds()).isGreaterThanOrEqualTo(0.02);
        assertThat(states.get(2).seconds()).isGreaterThanOrEqualTo(0.04);
    }

    /** One step of plain descent from w = 0, spelt out. */
    @Test
    void aStepIsTheEstimatedGradientWithThePenalty() {
        List<TrainingState> states = descent(0.5, StopRules.maxSteps(2)).states();
        DenseVector w = states.get(1).weights();
        DenseVector loss = new FullGradient()
                .estimate(DATA, EstimatorState.NOTHING, states.get(1).progress(), w)
                .gradient();
        double[] expected = new double[FEATURES + 1];
        for (int j = 0; j < expected.length; j++) {
            boolean penalised = j < FEATURES;
            double z = w.get(j) - 0.5 * (loss.get(j) + (penalised ? 1e-2 * w.get(j) : 0));
            expected[j] = penalised ? Math.signum(z) * Math.max(0, Math.abs(z) - 0.5e-3) : z;
        }
        assertThat(states.get(2).weights().values())
                .usingComparatorWithPrecision(1e-15)
                .containsExactly(expected);
    }

    @Test
    void stepsRowsAndRatesAreCounted() {
        LearningRate falling = LearningRates.warmup(2, 0, LearningRates.step(0.1, 0.5, 3));
        List<TrainingState> states = new Parts(
                        new MiniBatchGradient(new Sampling(Mode.EPOCH_SHUFFLE, 7), 128),
                        new Sgd(),
                        falling,
                        100,
                        List.of(StopRules.maxEpochs(2)))
                .states();
        assertThat(states).hasSize(7); // three steps of 128, 128 and 44 rows an epoch
        assertThat(states.stream().map(state -> state.work().rowsVisited()))
                .containsExactly(0L, 128L, 256L, 300L, 428L, 556L, 600L);
        for (int step = 0; step < states.size(); step++) {
            TrainingState state = states.get(step);
            assertThat(state.step()).isEqualTo(step);
            Work work = state.work();
            assertThat(work.rowsDrawn()).isEqualTo(work.rowsVisited()).isEqualTo(work.gradientEvaluations());
            assertThat(state.epochs()).isEqualTo(work.rowsVisited() / 300.0);
            assertThat(state.optimizerState().updates()).isEqualTo(step);
            if (step > 0) {
                StepReport report = state.lastStep().orElseThrow();
                assertThat(report.learningRate()).isEqualTo(falling.at(step - 1));
                assertThat(report.batchSize())
                        .isEqualTo(
                                work.rowsDrawn() - states.get(step - 1).work().rowsDrawn());
                assertThat(report.gradientNorm()).isPositive();
                assertThat(state.seconds())
                        .isGreaterThanOrEqualTo(states.get(step - 1).seconds());
            }
        }
        assertThat(states.get(0).lastStep()).isEmpty();
    }

    @Test
    void evaluationsComeAtTheStartEverySoOftenAndAtTheEnd() {
        List<TrainingState> states =
                miniBatches(Mode.BERNOULLI, 30, StopRules.maxSteps(12)).states();
        assertThat(states.stream()
                        .filter(state -> state.evaluation().isPresent())
                        .map(TrainingState::step))
                .containsExactly(0L, 5L, 10L, 12L);
        assertThat(states.stream().map(TrainingState::firstObjective).distinct())
                .hasSize(1);
        assertThat(states.get(0).firstObjective()).isCloseTo(0.6931471805599453, within(1e-15));
    }

    @Test
    void theBatchLossOfAFullPassIsTheLossThere() {
        List<TrainingState> states = descent(0.5, StopRules.maxSteps(6)).states();
        assertThat(states.get(6).lastStep().orElseThrow().loss().orElseThrow())
                .isEqualTo(states.get(5).evaluation().orElseThrow().loss());
        assertThat(states.get(5).evaluation().orElseThrow().objective())
                .isEqualTo(states.get(5).evaluation().orElseThrow().loss()
                        + PENALTY.value(states.get(5).weights()));
    }

    @Test
    void runsEndForTheirReasons() {
        assertThat(descent(0.5, StopRules.maxSteps(3)).train().stopReason())
                .isEqualTo(new StopReason(Kind.MAX_STEPS, "3 steps"));
        assertThat(miniBatches(Mode.EPOCH_SHUFFLE, 128, StopRules.maxEpochs(1.5))
                        .train()
                        .stopReason())
                .isEqualTo(new StopReason(Kind.MAX_EPOCHS, "1.5 epochs at step 5"));
        assertThat(descent(0.5, StopRules.maxSteps(0)).train().last().step()).isZero();
        TrainingResult timed = descent(0.5, StopRules.maxSeconds(0.01)).train();
        assertThat(timed.stopReason().kind()).isEqualTo(Kind.MAX_SECONDS);
        assertThat(timed.last().seconds()).isGreaterThanOrEqualTo(0.01);
        TrainingResult first =
                descent(0.5, StopRules.maxSteps(4), StopRules.maxEpochs(2)).train();
        assertThat(first.stopReason().kind()).isEqualTo(Kind.MAX_EPOCHS);
    }

    @Test
    void theTargetIsLookedAtWhereTheObjectiveIsKnown() {
        TrainingResult result = descent(0.5, StopRules.targetObjective(0.5), StopRules.maxSteps(1_000))
                .train();
        assertThat(result.stopReason().kind()).isEqualTo(Kind.TARGET_OBJECTIVE);
        assertThat(result.last().step() % 5).isZero();
        assertThat(result.evaluation().objective()).isLessThanOrEqualTo(0.5);
        assertThat(result.weights()).isEqualTo(result.last().weights());
        TrainingResult atLast = descent(0.5, StopRules.maxSteps(3), StopRules.targetObjective(0.69))
                .train();
        assertThat(atLast.last().step()).isEqualTo(3);
        TrainingResult atOnce = descent(0.5, StopRules.targetObjective(0.7)).train();
        assertThat(atOnce.last().step()).isZero();
    }

    private static GradientSource squares(double label) {
        RowBlock rows = new DenseRows(1, new double[] {1, 2}, new double[] {label, label}, null);
        return new InMemoryGradientSource(LinearModel.leastSquares(1, false), new SliceGroup(0, new RowBlock[] {rows}));
    }

    private static Trainer onSquares(double rate, long evaluateEvery, double factor) {
        return new Trainer(
                new FullGradient(),
                Penalty.none(LinearModel.leastSquares(1, false).layout()),
                new Sgd(),
                LearningRates.constant(rate),
                new Checks(evaluateEvery, List.of(StopRules.maxSteps(2_000)), factor, Optional.empty()));
    }

    @Test
    void aRisingObjectiveEndsTheRunWithTheLastGoodWeights() {
        TrainingResult result = onSquares(2, 1, 1_000).train(squares(1), DenseVector.zeros(1));
        assertThat(result.stopReason().kind()).isEqualTo(Kind.DIVERGED);
        assertThat(result.stopReason().detail()).contains("1000 times the first one", "learning rate 2.0");
        assertThat(result.weights().isFinite()).isTrue();
        assertThat(result.evaluation().objective()).isFinite().isLessThanOrEqualTo(500);
        assertThat(result.last().evaluation().orElseThrow().objective()).isGreaterThan(500);
    }

    @Test
    void overflowEndsTheRunWithTheLastGoodWeights() {
        TrainingResult result = onSquares(2, 50, Double.MAX_VALUE).train(squares(1), DenseVector.zeros(1));
        assertThat(result.stopReason().kind()).isEqualTo(Kind.DIVERGED);
        assertThat(result.weights().isFinite()).isTrue();
        assertThat(result.evaluation().objective()).isFinite();
        assertThat(result.last().step()).isLessThan(2_000);
    }

    @Test
    void aStartThatIsNoNumberEndsAtOnce() {
        TrainingResult result = onSquares(0.1, 1, 1_000).train(squares(1), DenseVector.of(Double.NaN));
        assertThat(result.stopReason())
                .isEqualTo(new StopReason(Kind.DIVERGED, "step 0: a weight is not a finite number"));
        assertThat(result.evaluation().objective()).isNaN();
    }

    /** A batch whose rows weigh nothing has no loss, and that is no divergence. */
    @Test
    void weightlessBatchesDoNoHarm() {
        RowBlock rows =
                new DenseRows(1, new double[] {1, 1, 1, 1}, new double[] {2, 9, 9, 9}, new double[] {1, 0, 0, 0});
        GradientSource data = new InMemoryGradientSource(
                LinearModel.leastSquares(1, false), new SliceGroup(0, new RowBlock[] {rows}));
        TrainingResult result = new Trainer(
                        new MiniBatchGradient(new Sampling(Mode.EPOCH_SHUFFLE, 1), 1),
                        Penalty.none(data.model().layout()),
                        new Sgd(),
                        LearningRates.constant(0.1),
                        Checks.every(1, StopRules.maxEpochs(30)))
                .train(data, DenseVector.zeros(1));
        assertThat(result.stopReason().kind()).isEqualTo(Kind.MAX_EPOCHS);
        assertThat(result.weights().get(0)).isCloseTo(2, within(1e-4));
    }

    @Test
    void listenersAreToldOfEveryStateInOrder() {
        List<String> told = new ArrayList<>();
        descent(0.5, StopRules.maxSteps(2))
                .train(state -> told.add("first " + state.step()), state -> told.add("second " + state.step()));
        assertThat(told).containsExactly("first 0", "second 0", "first 1", "second 1", "first 2", "second 2");
    }

    @Test
    void aListenerThatThrowsEndsTheRun() {
        List<Long> told = new ArrayList<>();
        Parts parts = descent(0.5, StopRules.maxSteps(100));
        assertThatThrownBy(() -> parts.train(state -> {
                    told.add(state.step());
                    if (state.step() == 3) {
                        throw new IllegalStateException("disk full");
                    }
                }))
                .hasMessage("disk full");
        assertThat(told).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void statesEndWithTheReason() {
        Iterator<TrainingState> states =
                descent(0.5, StopRules.maxSteps(1)).trainer().states(DATA, ZEROS);
        assertThat(states.next().stopReason()).isEmpty();
        assertThat(states.next().stopReason()).isPresent();
        assertThat(states.hasNext()).isFalse();
        assertThatThrownBy(states::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("step 1");
    }

    /** Full-batch runs of every optimizer come to rest at the same minimum of F, L1 and L2 included. */
    @Test
    void allOptimizersRestAtTheSameMinimum() {
        DenseVector expected = null;
        for (Optimizer optimizer :
                List.of(new Sgd(), new Momentum(0.8), Nesterov.constant(0.8), Nesterov.increasing())) {
            DenseVector end = new Parts(
                            new FullGradient(),
                            optimizer,
                            LearningRates.constant(0.5),
                            1_000,
                            List.of(StopRules.maxSteps(3_000)))
                    .train()
                    .weights();
            expected = expected == null ? end : expected;
            assertThat(end.plus(-1, expected).norm()).isLessThan(1e-8);
        }
    }

    @Test
    void evaluationsMayNotBeFurtherApartThanNever() {
        Parts parts = new Parts(new FullGradient(), new Sgd(), LearningRates.constant(1), 0, List.of());
        assertThatThrownBy(parts::trainer).hasMessageContaining("evaluate-every = 0");
    }
}
