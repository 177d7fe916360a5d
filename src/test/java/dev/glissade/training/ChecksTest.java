package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.function.DifferentiableFunction;
import dev.glissade.function.Functions;
import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.FunctionSource;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.gradient.Work;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.LinearModel;
import dev.glissade.optimizer.Averaged;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.OptimizerState;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.LearningRates;
import dev.glissade.training.StopReason.Kind;
import dev.glissade.training.TrainingState.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Evaluations, the rules that need more than one of them, and the model that a run ends with. */
class ChecksTest {

    private static TrainingResult train(
            GradientSource data, Optimizer optimizer, double rate, Checks checks, double start) {
        return train(data, optimizer, LearningRates.constant(rate), checks, start);
    }

    private static TrainingResult train(
            GradientSource data, Optimizer optimizer, LearningRate rate, Checks checks, double start) {
        return new Trainer(new FullGradient(), Penalty.none(data.model().layout()), optimizer, rate, checks)
                .train(data, DenseVector.of(start));
    }

    /** w², whose gradient is 2w. */
    private static TrainingResult onSquare(double rate, Checks checks, double start) {
        return train(new FunctionSource(Functions.bowl(1)), new Sgd(), rate, checks, start);
    }

    private static Checks checks(long every, double factor, StopRule... rules) {
        return new Checks(every, List.of(rules), factor, Optional.empty());
    }

    /** One row with x = 1: the loss is ½(w − label)². */
    private static GradientSource row(double label) {
        RowBlock rows = new DenseRows(1, new double[] {1}, new double[] {label}, null);
        return new InMemoryGradientSource(LinearModel.leastSquares(1, false), new SliceGroup(0, new RowBlock[] {rows}));
    }

