package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.glissade.config.UserError;
import dev.glissade.function.Functions;
import dev.glissade.gradient.ClippedGradient;
import dev.glissade.gradient.Clipping;
import dev.glissade.gradient.EstimatorState;
import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.FunctionSource;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.gradient.Saga;
import dev.glissade.gradient.Svrg;
import dev.glissade.gradient.Work;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.ParameterLayout;
import dev.glissade.optimizer.AdaGrad;
import dev.glissade.optimizer.Adam;
import dev.glissade.optimizer.AdamW;
import dev.glissade.optimizer.Averaged;
import dev.glissade.optimizer.Momentum;
import dev.glissade.optimizer.Nesterov;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.OptimizerState;
import dev.glissade.optimizer.RMSProp;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.sampling.SliceTree;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.LearningRates;
import dev.glissade.schedule.Pacing;
import dev.glissade.solver.QuasiNewton;
import dev.glissade.training.Checks;
import dev.glissade.training.Checks.Validation;
import dev.glissade.training.Evaluation;
import dev.glissade.training.History;
import dev.glissade.training.LocalTrainer;
import dev.glissade.training.RateSearch;
import dev.glissade.training.StopReason;
import dev.glissade.training.StopReason.Kind;
import dev.glissade.training.Trainer;
import dev.glissade.training.TrainingMethod;
import dev.glissade.training.TrainingState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Settings, and the method that comes of them for 1000 rows: equal to the one that is written by hand. Where a row does
 * not say otherwise, batches have 256 rows, an epoch four steps and a run 20 epochs, and the rate is the one found, ¼.
 */
class TrainingPlanTest {

    private static final long ROWS = 1_000;
    private static final ParameterLayout LAYOUT = new ParameterLayout(1, 3, true);
    private static final Penalty NO_PENALTY = new Penalty(0, 0, LAYOUT);
    private static final GradientEstimator BATCHES = batches(Mode.EPOCH_SHUFFLE, 256);
    private static final LearningRate FOUND = LearningRates.constant(0.25);
    private static final GradientSource HELD_OUT = new FunctionSource(Functions.bowl(1));

    /** In place of a method's own: stop rules are functions, which equal nothing. */
    private static final Checks UNCHECKED = Checks.every(1);

    @TempDir
    private Path directory;

    private TrainingPlan plan(String settings, long rows) {
        return new TrainingPlan(
                Configurations.of(directory, settings),
                new Trained(LAYOUT, SliceTree.of(new int[] {Math.toIntExact(rows)}), false),
                OptionalLong.empty());
    }

    /** For 1000 rows in eight slices of as many. */
    private TrainingPlan eightSlices(String settings) {
        int[] sizes = new int[8];
        Arrays.fill(sizes, 125);
        return new TrainingPlan(
                Configurations.of(directory, settings),
                new Trained(LAYOUT, SliceTree.of(sizes), false),
                OptionalLong.empty());
    }

    private TrainingMethod method(String settings, Optional<GradientSource> validation) {
        return plan(settings, ROWS).method(OptionalDouble.of(0.25), validation);
    }

    private void assertMethod(String settings, TrainingMethod expected) {
        assertThat(unchecked(method(settings, Optional.empty()))).isEqualTo(expected);
    }

    private static TrainingMethod unchecked(TrainingMethod method) {
        if (method instanceof Trainer trainer) {
            return trainer.with(trainer.learningRate(), UNCHECKED);
        }
        return method instanceof LocalTrainer local
                ? local.with(local.trainer().learningRate(), UNCHECKED)
                : new QuasiNewton(method.penalty(), ((QuasiNewton) method).history(), UNCHECKED);
    }

    private static Trainer trainer(
            GradientEstimator estimator, Penalty penalty, Optimizer optimizer, LearningRate rate) {
        return new Trainer(estimator, penalty, optimizer, rate, UNCHECKED);
    }

    private static Trainer with(Optimizer optimizer) {
        return trainer(BATCHES, NO_PENALTY, optimizer, FOUND);
    }

