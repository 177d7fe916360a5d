package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The records by themselves, as they are made from Java. */
class SettingsTest {

    private static final Optional<Integer> NONE = Optional.empty();
    private static final Optional<Long> ONE_STEP = Optional.of(1L);

    private static void assertRefused(ThrowingCallable make, String message) {
        assertThatThrownBy(make)
                .isInstanceOfSatisfying(
                        InvalidSettingException.class, e -> assertThat(message).startsWith(e.key()))
                .hasMessage(message);
    }

    @Test
    void checkTheirBounds() {
        assertRefused(() -> new PenaltySettings(-1, 0), "penalty.l1 = -1: must be a number of at least 0");
        assertRefused(() -> new PenaltySettings(0, Double.NaN), "penalty.l2 = NaN: must be a number of at least 0");
        assertRefused(
                () -> new PenaltySettings(0, Double.POSITIVE_INFINITY),
                "penalty.l2 = Infinity: must be a number of at least 0");
        assertRefused(
                () -> LearningRateSettings.constant(0), "learning-rate.initial = 0: must be auto or a number above 0");
        assertRefused(() -> DataSettings.of(" "), "data.train = \" \": must be a path or URL with no password in it");
        assertRefused(() -> ModelSettings.of(""), "model.kind = \"\": must be a text");
        assertRefused(
                () -> model(new InitialWeights.Same(Double.NaN)),
                "model.initial-weights = NaN: must be a number or a list of numbers");
        assertRefused(
                () -> model(new InitialWeights.Each(List.of())),
                "model.initial-weights = []: must be a number or a list of numbers");
        assertRefused(
                () -> gradient(GradientSettings.Kind.MINI_BATCH, Optional.of(BatchSize.rows(0))),
                "gradient.batch-size = 0: must be all or a whole number of at least 1");
        assertRefused(
                () -> optimizer(OptimizerSettings.Kind.MOMENTUM, Optional.of(Momentum.constant(1))),
                "optimizer.momentum = 1: must be increasing or a number of at least 0 and below 1");
        assertRefused(
                () -> new EngineSettings(NONE, Optional.of(0), ONE_STEP, NONE),
                "engine.aggregation-depth = 0: must be auto or a whole number from 1 to 8");
        assertRefused(
                () -> new EngineSettings(NONE, NONE, Optional.of(0L), NONE),
                "engine.sync-every = 0: must be auto or a whole number of at least 1");
        assertRefused(
                () -> new EngineSettings(NONE, NONE, ONE_STEP, Optional.of(8)),
                "engine.replicas = 8: has no effect with engine.sync-every = 1; give that a larger one, or auto");
        assertRefused(
                () -> new EngineSettings(NONE, NONE, Optional.empty(), Optional.of(12)),
                "engine.replicas = 12: must be a power of two");
        assertRefused(
                () -> svrg(GradientSettings.Kind.SVRG, Optional.of(Span.epochs(0))),
                "gradient.snapshot-every = 0 epochs: must be a length above 0 in steps or epochs, such as 500 or 30"
                        + " epochs");
        assertRefused(
                () -> svrg(GradientSettings.Kind.SAGA, Optional.of(Span.epochs(2))),
                "gradient.snapshot-every = 2 epochs: only gradient.kind = svrg uses it, and the kind is saga");
        assertRefused(
                () -> new RunSettings(
                        Optional.empty(), Optional.empty(), Span.steps(0), List.of(), RunSettings.TensorBoard.FALSE),
                "run.evaluate-every = 0: must be a length above 0 in steps or epochs, such as 500 or 30 epochs");
        assertRefused(
                () -> stop(Optional.of(0.0), Optional.empty(), Optional.empty()),
                "stop.max-epochs = 0: must be a number above 0");
        assertRefused(
                () -> new SparkSettings(Optional.empty(), Map.of("executor.memory", "2g")),
                "executor.memory: must be the full name of a Spark setting, not the master");
        assertRefused(
                () -> new SparkSettings(Optional.empty(), Map.of("spark.master", "yarn")),
                "spark.master: must be the full name of a Spark setting, not the master");
    }

    static Stream<Record> allOfThem() {
        return Stream.of(
                DataSettings.of("my.csv"),
                ModelSettings.of("linear"),
                PenaltySettings.defaults(),
                GradientSettings.defaults(),
                OptimizerSettings.defaults(),
                AveragingSettings.defaults(),
                LearningRateSettings.defaults(),
                StopSettings.defaults(),
                DivergenceSettings.defaults(),
                EngineSettings.defaults(),
                CheckpointSettings.defaults(),
                RunSettings.defaults());
    }