    @Test
    void boundsAreChecked() {
        assertThatThrownBy(() -> Checks.every(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("evaluate-every = 0: must be at least 1");
        assertThatThrownBy(() -> checks(1, 0.5)).hasMessage("divergence-factor = 0.5: must be at least 1");
        assertThatThrownBy(() -> checks(1, Double.NaN)).hasMessage("divergence-factor = NaN: must be at least 1");
    }

    @Test
    void theRuleThatWasAddedSpeaksFirst() {
        Checks checks = Checks.every(1, StopRules.maxSteps(3)).endedBy(StopRules.maxEpochs(3));
        assertThat(onSquare(0.1, checks, 1).stopReason().kind()).isEqualTo(Kind.MAX_EPOCHS);
        assertThat(checks.rules()).hasSize(2);
    }

    /** Five steps at the rate 0.1, each w to 0.8·w, then at 2, each w to −3w: objectives 1, 0.64 … 0.107, 0.966, 8.7 … */
    private static double fiveGoodSteps(long step) {
        return step < 5 ? 0.1 : 2;
    }

    private static TrainingResult onSquare(Optimizer optimizer, Checks checks) {
        return train(new FunctionSource(Functions.bowl(1)), optimizer, ChecksTest::fiveGoodSteps, checks, 1);
    }

    @Test
    void aDivergedRunKeepsItsLastStepNoWorseThanTheStart() {
        TrainingResult result = onSquare(new Sgd(), checks(100, 1_000, StopRules.maxSteps(1_000)));
        assertThat(result.stopReason().kind()).isEqualTo(Kind.DIVERGED);
        assertThat(result.last().step()).isEqualTo(100);
        assertThat(result.step()).isEqualTo(6);
        assertThat(result.evaluation().objective()).isCloseTo(9 * StrictMath.pow(0.8, 10), within(1e-14));
    }

    @Test
    void aRunThatOnlyGetsWorseKeepsItsStart() {
        for (long every : new long[] {1, 100, Long.MAX_VALUE}) {
            TrainingResult result = onSquare(2, checks(every, 700, StopRules.maxSteps(1_000)), 1);
            assertThat(result.stopReason().kind()).isEqualTo(Kind.DIVERGED);
            assertThat(result.step()).isZero();
            assertThat(result.weights()).isEqualTo(DenseVector.of(1));
            assertThat(result.evaluation().objective()).isEqualTo(1);
        }
    }

    @Test
    void overflowKeepsAGoodStep() {
        TrainingResult result =
                onSquare(new Sgd(), checks(Long.MAX_VALUE, Double.MAX_VALUE, StopRules.maxSteps(1_000)));
        assertThat(result.stopReason().kind()).isEqualTo(Kind.DIVERGED);
        assertThat(result.last().step()).isBetween(300L, 400L);
        assertThat(result.step()).isEqualTo(6);
    }

    /** The batch losses are those of the weights, not of their mean; the mean's own objective decides in the end. */
    @Test
    void aDivergedRunWithAveragingKeepsAMean() {
        TrainingResult result = onSquare(new Averaged(new Sgd(), 0), checks(100, 1_000, StopRules.maxSteps(1_000)));
        assertThat(result.step()).isEqualTo(6);
        double[] weights = {0.8, 0.64, 0.512, 0.4096, 0.32768, -0.98304};
        assertThat(result.weights().get(0)).isCloseTo(DoubleStream.of(weights).sum() / 6, within(1e-14));
    }

    /** An objective that is 0 at the start says nothing of how large a large one is. */
    @Test
    void divergenceIsMeasuredByTheFirstObjectiveThatIsNotZero() {
        GradientSource towardsFour = new FunctionSource(
                new DifferentiableFunction() { // w² − 8w
                    @Override
                    public int dimension() {
                        return 1;
                    }

                    @Override
                    public double value(DenseVector w) {
                        return w.get(0) * (w.get(0) - 8);
                    }

                    @Override
                    public DenseVector gradient(DenseVector w) {
                        return DenseVector.of(2 * w.get(0) - 8);
                    }
                });
        TrainingResult wide = train(towardsFour, new Sgd(), step -> step == 0 ? 1.01 : 0.1, maxTen(), 0);
        assertThat(wide.last().history().scale()).isPositive();
        assertThat(wide.stopReason().kind()).isEqualTo(Kind.MAX_STEPS);
        TrainingResult diverging = train(towardsFour, new Sgd(), step -> 20, maxTen(), 0);
        assertThat(diverging.stopReason().kind()).isEqualTo(Kind.DIVERGED);
    }

    private static Checks maxTen() {
        return checks(1, 1_000, StopRules.maxSteps(10));
    }

    /** Its gradient is right, its value NaN beyond 3. */
    private record NoValueBeyondThree() implements DifferentiableFunction {
        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public double value(DenseVector w) {
            return w.get(0) > 3 ? Double.NaN : -w.get(0);
        }

        @Override
        public DenseVector gradient(DenseVector w) {
            return DenseVector.of(-1);
        }
    }

    @Test
    void aLossThatIsNoNumberEndsTheRunAtThatStep() {
        TrainingResult result = train(
                new FunctionSource(new NoValueBeyondThree()),
                new Sgd(),
                step -> 1,
                checks(1_000, 1_000, StopRules.maxSteps(1_000)),
                0);
        assertThat(result.stopReason())
                .isEqualTo(new StopReason(
                        Kind.DIVERGED, "step 5: the loss is NaN and the gradient's norm is 1.0 (learning rate 1.0)"));
        assertThat(result.step()).isEqualTo(3);
        assertThat(result.weights()).isEqualTo(DenseVector.of(3));
    }

    /** w = 1 − 0.9ᵗ passes the validation rows' minimum, 0.5, between steps 6 and 7 and is nearer to it at 7. */
    @Test
    void patienceEndsTheRunAndKeepsTheBestModel() {
        Checks checks = Checks.every(1, StopRules.maxSteps(100)).endedByPatience(row(0.5), 3);
        TrainingResult result = train(row(1), new Sgd(), 0.1, checks, 0);
        assertThat(result.stopReason().kind()).isEqualTo(Kind.PATIENCE);
        assertThat(result.last().step()).isEqualTo(10);
        assertThat(result.step()).isEqualTo(7);
        double weight = 1 - StrictMath.pow(0.9, 7);
        assertThat(result.weights().get(0)).isCloseTo(weight, within(1e-15));
        assertThat(result.evaluation().loss()).isCloseTo(0.5 * (1 - weight) * (1 - weight), within(1e-15));
        assertThat(result.stopReason().detail())
                .startsWith("3 evaluations no better than the validation loss 2.355")
                .endsWith("of step 7");
    }

    @Test
    void patienceCountsEvaluationsNotSteps() {
        Checks checks = Checks.every(5, StopRules.maxSteps(100)).endedByPatience(row(0.5), 2);
        TrainingResult result = train(row(1), new Sgd(), 0.1, checks, 0);
        assertThat(result.step()).isEqualTo(5); // 0.41, against 0.65 at 10 and 0.79 at 15
        assertThat(result.last().step()).isEqualTo(15);
    }

    @Test
    void theBestModelIsKeptWhicheverRuleEndsTheRun() {
        Checks steps = Checks.every(1, StopRules.maxSteps(20));
        TrainingResult patient = train(row(1), new Sgd(), 0.1, steps.endedByPatience(row(0.5), 50), 0);
        assertThat(patient.stopReason().kind()).isEqualTo(Kind.MAX_STEPS);
        assertThat(patient.step()).isEqualTo(7);
        TrainingResult diverged = train(row(1), new Sgd(), 3, steps.endedByPatience(row(0.5), 50), 0);
        assertThat(diverged.stopReason().kind()).isEqualTo(Kind.DIVERGED);
        assertThat(diverged.step()).isZero(); // 0, 3, −3 …
        TrainingResult last = train(row(1), new Sgd(), 0.1, steps.validatedOn(row(0.5)), 0);
        assertThat(last.step()).isEqualTo(20);
        assertThat(last.last().validation().orElseThrow().loss())
                .isCloseTo(0.5 * StrictMath.pow(0.5 - StrictMath.pow(0.9, 20), 2), within(1e-15));
    }

    @Test
    void withoutValidationRowsThereIsNoBest() {
        TrainingResult result = train(row(1), new Sgd(), 0.1, Checks.every(1, StopRules.maxSteps(2)), 0);
        assertThat(result.last().history().best()).isEmpty();
        assertThat(result.last().validation()).isEmpty();
    }

    /** At the rate ¼ each step halves w and quarters the objective: the change is ¾ of the larger one. */
    @Test
    void relativeToleranceComparesTwoEvaluations() {
        TrainingResult result =
                onSquare(0.25, Checks.every(1, StopRules.relativeTolerance(0.75), StopRules.maxSteps(9)), 1);
        assertThat(result.stopReason())
                .isEqualTo(new StopReason(
                        Kind.RELATIVE_TOLERANCE,
                        "the objective went from 1.0 to 0.25 at step 1, by at most 0.75 of itself"));
        TrainingResult finer =
                onSquare(0.25, Checks.every(1, StopRules.relativeTolerance(0.74), StopRules.maxSteps(9)), 1);
        assertThat(finer.stopReason().kind()).isEqualTo(Kind.MAX_STEPS);
        TrainingResult resting =
                onSquare(0.25, Checks.every(4, StopRules.relativeTolerance(0), StopRules.maxSteps(9)), 0);
        assertThat(resting.last().step()).isEqualTo(4);
        TrainingResult rising =
                onSquare(1.5, Checks.every(1, StopRules.relativeTolerance(0.74), StopRules.maxSteps(4)), 1);
        assertThat(rising.stopReason().kind()).isEqualTo(Kind.MAX_STEPS); // each objective is four times the last
    }

    @Test
    void historyKeepsTheFirstTheLastTwoAndTheBest() {
        TrainingState start = TrainingState.initial(1, DenseVector.of(1), new OptimizerState(0, List.of()));
        History history = History.NONE;
        double[] objectives = {5, 3, 4, 2};
        double[] validations = {Double.NaN, 0.5, 0.5, Double.NaN};
        List<Long> since = new ArrayList<>();
        TrainingState state = start;
        for (int i = 0; i < objectives.length; i++) {
            Evaluation evaluation = new Evaluation(objectives[i], objectives[i], Map.of());
            Evaluation validation = new Evaluation(validations[i], validations[i], Map.of());
            history = history.plus(state, evaluation, Optional.of(validation));
            since.add(history.best().orElseThrow().evaluationsSince());
            state = next(state, 1, 0.1);
        }
        assertThat(history.firstObjective()).isEqualTo(5);
        assertThat(history.previousObjective()).isEqualTo(4);
        assertThat(history.lastObjective()).isEqualTo(2);
        // any number is better than none, an equal one is not better, and none is not either
        assertThat(since).containsExactly(0L, 0L, 1L, 2L);
        assertThat(history.best().orElseThrow().step()).isEqualTo(1);
        assertThat(history.best().orElseThrow().validationLoss()).isEqualTo(0.5);
    }

    private static TrainingState next(TrainingState state, double loss, double rate) {
        return next(state, OptionalDouble.of(loss), rate);
    }

    private static TrainingState next(TrainingState state, OptionalDouble loss, double rate) {
        Outcome outcome = new Outcome(state.weights(), state.weights(), state.optimizerState(), EstimatorState.NOTHING);
        return state.next(1, outcome, new Work(2, 3, 4), new StepReport(loss, 1, rate, 2), 0);
    }

    @Test
    void workAddsUp() {
        TrainingState start = TrainingState.initial(6, DenseVector.of(1), new OptimizerState(0, List.of()));
        TrainingState second = next(next(start, 1, 0.1), 1, 0.1);
        assertThat(second.work()).isEqualTo(new Work(4, 6, 8));
        assertThat(second.epochs()).isEqualTo(1);
        assertThat(second.progress().rowsDrawn()).isEqualTo(4);
    }

    @Test
    void aRateIsOnlyNamedWhereThereIsOne() {
        TrainingState start = TrainingState.initial(1, DenseVector.of(1), new OptimizerState(0, List.of()));
        double overflow = Double.POSITIVE_INFINITY;
        assertThat(StopRules.notFinite()
                        .check(next(start, overflow, 0.1))
                        .orElseThrow()
                        .detail())
                .isEqualTo("step 1: the loss is Infinity and the gradient's norm is 1.0 (learning rate 0.1)");
        assertThat(StopRules.notFinite()
                        .check(next(start, overflow, Double.NaN))
                        .orElseThrow()
                        .detail())
                .isEqualTo("step 1: the loss is Infinity and the gradient's norm is 1.0");
        assertThat(StopRules.notFinite().check(next(start, Double.NaN, 0.1))).isPresent();
        assertThat(StopRules.notFinite().check(next(start, OptionalDouble.empty(), 0.1)))
                .isEmpty(); // a batch without weight
    }

    @Test
    void statesAreWorkedOutWhenTheyAreAskedFor() {
        List<Long> taken = new ArrayList<>();
        States states = new States(
                TrainingState.initial(1, DenseVector.of(1), new OptimizerState(0, List.of())),
                (state, clock) -> {
                    taken.add(state.step());
                    assertThat(clock.seconds()).isGreaterThanOrEqualTo(0);
                    return next(state, 1, 0.1);
                },
                state -> StopRules.maxSteps(2).check(state).map(state::stopped).orElse(state));
        assertThat(states.next().step()).isZero();
        assertThat(taken).isEmpty();
        assertThat(states.next().step()).isEqualTo(1);
        assertThat(states.hasNext()).isTrue();
        assertThat(taken).containsExactly(0L);
        assertThat(states.next().stopReason()).isPresent();
        assertThat(states.hasNext()).isFalse();
        assertThat(taken).containsExactly(0L, 1L);
    }
}