    private static Trainer with(GradientEstimator estimator) {
        return trainer(estimator, NO_PENALTY, new Sgd(), FOUND);
    }

    private static Trainer with(Penalty penalty) {
        return trainer(BATCHES, penalty, new Sgd(), FOUND);
    }

    private static Trainer with(LearningRate rate) {
        return trainer(BATCHES, NO_PENALTY, new Sgd(), rate);
    }

    private static GradientEstimator batches(Mode mode, long size) {
        return new MiniBatchGradient(new Sampling(mode, 0), size);
    }

    private static Svrg svrg(long size, long snapshotEvery, Svrg.Snapshot choice) {
        return new Svrg(new Sampling(Mode.EPOCH_SHUFFLE, 0), size, snapshotEvery, choice);
    }

    private static Svrg svrg(long size, long snapshotEvery) {
        return svrg(size, snapshotEvery, Svrg.Snapshot.LAST);
    }

    static List<Arguments> optimizersByHand() {
        String given = "beta1 = 0.8, beta2 = 0.95, epsilon = 1e-4";
        return List.of(
                arguments("kind = sgd", with(new Sgd())),
                arguments("kind = momentum", with(new Momentum(0.9))),
                arguments("kind = momentum, momentum = 0.7", with(new Momentum(0.7))),
                arguments("kind = nesterov", with(Nesterov.constant(0.9))),
                arguments("kind = nesterov, momentum = 0.7", with(Nesterov.constant(0.7))),
                arguments("kind = nesterov, momentum = increasing", with(Nesterov.increasing())),
                arguments("kind = adagrad", with(new AdaGrad(1e-8))),
                arguments("kind = adagrad, epsilon = 1e-4", with(new AdaGrad(1e-4))),
                arguments("kind = rmsprop", with(new RMSProp(0.9, 1e-8))),
                arguments("kind = rmsprop, beta2 = 0.95, epsilon = 1e-4", with(new RMSProp(0.95, 1e-4))),
                arguments("kind = adam", with(new Adam(0.9, 0.999, 1e-8))),
                arguments("kind = adam, " + given, with(new Adam(0.8, 0.95, 1e-4))),
                arguments("kind = adamw", with(new AdamW(0.9, 0.999, 1e-8, 0.01, LAYOUT))),
                arguments("kind = adamw, weight-decay = 0.3, " + given, with(new AdamW(0.8, 0.95, 1e-4, 0.3, LAYOUT))),
                arguments("kind = lbfgs", new QuasiNewton(NO_PENALTY, 10, UNCHECKED)),
                arguments("kind = lbfgs, history = 7", new QuasiNewton(NO_PENALTY, 7, UNCHECKED)));
    }

    @ParameterizedTest
    @MethodSource("optimizersByHand")
    void optimizers(String settings, TrainingMethod expected) {
        assertMethod("optimizer { %s }".formatted(settings), expected);
    }

