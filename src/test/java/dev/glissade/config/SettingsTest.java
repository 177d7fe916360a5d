package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The records by themselves, as they are made from Java. */
class SettingsTest {

    private static final Optional<Integer> NONE = Optional.empty();

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
        assertRefused(() -> LearningRateSettings.constant(0), "learning-rate.initial = 0: must be a number above 0");
        assertRefused(() -> DataSettings.of(" "), "data.train = \" \": must be a text");
        assertRefused(() -> ModelSettings.of(""), "model.kind = \"\": must be a text");
        assertRefused(
                () -> new ModelSettings("linear", true, new InitialWeights.Same(Double.NaN)),
                "model.initial-weights = NaN: must be a number or a list of numbers");
        assertRefused(
                () -> new ModelSettings("linear", true, new InitialWeights.Each(List.of())),
                "model.initial-weights = []: must be a number or a list of numbers");
        assertRefused(
                () -> new GradientSettings(
                        GradientSettings.Kind.MINI_BATCH,
                        Optional.of(BatchSize.rows(0)),
                        GradientSettings.Sampling.BERNOULLI),
                "gradient.batch-size = 0: must be all or a whole number of at least 1");
        assertRefused(
                () -> new OptimizerSettings(OptimizerSettings.Kind.MOMENTUM, Optional.of(Momentum.constant(1))),
                "optimizer.momentum = 1: must be increasing or a number of at least 0 and below 1");
        assertRefused(
                () -> new EngineSettings(NONE, Optional.of(0)),
                "engine.aggregation-depth = 0: must be auto or a whole number from 1 to 8");
        assertRefused(
                () -> new RunSettings(Optional.empty(), Optional.empty(), Span.steps(0)),
                "run.evaluate-every = 0: must be a length above 0 in steps or epochs, such as 500 or 30 epochs");
        assertRefused(
                () -> new StopSettings(Optional.of(0.0), Optional.empty(), Optional.empty(), Optional.empty(), 1000),
                "stop.max-epochs = 0: must be a number above 0");
        assertRefused(
                () -> new SparkSettings(Optional.empty(), Map.of("executor.memory", "2g")),
                "executor.memory: must be the full name of a Spark setting, not the master");
        assertRefused(
                () -> new SparkSettings(Optional.empty(), Map.of("spark.master", "yarn")),
                "spark.master: must be the full name of a Spark setting, not the master");
    }

    @Test
    void nameWhatIsNull() {
        assertThatThrownBy(() -> new OptimizerSettings(null, Optional.empty()))
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

        assertThat(each.values()).containsExactly(1.0);
        assertThat(spark.settings()).containsExactly(Map.entry("spark.a", "2"), Map.entry("spark.b", "1"));
        assertThatThrownBy(() -> spark.settings().put("spark.c", "3"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void fillInTheMomentumOfRulesThatHaveOne() {
        assertThat(new OptimizerSettings(OptimizerSettings.Kind.SGD, Optional.empty()).momentum())
                .isEmpty();
        assertThat(new OptimizerSettings(OptimizerSettings.Kind.NESTEROV, Optional.empty()).momentum())
                .contains(Momentum.constant(0.9));
    }

    @ParameterizedTest
    @CsvSource({"5, 1000, 5", "all, 1000, 1000", "null, 1000, 256", "null, 100, 100", "1000, 1000, 1000"})
    void resolveTheBatchSizeAgainstTheTable(String batchSize, long tableRows, long rows) {
        Optional<BatchSize> given = switch (batchSize) {
            case "null" -> Optional.empty();
            case "all" -> Optional.of(BatchSize.ALL);
            default -> Optional.of(BatchSize.rows(Long.parseLong(batchSize)));
        };
        GradientSettings settings =
                new GradientSettings(GradientSettings.Kind.MINI_BATCH, given, GradientSettings.Sampling.EPOCH_SHUFFLE);

        assertThat(settings.rowsPerStep(tableRows)).isEqualTo(rows);
    }

    @Test
    void refuseAnExplicitBatchLargerThanTheTable() {
        GradientSettings settings = new GradientSettings(
                GradientSettings.Kind.MINI_BATCH,
                Optional.of(BatchSize.rows(500)),
                GradientSettings.Sampling.EPOCH_SHUFFLE);

        assertThatThrownBy(() -> settings.rowsPerStep(400))
                .isInstanceOf(UserError.class)
                .hasMessage("gradient.batch-size = 500: the training set has only 400 rows");
    }

    @Test
    void takeAllRowsForTheFullGradient() {
        GradientSettings settings = new GradientSettings(
                GradientSettings.Kind.FULL, Optional.empty(), GradientSettings.Sampling.EPOCH_SHUFFLE);

        assertThat(settings.rowsPerStep(123_456)).isEqualTo(123_456);
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
        return new StopSettings(epochs, steps, seconds, NO_NUMBER, 1000);
    }
}
