package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenderTest {

    @TempDir
    private Path folder;

    private Configuration load(String text, String... overrides) {
        return new ConfigurationFiles(folder).load(text, overrides);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name = \"déjà vu, 2\"\nseed = 9223372036854775807",
                "gradient.batch-size = all",
                "gradient.kind = full",
                "gradient.kind = svrg",
                "gradient { kind = svrg, snapshot = average, snapshot-every = 0.1 epochs }",
                "gradient { kind = svrg, snapshot-every = 9007199254740992 }",
                "engine { sync-every = 9223372036854775807, replicas = 1 }",
                "engine { sync-every = auto, replicas = 1048576 }",
                "optimizer { kind = momentum }",
                "optimizer { kind = nesterov, momentum = 0.1 }",
                "learning-rate { decay = cosine, period = 12345 }",
                "learning-rate { decay = cosine, period = 0.1 epochs }",
                "learning-rate { decay = inverse-sqrt, minimum = 0.05 }",
                "learning-rate { initial = 0.1, decay = exponential, factor = 0.5, every = 7 }",
                "learning-rate { initial = 0.1, scaling = linear, reference-batch-size = 9223372036854775807 }",
                "learning-rate { decay = multi-step, factor = 0.5, at = 9007199254740992 }",
                "learning-rate { decay = polynomial }",
                "optimizer.kind = adagrad",
                "optimizer.kind = adam",
                "averaging.kind = polyak",
                "averaging { kind = tail, start = 0 }",
                "averaging.kind = tail",
                "data { format = json, validation = 0.9999999999999999 }",
                "model.kind = huber",
                "run.listeners = \"a.b.C$D\"",
                "on-divergence.policy = rollback",
                "on-divergence { policy = rollback, factor = 0.3333333333333333, at-most = 1000 }",
                "checkpoint { every-steps = 9223372036854775807, keep = 1000000, directory = \"a b\" }",
                "checkpoint.every-seconds = 0.1",
                "model.initial-weights = [0.1]",
                "model.initial-weights = -0.0",
                "model.initial-weights = 0.30000000000000004",
                "data.features = features",
                "data { train = \"C:\\\\tab\\t\\\"quoted\\\" # $x\", features = [\"a,b\", \"\\u00e9\", \"x = y\"] }",
                "spark { \"speculation\" = true, \"speculation.interval\" = 1s, extra = \"a b $c ${d}\" }",
                "stop { max-seconds = 1e300, target-objective = -1e-300, max-epochs = 1e15 }"
            })
    void readsBackToAnEqualConfiguration(String lines) {
        Configuration original = load(ConfigurationFiles.REQUIRED + lines);

        assertThat(load(original.render())).isEqualTo(original);
        assertThat(load(original.render()).render()).isEqualTo(original.render());
    }

    @ParameterizedTest
    @FieldSource("dev.glissade.config.Examples#OTHER_KEYS")
    void readsBackKeysThatExcludeOthers(String lines) {
        readsBackToAnEqualConfiguration(lines);
    }

    @Test
    void readsBackEveryKey() {
        Configuration original = load(Examples.EVERY_KEY);

        assertThat(load(original.render())).isEqualTo(original);
    }

    @Test
    void writesTheDefaultsThatWereFilledIn() {
        assertThat(load(ConfigurationFiles.REQUIRED + "optimizer.kind = adamw").render())
                .contains("""
                    optimizer {
                      kind = adamw
                      momentum = null
                      beta1 = 0.9
                      beta2 = 0.999
                      epsilon = 1.0E-8
                      weight-decay = 0.01
                      history = null
                    }
                    """);
    }

    @Test
    void writesTheSnapshotOfSvrgAndTheReplicasOfLocalSteps() {
        assertThat(load(ConfigurationFiles.REQUIRED + "gradient.kind = svrg\nengine.sync-every = auto")
                        .render())
                .contains("  snapshot = last\n  snapshot-every = null\n", "  sync-every = auto\n  replicas = 8\n");
    }

    @Test
    void writesEveryKeyWithItsEffectiveValue() {
        assertThat(load(ConfigurationFiles.REQUIRED + "optimizer.kind = momentum\nspark.executor.memory = 2g")
                        .render())
                .isEqualTo("""
                    name = "x"
                    seed = 0
                    spark {
                      master = null
                      "executor.memory" = "2g"
                    }
                    data {
                      train = "my.csv"
                      test = null
                      format = null
                      label = null
                      weight = null
                      features = []
                      num-features = null
                      slices = auto
                      shuffle-seed = 0
                      order = content
                      storage = auto
                      validation = 0
                      standardize = false
                      on-bad-row = fail
                    }
                    data.columns {
                      names = []
                      numeric = []
                      categorical = []
                      hashed = []
                      hash-size = 262144
                    }
                    model {
                      kind = "logistic"
                      loss = null
                      huber-delta = null
                      intercept = true
                      initial-weights = 0
                    }
                    penalty {
                      l1 = 0
                      l2 = 0
                    }
                    gradient {
                      kind = mini-batch
                      batch-size = null
                      sampling = epoch-shuffle
                      clip-norm = null
                      clip-value = null
                      snapshot = null
                      snapshot-every = null
                    }
                    optimizer {
                      kind = momentum
                      momentum = 0.9
                      beta1 = null
                      beta2 = null
                      epsilon = null
                      weight-decay = null
                      history = null
                    }
                    averaging {
                      kind = none
                      start = null
                    }
                    learning-rate {
                      initial = auto
                      decay = constant
                      schedule = null
                      factor = null
                      every = null
                      at = []
                      rate = null
                      power = null
                      period = null
                      period-factor = null
                      minimum = 0
                      warmup = 0
                      warmup-start = 0
                      scaling = none
                      reference-batch-size = null
                    }
                    batch-size-schedule {
                      kind = constant
                      factor = null
                      every = null
                      at = []
                      maximum = null
                    }
                    stop {
                      max-epochs = null
                      max-steps = null
                      max-reference-steps = null
                      max-seconds = null
                      target-objective = null
                      relative-tolerance = null
                      patience = null
                      divergence-factor = 1000
                    }
                    on-divergence {
                      policy = stop
                      factor = null
                      at-most = null
                    }
                    engine {
                      partitions = null
                      aggregation-depth = auto
                      sync-every = 1
                      replicas = null
                    }
                    checkpoint {
                      every-steps = null
                      every-seconds = null
                      keep = 3
                      directory = null
                    }
                    run {
                      dir = null
                      log-every = null
                      evaluate-every = 1 epochs
                      listeners = []
                      tensorboard = false
                    }
                    study {
                      batch-sizes = []
                      rates = []
                      seeds = 5
                      target = null
                      weights = [0, 1 epochs]
                      draws = 1000
                      rows = null
                    }
                    """);
    }

    @ParameterizedTest
    @CsvSource({
        "spark.hadoop.fs.s3a.secret.key, abc",
        "spark.hadoop.fs.s3a.access.key, abc",
        "spark.hadoop.fs.azure.account.key.name.dfs.core.windows.net, abc",
        "spark.ssl.keyStorePassword, abc",
        "spark.authenticate.Secret, abc",
        "spark.some.token, abc",
        "spark.my.credentials, abc",
        "spark.executor.extraJavaOptions, -Djavax.net.ssl.trustStorePassword=abc"
    })
    void hidesSecrets(String setting, String secret) {
        Configuration original = load(ConfigurationFiles.REQUIRED, setting + "=" + secret);

        assertThat(original.spark().settings()).containsEntry(setting, secret);
        assertThat(original.render()).doesNotContain("abc").contains("(hidden)");
        assertThat(original.toString()).doesNotContain("abc");
        assertThatThrownBy(() -> load(original.render()))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith(setting + " = (hidden): was left out when this file was written; give it again");
        assertThat(load(original.render(), setting + "=" + secret)).isEqualTo(original);
    }

    @Test
    void readsBackWhatWasMadeInJava() {
        Configuration made = new Configuration(
                "made",
                1,
                new SparkSettings(Optional.of("local[*]"), Map.of("spark.ui.enabled", "false")),
                DataSettings.of("hdfs://host/data.parquet"),
                new ColumnSettings(List.of(), List.of("a"), List.of("b, c"), List.of("d\""), 7),
                ModelSettings.of("softmax"),
                new PenaltySettings(0.1 + 0.2, Double.MIN_VALUE),
                new GradientSettings(
                        GradientSettings.Kind.MINI_BATCH,
                        Optional.of(BatchSize.ALL),
                        GradientSettings.Sampling.WITH_REPLACEMENT,
                        Optional.of(Double.MIN_VALUE),
                        Optional.of(Double.MAX_VALUE),
                        Optional.empty(),
                        Optional.empty()),
                OptimizerSettings.of(OptimizerSettings.Kind.NESTEROV),
                new AveragingSettings(AveragingSettings.Kind.TAIL, Optional.of(Span.epochs(0.1))),
                LearningRateSettings.constant(Double.MAX_VALUE),
                new BatchSizeSettings(
                        BatchSizeSettings.Kind.CONSTANT,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()),
                StopSettings.defaults(),
                new DivergenceSettings(DivergenceSettings.Policy.ROLLBACK, Optional.of(0.1), Optional.empty()),
                EngineSettings.defaults(),
                new CheckpointSettings(Optional.of(Long.MAX_VALUE), Optional.of(0.1), 1, Optional.of("hdfs://host/c")),
                RunSettings.defaults(),
                StudySettings.defaults());

        assertThat(load(made.render())).isEqualTo(made);
        assertThat(new ConfigurationLoader(List.of("softmax"))
                        .load(new ConfigurationFiles(folder).write("y.conf", made.render()), List.of()))
                .isEqualTo(made);
    }
}