    /** How many steps the mean leaves out; −1 for no mean. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        averaging.kind = none | -1
        averaging.kind = polyak | 0
        averaging.kind = tail | 40
        averaging.kind = tail, stop.max-epochs = 5 | 10
        averaging.kind = tail, stop.max-steps = 31 | 15
        averaging { kind = tail, start = 0 } | 0
        averaging { kind = tail, start = 25 } | 25
        averaging { kind = tail, start = 3 epochs } | 12
        averaging { kind = tail, start = 0.5 epochs } | 2
        averaging { kind = tail, start = 25 }, stop.max-seconds = 9 | 25
        """)
    void averages(String settings, long start) {
        Optimizer rule = new Momentum(0.7);
        assertMethod(
                "optimizer { kind = momentum, momentum = 0.7 }, " + settings,
                with(start < 0 ? rule : new Averaged(rule, start)));
    }

    @Test
    void aTailsStartHasToBeGivenWhereOnlyTimeEndsTheRun() {
        assertThatThrownBy(() -> method("averaging.kind = tail, stop.max-seconds = 9", Optional.empty()))
                .isInstanceOf(UserError.class)
                .hasMessage("averaging.start: must be given where neither stop.max-epochs nor stop.max-steps is:"
                        + " it follows from them");
    }

    static List<Arguments> estimatorsByHand() {
        GradientEstimator full = new FullGradient();
        GradientEstimator drawnAgain = batches(Mode.WITH_REPLACEMENT, ROWS);
        Clipping both = new Clipping(0.5, 2);
        return List.of(
                arguments("kind = mini-batch", BATCHES),
                arguments("batch-size = 100", batches(Mode.EPOCH_SHUFFLE, 100)),
                arguments("batch-size = 999", batches(Mode.EPOCH_SHUFFLE, 999)),
                arguments("sampling = without-replacement", batches(Mode.WITHOUT_REPLACEMENT, 256)),
                arguments("sampling = with-replacement", batches(Mode.WITH_REPLACEMENT, 256)),
                arguments("sampling = bernoulli, batch-size = 1", batches(Mode.BERNOULLI, 1)),
                arguments("kind = full", full),
                arguments("kind = full, batch-size = all", full),
                arguments("batch-size = all", full),
                arguments("batch-size = 1000", full),
                arguments("batch-size = 1000, sampling = bernoulli", full),
                arguments("batch-size = all, sampling = with-replacement", drawnAgain),
                arguments("batch-size = 1000, sampling = with-replacement", drawnAgain),
                arguments("clip-value = 0.5", new ClippedGradient(BATCHES, Clipping.byValue(0.5))),
                arguments("clip-norm = 2", new ClippedGradient(BATCHES, Clipping.byNorm(2))),
                arguments("clip-value = 0.5, clip-norm = 2", new ClippedGradient(BATCHES, both)),
                arguments("kind = full, clip-norm = 2", new ClippedGradient(full, Clipping.byNorm(2))),
                arguments("kind = svrg", svrg(256, 7)),
                arguments("kind = svrg, batch-size = 10", svrg(10, 200)),
                arguments("kind = svrg, batch-size = 1", svrg(1, 2_000)),
                arguments("kind = svrg, batch-size = 999", svrg(999, 2)),
                arguments("kind = svrg, batch-size = all", svrg(ROWS, 2)),
                arguments("kind = svrg, snapshot-every = 9", svrg(256, 9)),
                arguments("kind = svrg, snapshot-every = 2 epochs", svrg(256, 8)),
                arguments("kind = svrg, snapshot-every = 0.001 epochs", svrg(256, 1)),
                arguments("kind = svrg, snapshot = random", svrg(256, 7, Svrg.Snapshot.RANDOM)),
                arguments("kind = svrg, snapshot = average", svrg(256, 7, Svrg.Snapshot.AVERAGE)),
                arguments("kind = svrg, clip-norm = 2", new ClippedGradient(svrg(256, 7), Clipping.byNorm(2))),
                arguments("kind = saga", new Saga(new Sampling(Mode.EPOCH_SHUFFLE, 0), 256)),
                arguments("kind = saga, batch-size = 1", new Saga(new Sampling(Mode.EPOCH_SHUFFLE, 0), 1)),
                arguments("kind = saga, batch-size = all", new Saga(new Sampling(Mode.EPOCH_SHUFFLE, 0), ROWS)),
                arguments(
                        "kind = saga, sampling = with-replacement",
                        new Saga(new Sampling(Mode.WITH_REPLACEMENT, 0), 256)));
    }

    @ParameterizedTest
    @MethodSource("estimatorsByHand")
    void estimators(String settings, GradientEstimator expected) {
        assertMethod("gradient { %s }".formatted(settings), with(expected));
    }

    @Test
    void theSeedIsTheSamplings() {
        Sampling sampling = new Sampling(Mode.EPOCH_SHUFFLE, 7);
        assertMethod("seed = 7", with(new MiniBatchGradient(sampling, 256)));
        assertMethod("seed = 7, gradient.kind = saga", with(new Saga(sampling, 256)));
        assertMethod("seed = 7, gradient.kind = svrg", with(new Svrg(sampling, 256, 7, Svrg.Snapshot.LAST)));
    }

    /** Of 1000 rows in eight slices; a replica has 125 rows, unless there are fewer of them. */
    static List<Arguments> localStepsByHand() {
        GradientEstimator small = batches(Mode.EPOCH_SHUFFLE, 10);
        Trainer momentum = trainer(small, NO_PENALTY, new Momentum(0.9), FOUND);
        Trainer averaged = trainer(small, NO_PENALTY, new Averaged(new Sgd(), 26), FOUND);
        return List.of(
                arguments("", "auto", with(batches(Mode.EPOCH_SHUFFLE, 125)), 8, 1),
                arguments("", "2", with(batches(Mode.EPOCH_SHUFFLE, 125)), 8, 2),
                arguments("", "auto, replicas = 2", with(BATCHES), 2, 2),
                arguments("", "auto, replicas = 1", with(BATCHES), 1, 4),
                arguments("gradient.batch-size = 10", "auto", with(small), 8, 13),
                arguments("gradient.batch-size = 10", "auto, replicas = 4", with(small), 4, 25),
                arguments("gradient.batch-size = 10", "77, replicas = 4", with(small), 4, 77),
                arguments("gradient.batch-size = 10, optimizer.kind = momentum", "auto", momentum, 8, 13),
                arguments("gradient.batch-size = 10, averaging { kind = tail, start = 2 epochs }", "5", averaged, 8, 5),
                arguments("gradient.kind = full", "auto", with(new FullGradient()), 8, 1),
                arguments("gradient.batch-size = all", "3", with(new FullGradient()), 8, 3),
                arguments("gradient.kind = svrg", "auto", with(svrg(125, 2)), 8, 2),
                arguments("gradient.kind = svrg", "auto, replicas = 2", with(svrg(256, 3)), 2, 3),
                arguments("gradient { kind = svrg, batch-size = 1 }", "auto", with(svrg(1, 250)), 8, 250),
                arguments(
                        "gradient { kind = svrg, batch-size = 1 }",
                        "auto, replicas = 1",
                        with(svrg(1, 2_000)),
                        1,
                        2_000),
                arguments("gradient { kind = svrg, batch-size = 1 }", "99", with(svrg(1, 99)), 8, 99),
                arguments(
                        "gradient { kind = svrg, batch-size = 10, snapshot = average }",
                        "auto",
                        with(svrg(10, 25, Svrg.Snapshot.AVERAGE)),
                        8,
                        25));
    }

