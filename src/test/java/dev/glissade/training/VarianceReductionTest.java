package dev.glissade.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.gradient.BatchSmoothness;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.gradient.Saga;
import dev.glissade.gradient.SumRequest;
import dev.glissade.gradient.Svrg;
import dev.glissade.gradient.Svrg.Snapshot;
import dev.glissade.gradient.ValueRequest;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LinearModel;
import dev.glissade.model.MarginSquares;
import dev.glissade.optimizer.Averaged;
import dev.glissade.optimizer.Momentum;
import dev.glissade.optimizer.Nesterov;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.schedule.LearningRates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SVRG and SAGA end at the optimum at a constant rate, with batches of a few rows; evaluations cost and change nothing. */
class VarianceReductionTest {

    private static final LinearModel MODEL = EveryCombinationTest.MODEL;
    private static final GradientSource DATA = EveryCombinationTest.DATA;
    private static final DenseVector ZEROS = DenseVector.zeros(MODEL.layout().size());
    private static final long BATCH = 4;

    /** Steps of a loop: a pass of batches. */
    private static final long LOOP = 12;

    private static final double SMOOTHNESS = smoothness();

    private static double smoothness() {
        GradientSource squares = EveryCombinationTest.source(new MarginSquares(MODEL.labelKind(), MODEL.layout()));
        return BatchSmoothness.of(squares, MODEL, 0.1, Mode.EPOCH_SHUFFLE, BATCH, DATA.rows())
                .value();
    }

    private static Svrg svrg(Mode mode, Snapshot choice) {
        return new Svrg(new Sampling(mode, 361), BATCH, LOOP, choice);
    }

    private static Penalty penalty(double l1, double l2) {
        return new Penalty(l1, l2, MODEL.layout());
    }

    /** A method, at the rate that its theory asks for. */
    record Case(String name, GradientEstimator estimator, Optimizer optimizer, Penalty penalty) {