    @ParameterizedTest
    @MethodSource("allOfThem")
    void checkEveryComponent(Record settings) throws ReflectiveOperationException {
        RecordComponent[] components = settings.getClass().getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        List<Key<?>> keys = Group.of(settings.getClass()).keys();
        for (int at = 0; at < components.length; at++) {
            Object[] values = new Object[components.length];
            for (int each = 0; each < values.length; each++) {
                values[each] = components[each].getAccessor().invoke(settings);
            }
            if (types[at] == double.class || !types[at].isPrimitive()) {
                values[at] = types[at] == double.class ? Double.NaN : null;
                assertThatThrownBy(() -> settings.getClass()
                                .getDeclaredConstructor(types)
                                .newInstance(values))
                        .cause()
                        .message()
                        .startsWith(keys.get(at).path());
            }
        }
    }

    @Test
    void nameWhatIsNull() {
        assertThatThrownBy(() -> OptimizerSettings.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("optimizer.kind");
    }

    @Test
    void keepCopiesOfTheirCollections() {
        List<Double> weights = new ArrayList<>(List.of(1.0));
        InitialWeights.Each each = new InitialWeights.Each(weights);
        Map<String, String> settings = new HashMap<>(Map.of("spark.b", "1", "spark.a", "2"));
        SparkSettings spark = new SparkSettings(Optional.empty(), settings);
        weights.add(2.0);
        settings.clear();
        List<Span> marks = new ArrayList<>(List.of(Span.steps(5)));
        LearningRateSettings rate = rate(LearningRateSettings.Decay.MULTI_STEP, marks);
        marks.clear();
        List<String> names = new ArrayList<>(List.of("a.B"));
        RunSettings run = new RunSettings(
                Optional.empty(), Optional.empty(), Span.epochs(1), names, RunSettings.TensorBoard.TRUE);
        names.clear();

        assertThat(rate.at()).containsExactly(Span.steps(5));
        assertThat(run.listeners()).containsExactly("a.B");
        assertThat(each.values()).containsExactly(1.0);
        assertThat(spark.settings()).containsExactly(Map.entry("spark.a", "2"), Map.entry("spark.b", "1"));
        assertThatThrownBy(() -> spark.settings().put("spark.c", "3"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void fillInTheMomentumOfRulesThatHaveOne() {
        assertThat(OptimizerSettings.of(OptimizerSettings.Kind.SGD).momentum()).isEmpty();
        assertThat(OptimizerSettings.of(OptimizerSettings.Kind.NESTEROV).momentum())
                .contains(Momentum.constant(0.9));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        SGD, -, -, -, -, -
        MOMENTUM, -, -, -, -, -
        NESTEROV, -, -, -, -, -
        ADAGRAD, -, -, 1e-8, -, -
        RMSPROP, -, 0.9, 1e-8, -, -
        ADAM, 0.9, 0.999, 1e-8, -, -
        ADAMW, 0.9, 0.999, 1e-8, 0.01, -
        LBFGS, -, -, -, -, 10
        """)
    void fillInWhatARuleUses(
            OptimizerSettings.Kind kind,
            Double beta1,
            Double beta2,
            Double epsilon,
            Double weightDecay,
            Integer history) {
        OptimizerSettings settings = OptimizerSettings.of(kind);

        assertThat(settings.beta1()).isEqualTo(Optional.ofNullable(beta1));
        assertThat(settings.beta2()).isEqualTo(Optional.ofNullable(beta2));
        assertThat(settings.epsilon()).isEqualTo(Optional.ofNullable(epsilon));
        assertThat(settings.weightDecay()).isEqualTo(Optional.ofNullable(weightDecay));
        assertThat(settings.history()).isEqualTo(Optional.ofNullable(history));
    }

    @Test
    void fillInTheDeltaOfHubersLoss() {
        assertThat(ModelSettings.of("huber").huberDelta()).hasValue(1.0);
        assertThat(ModelSettings.of("linear").huberDelta()).isEmpty();
    }

    @Test
    void fillInTheExponentAndTheFactorOfThePeriods() {
        assertThat(rate(LearningRateSettings.Decay.POLYNOMIAL, List.of()).power())
                .hasValue(1.0);
        assertThat(rate(LearningRateSettings.Decay.POLYNOMIAL, List.of()).periodFactor())
                .isEmpty();
        assertThat(rate(LearningRateSettings.Decay.COSINE_RESTARTS, List.of()).periodFactor())
                .hasValue(1.0);
        assertThat(rate(LearningRateSettings.Decay.COSINE_RESTARTS, List.of()).power())
                .isEmpty();
    }

    @Test
    void fillInHowARunGoesBack() {
        DivergenceSettings rollback =
                new DivergenceSettings(DivergenceSettings.Policy.ROLLBACK, NO_NUMBER, Optional.empty());
        assertThat(rollback.factor()).contains(0.5);
        assertThat(rollback.atMost()).contains(5);
        assertThat(DivergenceSettings.defaults().factor()).isEmpty();
        assertThat(DivergenceSettings.defaults().atMost()).isEmpty();
        assertRefused(
                () -> new DivergenceSettings(DivergenceSettings.Policy.STOP, Optional.of(0.5), NONE),
                "on-divergence.factor = 0.5: only on-divergence.policy = rollback uses it, and the policy is stop");
    }

    /** Every five minutes, unless anything else says how often. */
    @Test
    void saveStatesNowAndThen() {
        assertThat(CheckpointSettings.defaults().seconds()).contains(300.0);
        assertThat(checkpoints(Optional.empty(), Optional.of(0.5)).seconds()).contains(0.5);
        assertThat(checkpoints(Optional.of(7L), Optional.of(0.5)).seconds()).contains(0.5);
        assertThat(checkpoints(Optional.of(7L), NO_NUMBER).seconds()).isEmpty();
        assertRefused(
                () -> checkpoints(Optional.of(0L), NO_NUMBER),
                "checkpoint.every-steps = 0: must be a whole number of at least 1");
    }

    private static CheckpointSettings checkpoints(Optional<Long> everySteps, Optional<Double> everySeconds) {
        return new CheckpointSettings(everySteps, everySeconds, 1, Optional.empty());
    }

    @Test
    void haveOneLoss() {
        assertRefused(
                () -> new ModelSettings(
                        Optional.empty(), Optional.empty(), Optional.empty(), true, InitialWeights.ZERO),
                "model.kind is required: the loss that the model minimises; for example model.kind = logistic,"
                        + " or model.loss = com.example.MyLoss for a class of your own");
    }

    @ParameterizedTest
    @CsvSource({"5, 1000, 5", "all, 1000, 1000", "null, 1000, 256", "null, 100, 100", "1000, 1000, 1000"})
    void resolveTheBatchSizeAgainstTheTable(String batchSize, long tableRows, long rows) {
        Optional<BatchSize> given = switch (batchSize) {
            case "null" -> Optional.empty();
            case "all" -> Optional.of(BatchSize.ALL);
            default -> Optional.of(BatchSize.rows(Long.parseLong(batchSize)));
        };
        GradientSettings settings = gradient(GradientSettings.Kind.MINI_BATCH, given);

        assertThat(settings.rowsPerStep(tableRows)).isEqualTo(rows);
    }

    @Test
    void refuseAnExplicitBatchLargerThanTheTable() {
        GradientSettings settings = gradient(GradientSettings.Kind.MINI_BATCH, Optional.of(BatchSize.rows(500)));

        assertThatThrownBy(() -> settings.rowsPerStep(400))
                .isInstanceOf(UserError.class)
                .hasMessage("gradient.batch-size = 500: the training set has only 400 rows");
    }

    @Test
    void takeAllRowsForTheFullGradient() {
        GradientSettings settings = gradient(GradientSettings.Kind.FULL, Optional.empty());

        assertThat(settings.rowsPerStep(123_456)).isEqualTo(123_456);
    }

    @Test
    void fillInTheSnapshotOfSvrgAndTheReplicasOfLocalSteps() {
        assertThat(svrg(GradientSettings.Kind.SVRG, Optional.empty()).snapshot())
                .contains(GradientSettings.Snapshot.LAST);
        assertThat(svrg(GradientSettings.Kind.SAGA, Optional.empty()).snapshot())
                .isEmpty();
        assertThat(new EngineSettings(NONE, NONE, Optional.of(2L), NONE).replicas())
                .contains(8);
        assertThat(new EngineSettings(NONE, NONE, Optional.empty(), NONE).replicas())
                .contains(8);
        assertThat(EngineSettings.defaults().replicas()).isEmpty();
    }

    /** Once each, that is: batches with replacement may leave some out. */
    @ParameterizedTest
    @CsvSource({
        "FULL, EPOCH_SHUFFLE, false, true",
        "MINI_BATCH, EPOCH_SHUFFLE, true, true",
        "MINI_BATCH, EPOCH_SHUFFLE, false, false",
        "MINI_BATCH, WITH_REPLACEMENT, true, false",
        "SVRG, EPOCH_SHUFFLE, true, false",
        "SAGA, EPOCH_SHUFFLE, true, false"
    })
    void takeAllRows(
            GradientSettings.Kind kind, GradientSettings.Sampling sampling, boolean ofAll, boolean takesAllRows) {
        Optional<BatchSize> batchSize = ofAll ? Optional.of(BatchSize.ALL) : Optional.empty();
        GradientSettings settings = new GradientSettings(
                kind, batchSize, sampling, NO_NUMBER, NO_NUMBER, Optional.empty(), Optional.empty());

        assertThat(settings.takesAllRows()).isEqualTo(takesAllRows);
    }

    @Test
    void layOutTheInitialWeights() {
        assertThat(new InitialWeights.Same(0.5).toArray(3)).containsExactly(0.5, 0.5, 0.5);
        assertThat(new InitialWeights.Each(List.of(1.0, 2.0)).toArray(2)).containsExactly(1, 2);
        assertThatThrownBy(() -> new InitialWeights.Each(List.of(1.0, 2.0)).toArray(124))
                .isInstanceOf(UserError.class)
                .hasMessage("model.initial-weights: a list of 2 numbers, but the model has 124 parameters");
    }

    @Test
    void stopAfterTwentyEpochsUnlessAnythingElseLimitsTheRun() {
        assertThat(StopSettings.defaults().epochLimit()).hasValue(20.0);
        assertThat(stop(NO_NUMBER, Optional.of(500L), NO_NUMBER).epochLimit()).isEmpty();
        assertThat(stop(NO_NUMBER, Optional.empty(), Optional.of(60.0)).epochLimit())
                .isEmpty();
        assertThat(stop(Optional.of(3.0), Optional.of(500L), NO_NUMBER).epochLimit())
                .hasValue(3.0);
    }

    private static final Optional<Double> NO_NUMBER = Optional.empty();

    private static StopSettings stop(Optional<Double> epochs, Optional<Long> steps, Optional<Double> seconds) {
        return new StopSettings(epochs, steps, Optional.empty(), seconds, NO_NUMBER, NO_NUMBER, Optional.empty(), 1000);
    }

    private static ModelSettings model(InitialWeights initialWeights) {
        return new ModelSettings(Optional.of("linear"), Optional.empty(), NO_NUMBER, true, initialWeights);
    }

    private static GradientSettings gradient(GradientSettings.Kind kind, Optional<BatchSize> batchSize) {
        var sampling = GradientSettings.Sampling.EPOCH_SHUFFLE;
        return new GradientSettings(
                kind, batchSize, sampling, NO_NUMBER, NO_NUMBER, Optional.empty(), Optional.empty());
    }

    private static GradientSettings svrg(GradientSettings.Kind kind, Optional<Span> snapshotEvery) {
        return new GradientSettings(
                kind,
                Optional.empty(),
                GradientSettings.Sampling.EPOCH_SHUFFLE,
                NO_NUMBER,
                NO_NUMBER,
                Optional.empty(),
                snapshotEvery);
    }

    private static OptimizerSettings optimizer(OptimizerSettings.Kind kind, Optional<Momentum> momentum) {
        return new OptimizerSettings(kind, momentum, NO_NUMBER, NO_NUMBER, NO_NUMBER, NO_NUMBER, NONE);
    }

    /** With a factor and a period where they are required. */
    private static LearningRateSettings rate(LearningRateSettings.Decay decay, List<Span> at) {
        return new LearningRateSettings(
                NO_NUMBER,
                decay,
                Optional.empty(),
                at.isEmpty() ? NO_NUMBER : Optional.of(0.5),
                Optional.empty(),
                at,
                NO_NUMBER,
                NO_NUMBER,
                at.isEmpty() ? Optional.of(Span.steps(9)) : Optional.empty(),
                NO_NUMBER,
                0,
                Span.steps(0),
                0,
                LearningRateSettings.Scaling.NONE,
                Optional.empty());
    }
}