    @ParameterizedTest
    @MethodSource("localStepsByHand")
    void localSteps(String settings, String syncEvery, Trainer steps, int replicas, long expectedSyncEvery) {
        TrainingPlan plan = eightSlices(settings + "\nengine { sync-every = " + syncEvery + " }");
        assertThat(unchecked(plan.method(OptionalDouble.of(0.25), Optional.empty())))
                .isEqualTo(new LocalTrainer(steps, replicas, expectedSyncEvery));
    }

    /** Replicas of 100, 150, 120 and 130 rows, of 250 in pairs; one without rows takes no batch. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        100, 150, 120, 130 | 4 | 100
        100, 150, 120, 130 | 2 | 250
        100, 150, 120, 130 | 1 | 500
        0, 150, 0, 130 | 4 | 130
        0, 0, 120, 130 | 2 | 250
        """)
    void aBatchIsNoLargerThanTheSmallestReplica(String sizes, int replicas, long smallest) {
        SliceTree tree = SliceTree.of(
                Arrays.stream(sizes.split(", ", -1)).mapToInt(Integer::parseInt).toArray());
        String local = "engine { sync-every = 5, replicas = %d }\ngradient.batch-size = ".formatted(replicas);
        assertThat(Lengths.of(Configurations.of(directory, local + smallest), tree, OptionalLong.empty())
                        .batchSize())
                .isEqualTo(smallest);
        assertThat(Lengths.of(Configurations.of(directory, local + "null"), tree, OptionalLong.empty())
                        .batchSize())
                .isEqualTo(Math.min(256, smallest));
        String had = replicas == 1 ? "the training set has" : "the smallest of %d replicas has".formatted(replicas);
        assertThatThrownBy(() ->
                        Lengths.of(Configurations.of(directory, local + (smallest + 1)), tree, OptionalLong.empty()))
                .isInstanceOf(UserError.class)
                .hasMessage("gradient.batch-size = %d: %s only %d rows".formatted(smallest + 1, had, smallest));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, false", "255, 255, false", "256, 256, false", "257, 256, true"})
    void aSmallTableIsOneBatch(long rows, long batchSize, boolean takesBatches) {
        assertThat(plan("", rows).lengths().batchSize()).isEqualTo(batchSize);
        assertThat(plan("", rows).takesBatches()).isEqualTo(takesBatches);
    }

    @Test
    void aBatchIsNoLargerThanTheTable() {
        assertThatThrownBy(() -> plan("gradient.batch-size = 1001", ROWS))
                .isInstanceOf(UserError.class)
                .hasMessage("gradient.batch-size = 1001: the training set has only 1000 rows");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        '' | 0 | 0
        penalty.l1 = 0.1 | 0.1 | 0
        penalty.l2 = 0.2 | 0 | 0.2
        penalty { l1 = 0.1, l2 = 0.2 } | 0.1 | 0.2
        """)
    void penalties(String settings, double l1, double l2) {
        Penalty penalty = new Penalty(l1, l2, LAYOUT);
        assertMethod(settings, with(penalty));
        assertMethod(settings + "\noptimizer.kind = lbfgs", new QuasiNewton(penalty, 10, UNCHECKED));
        assertThat(plan(settings, ROWS).penalty()).isEqualTo(penalty);
    }

    /** All else of the rates is up to {@link RatePlanTest}. */
    static List<Arguments> ratesByHand() {
        return List.of(
                arguments("initial = auto", FOUND),
                arguments("initial = 0.5", LearningRates.constant(0.5)),
                arguments("decay = step, factor = 0.1, every = 2 epochs", LearningRates.step(0.25, 0.1, 8)),
                arguments("initial = 0.5, decay = cosine", LearningRates.cosine(0.5, 0, 80)),
                arguments(
                        "initial = 0.5, scaling = linear, reference-batch-size = 64, warmup = 1 epochs",
                        LearningRates.warmup(4, 0, LearningRates.constant(2))));
    }