        Trainer trainer(Checks checks) {
            double rate = estimator instanceof Saga ? 1 / (3 * SMOOTHNESS) : 1 / SMOOTHNESS;
            // momentum β steps as far as 1/(1 − β) of its rate
            double share = optimizer instanceof Momentum momentum ? 1 - momentum.momentum() : 1;
            return new Trainer(estimator, penalty, optimizer, LearningRates.constant(share * rate), checks);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        List<GradientEstimator> estimators = new ArrayList<>();
        for (Snapshot choice : Snapshot.values()) {
            estimators.add(svrg(Mode.WITHOUT_REPLACEMENT, choice));
        }
        for (Mode mode : Mode.values()) {
            estimators.add(new Saga(new Sampling(mode, 361), BATCH));
        }
        List<Case> cases = new ArrayList<>();
        for (GradientEstimator estimator : estimators) {
            for (Optimizer optimizer : List.of(new Sgd(), new Momentum(0.5))) {
                for (double[] weights : new double[][] {{0, 0}, {0, 0.1}, {0.1, 0.1}}) {
                    Penalty penalty = penalty(weights[0], weights[1]);
                    String name = "%s, %s, l1 = %s, l2 = %s".formatted(estimator, optimizer, weights[0], weights[1]);
                    cases.add(new Case(name, estimator, optimizer, penalty));
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void restsAtTheOptimumAtAConstantRate(Case tried) {
        TrainingResult end = tried.trainer(Checks.every(Long.MAX_VALUE, StopRules.maxSteps(6_000)))
                .train(DATA, ZEROS);
        TrainingResult optimum = EveryCombinationTest.optimum(tried.penalty());
        assertThat(end.evaluation().objective()).isCloseTo(optimum.evaluation().objective(), within(1e-8));
        assertThat(zeros(end.weights())).isEqualTo(zeros(optimum.weights()));
        assertThat(zeros(end.weights()) > 0).isEqualTo(tried.penalty().l1() > 0);
    }

    private static long zeros(DenseVector weights) {
        return Arrays.stream(weights.values()).filter(weight -> weight == 0).count();
    }

    /** Steps of plain batches at the same rate stay away from it. */
    @Test
    void plainBatchesDoNotRestThere() {
        GradientEstimator plain = new MiniBatchGradient(new Sampling(Mode.WITHOUT_REPLACEMENT, 361), BATCH);
        TrainingResult end = new Case("", plain, new Sgd(), penalty(0, 0.1))
                .trainer(Checks.every(Long.MAX_VALUE, StopRules.maxSteps(6_000)))
                .train(DATA, ZEROS);
        double optimum =
                EveryCombinationTest.optimum(penalty(0, 0.1)).evaluation().objective();
        assertThat(end.evaluation().objective()).isGreaterThan(optimum + 1e-3);
    }

    /** Two replicas and four, of which one has no rows; loops short enough for parts of a table as small as these. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void localStepsRestAtTheOptimumToo(int replicas) {
        for (Penalty penalty : List.of(penalty(0, 0), penalty(0, 0.1), penalty(0.1, 0.1))) {
            for (Optimizer optimizer : List.of(new Sgd(), new Momentum(0.5))) {
                Trainer trainer = new Case("", svrg(Mode.EPOCH_SHUFFLE, Snapshot.LAST), optimizer, penalty)
                        .trainer(Checks.every(Long.MAX_VALUE, StopRules.maxSteps(6_000)));
                TrainingResult end = new LocalTrainer(trainer, replicas, 6).train(DATA, ZEROS);
                TrainingResult optimum = EveryCombinationTest.optimum(penalty);
                assertThat(end.evaluation().objective())
                        .isCloseTo(optimum.evaluation().objective(), within(1e-8));
                assertThat(zeros(end.weights())).isEqualTo(zeros(optimum.weights()));
            }
        }
    }

    private static List<TrainingState> states(Case tried, GradientSource data, long evaluateEvery, StopRule end) {
        List<TrainingState> states = new ArrayList<>();
        tried.trainer(Checks.every(evaluateEvery, end)).states(data, ZEROS).forEachRemaining(states::add);
        return states;
    }

    static List<Case> svrgs() {
        List<Case> cases = new ArrayList<>();
        for (Snapshot choice : Snapshot.values()) {
            for (Optimizer optimizer : List.of(
                    new Sgd(), new Momentum(0.5), Nesterov.constant(0.5), new Averaged(new Momentum(0.5), 20))) {
                cases.add(new Case(
                        choice + ", " + optimizer, svrg(Mode.EPOCH_SHUFFLE, choice), optimizer, penalty(0.01, 0.1)));
            }
        }
        return cases;
    }

    static List<Case> composed() {
        List<Case> cases = svrgs();
        cases.add(new Case("SAGA", new Saga(new Sampling(Mode.BERNOULLI, 361), BATCH), new Sgd(), penalty(0, 0.1)));
        return cases;
    }

    /** Not the weights, not what is remembered, not the cost, not the step at which a limit on epochs ends the run. */
    @ParameterizedTest
    @MethodSource("composed")
    void evaluationsChangeNothing(Case tried) {
        List<TrainingState> alone = states(tried, DATA, Long.MAX_VALUE, StopRules.maxEpochs(7.5));
        for (long every : new long[] {1, 5, LOOP}) {
            List<TrainingState> evaluated = states(tried, DATA, every, StopRules.maxEpochs(7.5));
            assertThat(evaluated).hasSameSizeAs(alone);
            for (int step = 0; step < alone.size(); step++) {
                TrainingState expected = alone.get(step);
                TrainingState actual = evaluated.get(step);
                assertThat(actual.weights()).isEqualTo(expected.weights());
                assertThat(actual.answer()).isEqualTo(expected.answer());
                assertThat(actual.optimizerState()).isEqualTo(expected.optimizerState());
                assertThat(actual.work()).isEqualTo(expected.work());
                assertThat(actual.lastStep()).isEqualTo(expected.lastStep());
            }
            assertThat(last(evaluated).evaluation()).isEqualTo(last(alone).evaluation());
        }
    }

    private static TrainingState last(List<TrainingState> states) {
        return states.get(states.size() - 1);
    }

    /** Where a loop begins, an evaluation is in the pass of its snapshot; so it is at the run's end, which may go on. */
    @ParameterizedTest
    @MethodSource("svrgs")
    void anEvaluationAndASnapshotShareOnePass(Case tried) {
        CountingSource data = new CountingSource(DATA);
        List<TrainingState> states = states(tried, data, LOOP, StopRules.maxSteps(3 * LOOP));
        assertThat(data.passes()).isEqualTo(3 * LOOP + 1);
        assertThat(data.requests()).as("with four that are shared").isEqualTo(data.passes() + 4);
        for (int loop = 0; loop <= 3; loop++) {
            TrainingState state = states.get((int) (loop * LOOP));
            assertThat(state.evaluation()).contains(Evaluation.over(DATA, tried.penalty(), state.answer()));
        }
    }

    @Test
    void aSharedPassEvaluatesOnce() {
        CountingSource data = new CountingSource(DATA);
        SharedPass pass = new SharedPass(data, ZEROS);
        SumRequest request = new SumRequest(DATA.allRows(), List.of(ZEROS));
        assertThat(pass.sum(request)).isEqualTo(DATA.sum(request));
        assertThat(data.requests()).isEqualTo(2);
        assertThat(pass.sum(request)).isEqualTo(DATA.sum(request));
        assertThat(pass.evaluated()).isEqualTo(DATA.value(new ValueRequest(DATA.allRows(), ZEROS)));
        assertThat(data.requests()).isEqualTo(3);
        SharedPass alone = new SharedPass(data, ZEROS);
        assertThat(alone.evaluated()).isEqualTo(pass.evaluated());
        assertThat(data.requests()).isEqualTo(4);
    }

    @Test
    void sagaTakesOnePassAtTheStart() {
        Saga saga = new Saga(new Sampling(Mode.EPOCH_SHUFFLE, 361), BATCH);
        CountingSource data = new CountingSource(DATA);
        states(new Case("", saga, new Sgd(), penalty(0, 0.1)), data, 1_000, StopRules.maxSteps(20));
        assertThat(data.passes()).isEqualTo(1 + 20 + 1);
    }

    /** A loop of m steps reads the table once, and m − 1 batches of it. */
    @Test
    void workAndEpochsAreCounted() {
        Case tried = new Case("", svrg(Mode.WITHOUT_REPLACEMENT, Snapshot.LAST), new Sgd(), penalty(0, 0.1));
        List<TrainingState> states = states(tried, DATA, 5, StopRules.maxSteps(2 * LOOP));
        for (int step = 0; step <= 2 * LOOP; step++) {
            TrainingState state = states.get(step);
            long loops = (step + LOOP - 1) / LOOP; // that have begun
            long drawn = (step - loops) * BATCH;
            assertThat(state.work().rowsDrawn()).as("step %d", step).isEqualTo(drawn);
            assertThat(state.work().rowsVisited()).isEqualTo(48 * loops + drawn);
            assertThat(state.work().gradientEvaluations()).isEqualTo(48 * loops + 2 * drawn);
            assertThat(state.epochs()).isEqualTo((double) (48 * loops + drawn) / 48);
        }
    }
}