    @ParameterizedTest
    @MethodSource("ratesByHand")
    void rates(String settings, LearningRate expected) {
        assertMethod("learning-rate { %s }".formatted(settings), with(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        '' | 4 | 1000
        run.evaluate-every = 10 | 10 | 1000
        run.evaluate-every = 3 epochs | 12 | 1000
        run.evaluate-every = 0.5 epochs | 2 | 1000
        run.evaluate-every = 0.001 epochs | 1 | 1000
        run.evaluate-every = 2 epochs, gradient { batch-size = 300, sampling = with-replacement } | 7 | 1000
        stop.divergence-factor = 50 | 4 | 50
        optimizer.kind = lbfgs | 1 | 1000
        optimizer.kind = lbfgs, run.evaluate-every = 3 epochs, stop.divergence-factor = 50 | 3 | 50
        """)
    void evaluations(String settings, long every, double divergenceFactor) {
        Checks checks = method(settings, Optional.empty()).checks();
        assertThat(checks.evaluateEvery()).isEqualTo(every);
        assertThat(checks.divergenceFactor()).isEqualTo(divergenceFactor);
        assertThat(checks.validation()).isEmpty();
    }

    /** Step 999 after 123 epochs and 100 seconds, where the objective has come to rest at ¼. */
    private static TrainingState late(long evaluationsSinceTheBest) {
        Evaluation evaluation = new Evaluation(0.25, 0.25, Map.of());
        DenseVector weights = DenseVector.zeros(LAYOUT.size());
        History.Best best = new History.Best(990, weights, evaluation, 0.5, evaluationsSinceTheBest);
        return new TrainingState(
                999,
                new Work(123 * ROWS, 123 * ROWS, 123 * ROWS),
                ROWS,
                weights,
                weights,
                new OptimizerState(999, List.of()),
                EstimatorState.NOTHING,
                Pacing.START,
                new History(1, 1, 0.25, 0.25, 990, 0, Optional.of(best)),
                100,
                Optional.empty(),
                Optional.of(evaluation),
                Optional.of(evaluation),
                Optional.empty());
    }

    /** What each of the rules says then, in their order. Their sentences name their limits. */
    private static String said(Checks checks, TrainingState state) {
        return String.join(
                "; ",
                checks.rules().stream()
                        .flatMap(rule -> rule.check(state).stream())
                        .map(StopReason::detail)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        '' | 20 epochs at step 999
        stop.max-epochs = 2.5 | 2.5 epochs at step 999
        stop.max-epochs = 124 | ''
        stop.max-steps = 31 | 31 steps
        stop.max-steps = 1000 | ''
        stop.max-seconds = 9.5 | 9.5 seconds at step 999
        stop.max-seconds = 101 | ''
        stop { max-epochs = 3, max-steps = 31, max-seconds = 9 } | 3 epochs at step 999; 31 steps; 9 seconds at step 999
        stop { target-objective = 0.5, max-steps = 31 } | objective 0.25 at step 999 is at most 0.5; 31 steps
        stop { target-objective = 0.2, max-steps = 31 } | 31 steps
        stop { relative-tolerance = 0.1, max-steps = 31 } | \
            the objective went from 0.25 to 0.25 at step 999, by at most 0.1 of itself; 31 steps
        data.validation = 0.1, stop.patience = 3 | 20 epochs at step 999
        optimizer.kind = lbfgs | ''
        optimizer.kind = lbfgs, stop.max-epochs = 5 | 5 epochs at step 999
        optimizer.kind = lbfgs, stop { max-steps = 31, relative-tolerance = 1e-9 } | \
            the objective went from 0.25 to 0.25 at step 999, by at most 1.0E-9 of itself; 31 steps
        """)
    void stopRules(String settings, String reasons) {
        assertThat(said(method(settings, Optional.empty()).checks(), late(3))).isEqualTo(reasons);
    }

    @Test
    void targetAndToleranceAreAskedBeforeTheLimits() {
        String all = "target-objective = 1, relative-tolerance = 1, max-epochs = 1, max-steps = 1, max-seconds = 1";
        Checks checks = method("stop { %s }".formatted(all), Optional.empty()).checks();
        assertThat(checks.rules())
                .extracting(rule -> rule.check(late(0)).orElseThrow().kind())
                .containsExactly(
                        Kind.TARGET_OBJECTIVE,
                        Kind.RELATIVE_TOLERANCE,
                        Kind.MAX_EPOCHS,
                        Kind.MAX_STEPS,
                        Kind.MAX_SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"optimizer.kind = sgd", "optimizer.kind = lbfgs"})
    void patienceNeedsRowsThatAreHeldOutAndKeepsTheBestModel(String kind) {
        String limited = kind + "\nstop { divergence-factor = 50, max-steps = 31 }";
        Checks checks = method(limited, Optional.of(HELD_OUT)).checks();
        assertThat(checks.validation()).contains(new Validation(HELD_OUT, false));
        assertThat(said(checks, late(9))).isEqualTo("31 steps");

        String settings = limited + "\ndata.validation = 0.1, stop.patience = 3, run.evaluate-every = 10";
        Checks patient = method(settings, Optional.of(HELD_OUT)).checks();
        assertThat(patient.validation()).contains(new Validation(HELD_OUT, true));
        assertThat(said(patient, late(2))).isEqualTo("31 steps");
        assertThat(said(patient, late(3)))
                .isEqualTo("3 evaluations no better than the validation loss 0.5 of step 990; 31 steps");
        assertThat(patient.evaluateEvery()).isEqualTo(10);
        assertThat(patient.divergenceFactor()).isEqualTo(50);
    }

    /** A trial is an epoch, 16 to 64 steps, never longer than the run; with the run's steps, but no mean over them. */
    static List<Arguments> searchesByHand() {
        Trainer sgd = searching(BATCHES, NO_PENALTY, new Sgd());
        Clipping clipping = Clipping.byNorm(2);
        Penalty penalty = new Penalty(0.1, 0.2, LAYOUT);
        return List.of(
                arguments("", new RateSearch(sgd, 16)),
                arguments("stop.max-steps = 5", new RateSearch(sgd, 5)),
                arguments("stop.max-epochs = 2.5", new RateSearch(sgd, 10)),
                arguments("stop.max-seconds = 9", new RateSearch(sgd, 16)),
                arguments("gradient.batch-size = 63", withBatches(63, 16)),
                arguments("gradient.batch-size = 62", withBatches(62, 17)),
                arguments("gradient.batch-size = 20", withBatches(20, 50)),
                arguments("gradient.batch-size = 16", withBatches(16, 63)),
                arguments("gradient.batch-size = 10", withBatches(10, 64)),
                arguments(
                        "gradient.kind = full",
                        new RateSearch(searching(new FullGradient(), NO_PENALTY, new Sgd()), 16)),
                arguments(
                        "gradient.clip-norm = 2",
                        new RateSearch(searching(new ClippedGradient(BATCHES, clipping), NO_PENALTY, new Sgd()), 16)),
                arguments(
                        "gradient { kind = svrg, batch-size = 10 }",
                        new RateSearch(searching(svrg(10, 200), NO_PENALTY, new Sgd()), 64)),
                arguments("penalty { l1 = 0.1, l2 = 0.2 }", new RateSearch(searching(BATCHES, penalty, new Sgd()), 16)),
                arguments("learning-rate { decay = cosine, warmup = 4 }", new RateSearch(sgd, 16)),
                arguments(
                        "optimizer.kind = momentum, averaging.kind = polyak",
                        new RateSearch(searching(BATCHES, NO_PENALTY, new Momentum(0.9)), 16)));
    }

    /** Two rounds, or as many as the run has. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        sync-every = auto | '' | 13 | 26
        sync-every = 50 | '' | 50 | 100
        sync-every = 50 | stop.max-steps = 40 | 50 | 50
        sync-every = 50 | stop.max-epochs = 1 | 50 | 50
        """)
    void aTrialOfLocalStepsIsTwoRounds(String engine, String stop, long syncEvery, long steps) {
        TrainingPlan plan = eightSlices("gradient.batch-size = 10\nengine { %s }\n%s".formatted(engine, stop));
        Trainer trainer = searching(batches(Mode.EPOCH_SHUFFLE, 10), NO_PENALTY, new Sgd());
        assertThat(plan.findsRate()).isTrue();
        assertThat(plan.trials()).isEqualTo(new RateSearch(new LocalTrainer(trainer, 8, syncEvery), steps));
    }

    private static Trainer searching(GradientEstimator estimator, Penalty penalty, Optimizer optimizer) {
        return new Trainer(estimator.withoutNoise(), penalty, optimizer, LearningRates.constant(1), Checks.every(1));
    }

    private static RateSearch withBatches(long size, long steps) {
        return new RateSearch(searching(batches(Mode.EPOCH_SHUFFLE, size), NO_PENALTY, new Sgd()), steps);
    }

    @ParameterizedTest
    @MethodSource("searchesByHand")
    void searches(String settings, RateSearch expected) {
        TrainingPlan plan = plan(settings, ROWS);
        assertThat(plan.findsRate()).isTrue();
        assertThat(plan.trials()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"learning-rate.initial = 0.5", "optimizer.kind = lbfgs"})
    void aRateIsNotLookedForWhereThereIsOneOrNoneIsNeeded(String settings) {
        assertThat(plan(settings, ROWS).findsRate()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        '' | 80 | 1 | true
        stop.max-epochs = 2.25 | 9 | 1 | true
        stop.max-steps = 1999 | 1999 | 1 | true
        stop.max-steps = 5999 | 5999 | 5 | true
        stop { max-steps = 5999, max-epochs = 500 } | 2000 | 2 | true
        stop.max-seconds = 9 | 9223372036854775807 | 100 | true
        gradient.batch-size = 999 | 40 | 1 | true
        gradient.batch-size = all | 20 | 1 | false
        gradient.kind = full | 20 | 1 | false
        gradient { kind = svrg, snapshot-every = 1 } | 20 | 1 | false
        gradient.kind = saga | 76 | 1 | false
        engine { sync-every = 3, replicas = 1 } | 81 | 1 | true
        optimizer.kind = lbfgs | 9223372036854775807 | 100 | false
        optimizer.kind = lbfgs, stop.max-epochs = 4000 | 4000 | 4 | false
        """)
    void theLongestRunItsRecordsAndWhetherItTakesBatches(
            String settings, long maxSteps, long logEvery, boolean takesBatches) {
        TrainingPlan plan = plan(settings, ROWS);
        assertThat(plan.lengths().maxSteps()).isEqualTo(maxSteps);
        assertThat(plan.defaultLogEvery()).isEqualTo(logEvery);
        assertThat(plan.takesBatches()).isEqualTo(takesBatches);
    }

    private TrainingPlan sliced(String settings, int... sizes) {
        return new TrainingPlan(
                Configurations.of(directory, settings),
                new Trained(LAYOUT, SliceTree.of(sizes), false),
                OptionalLong.empty());
    }

    /** A schedule that would wait for noise that no batch shows is refused at once. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    batch-size-schedule.kind = noise-scale, gradient.batch-size = 8 | 1000 | 0 | batch-size-schedule.kind = noise-scale: the noise shows between the rows of two slices
                    batch-size-schedule.kind = noise-scale, gradient.batch-size = 1 | 500 | 500 | batch-size-schedule.kind = noise-scale: batches of one row show no noise
                    learning-rate { initial = 0.1, scaling = adascale, reference-batch-size = 4 } | 1000 | 0 | learning-rate.scaling = adascale: the noise shows
                    learning-rate { initial = 0.1, scaling = adascale, reference-batch-size = 4 }, gradient.batch-size = 1 | 500 | 500 | learning-rate.scaling = adascale: batches of one row
                    """)
    void noiseThatNoBatchShowsIsRefused(String settings, int first, int second, String message) {
        assertThatThrownBy(() -> sliced(settings, first, second))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(message);
        String enough =
                settings.replace("batch-size = 1", "batch-size = 2").replace("e-batch-size = 2", "e-batch-size = 4");
        assertThat(sliced(enough, 500, 500)).isNotNull();
    }

    @Test
    void aBatchThatGainsNothingNeedsNoNoise() {
        assertThat(sliced(
                        "learning-rate { initial = 0.1, scaling = adascale, reference-batch-size = 1 }, gradient.batch-size = 1",
                        1000,
                        0))
                .isNotNull();
    }

    /** No limit of the run says how many steps of the reference batch it will be worth. */
    @Test
    void adaScalesPeriodMustBeGiven() {
        String adaScale =
                "stop.max-steps = 100, learning-rate { decay = cosine, initial = 0.1, scaling = adascale, reference-batch-size = 4%s }";
        assertThatThrownBy(
                        () -> sliced(adaScale.formatted(""), 500, 500).method(OptionalDouble.empty(), Optional.empty()))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("learning-rate.period: must be given with learning-rate.scaling = adascale");
        assertThat(sliced(adaScale.formatted(", period = 200"), 500, 500)
                        .method(OptionalDouble.empty(), Optional.empty()))
                .isNotNull();
    }
}
