package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationLoaderTest {

    @TempDir
    private Path folder;

    private ConfigurationFiles files() {
        return new ConfigurationFiles(folder);
    }

    @Test
    void givesEveryKeyItsDefault() {
        assertThat(files().load(ConfigurationFiles.REQUIRED))
                .isEqualTo(new Configuration(
                        "x",
                        0,
                        SparkSettings.defaults(),
                        DataSettings.of("my.csv"),
                        new ColumnSettings(List.of(), List.of(), List.of(), List.of(), 1 << 18),
                        new ModelSettings(
                                Optional.of("logistic"), Optional.empty(), Optional.empty(), true, InitialWeights.ZERO),
                        new PenaltySettings(0, 0),
                        new GradientSettings(
                                GradientSettings.Kind.MINI_BATCH,
                                Optional.empty(),
                                GradientSettings.Sampling.EPOCH_SHUFFLE,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new OptimizerSettings(
                                OptimizerSettings.Kind.SGD,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new AveragingSettings(AveragingSettings.Kind.NONE, Optional.empty()),
                        new LearningRateSettings(
                                Optional.empty(),
                                LearningRateSettings.Decay.CONSTANT,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                0,
                                Span.steps(0),
                                0,
                                LearningRateSettings.Scaling.NONE,
                                Optional.empty()),
                        new BatchSizeSettings(
                                BatchSizeSettings.Kind.CONSTANT,
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty()),
                        new StopSettings(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                1000),
                        new DivergenceSettings(DivergenceSettings.Policy.STOP, Optional.empty(), Optional.empty()),
                        new EngineSettings(Optional.empty(), Optional.empty(), Optional.of(1L), Optional.empty()),
                        new CheckpointSettings(Optional.empty(), Optional.empty(), 3, Optional.empty()),
                        new RunSettings(
                                Optional.empty(),
                                Optional.empty(),
                                Span.epochs(1),
                                List.of(),
                                RunSettings.TensorBoard.FALSE),
                        new StudySettings(
                                List.of(),
                                List.of(),
                                5,
                                Optional.empty(),
                                List.of(Span.steps(0), Span.epochs(1)),
                                1000,
                                Optional.empty())));
    }

    /** One of which all lines are commented out, say. */
    @Test
    void anEmptyGroupSaysNothing() {
        assertThat(files().loadWith("optimizer { }\nspark { }\nstop {\n# max-steps = 3\n}"))
                .isEqualTo(files().loadWith(""));
    }

    @Test
    void readsEveryKey() {
        Configuration all = files().load(Examples.EVERY_KEY);

        assertThat(all.name()).isEqualTo("everything");
        assertThat(all.seed()).isEqualTo(-7);
        assertThat(all.spark())
                .isEqualTo(new SparkSettings(Optional.of("local[2]"), Map.of("spark.executor.memory", "2g")));
        assertThat(all.data())
                .isEqualTo(new DataSettings(
                        "hdfs://host/train.csv",
                        Optional.of("test.csv"),
                        Optional.of(DataSettings.Format.CSV),
                        Optional.of("y"),
                        Optional.of("w"),
                        List.of("a", "b c"),
                        Optional.of(2),
                        Optional.of(128),
                        5,
                        DataSettings.Order.AS_READ,
                        DataSettings.Storage.FLOAT32,
                        0.25,
                        true,
                        DataSettings.OnBadRow.SKIP));
        assertThat(all.model())
                .isEqualTo(new ModelSettings(
                        Optional.of("huber"),
                        Optional.empty(),
                        Optional.of(1.5),
                        false,
                        new InitialWeights.Each(List.of(0.5, -1e-3))));
        assertThat(all.penalty()).isEqualTo(new PenaltySettings(1e-4, 0.25));
        assertThat(all.gradient())
                .isEqualTo(new GradientSettings(
                        GradientSettings.Kind.SVRG,
                        Optional.of(BatchSize.rows(64)),
                        GradientSettings.Sampling.WITH_REPLACEMENT,
                        Optional.of(10.0),
                        Optional.of(2.5),
                        Optional.of(GradientSettings.Snapshot.AVERAGE),
                        Optional.of(Span.epochs(2.5))));
        assertThat(all.optimizer().kind()).isEqualTo(OptimizerSettings.Kind.NESTEROV);
        assertThat(all.optimizer().momentum()).contains(Momentum.INCREASING);
        assertThat(all.averaging())
                .isEqualTo(new AveragingSettings(AveragingSettings.Kind.TAIL, Optional.of(Span.epochs(1.5))));
        assertThat(all.learningRate())
                .isEqualTo(new LearningRateSettings(
                        Optional.of(0.5),
                        LearningRateSettings.Decay.STEP,
                        Optional.empty(),
                        Optional.of(0.5),
                        Optional.of(Span.epochs(2.5)),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1e-3,
                        Span.steps(100),
                        0.01,
                        LearningRateSettings.Scaling.SQRT,
                        Optional.of(32L)));
        assertThat(all.stop())
                .isEqualTo(new StopSettings(
                        Optional.of(0.5),
                        Optional.of(1_000_000L),
                        Optional.empty(),
                        Optional.of(60.5),
                        Optional.of(-0.5),
                        Optional.of(1e-6),
                        Optional.of(3L),
                        50));
        assertThat(all.onDivergence())
                .isEqualTo(
                        new DivergenceSettings(DivergenceSettings.Policy.ROLLBACK, Optional.of(0.25), Optional.of(7)));
        assertThat(all.checkpoint())
                .isEqualTo(new CheckpointSettings(
                        Optional.of(500L), Optional.of(90.5), 2, Optional.of("hdfs://host/checkpoints")));
        assertThat(all.engine())
                .isEqualTo(new EngineSettings(Optional.of(3), Optional.of(2), Optional.of(1L), Optional.empty()));
        assertThat(all.run())
                .isEqualTo(new RunSettings(
                        Optional.of("out/here"),
                        Optional.of(10L),
                        Span.steps(200),
                        List.of("a.B", "a.b.C$D"),
                        RunSettings.TensorBoard.REQUIRED));
    }

    @Test
    void readsKeysThatExcludeOthers() {
        ModelSettings own = files().load("data.train = my.csv\nmodel.loss = com.example.MyLoss")
                .model();
        assertThat(own.kind()).isEmpty();
        assertThat(own.loss()).contains("com.example.MyLoss");

        OptimizerSettings adamw = files().loadWith(
                        "optimizer { kind = adamw, beta1 = 0.5, beta2 = 0, epsilon = 1, weight-decay = 0 }")
                .optimizer();
        assertThat(adamw)
                .isEqualTo(new OptimizerSettings(
                        OptimizerSettings.Kind.ADAMW,
                        Optional.empty(),
                        Optional.of(0.5),
                        Optional.of(0.0),
                        Optional.of(1.0),
                        Optional.of(0.0),
                        Optional.empty()));
        assertThat(files().loadWith("optimizer { kind = lbfgs, history = 1000 }")
                        .optimizer()
                        .history())
                .contains(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimizer.kind = lbfgs\ngradient.batch-size = all",
                "optimizer.kind = lbfgs\ngradient.kind = full\npenalty.l1 = 1",
                "optimizer.kind = lbfgs\nlearning-rate.warmup = 0 epochs",
                "optimizer.kind = rmsprop\npenalty.l1 = 1",
                "optimizer.kind = adagrad\npenalty.l1 = 1",
                "optimizer.kind = adam\npenalty.l2 = 1",
                "optimizer.kind = adamw\npenalty { l1 = 0, l2 = 1 }",
                "averaging.kind = polyak\npenalty.l1 = 1",
                "gradient { kind = full, clip-norm = 1, clip-value = 1 }",
                "gradient { kind = svrg, batch-size = all }",
                "gradient { kind = saga, sampling = with-replacement, clip-norm = 1 }\npenalty.l1 = 1",
                "gradient.kind = svrg\noptimizer.kind = adam",
                "gradient.kind = saga\noptimizer.kind = nesterov",
                "engine.sync-every = auto\noptimizer.kind = momentum\npenalty.l1 = 1",
                "engine.sync-every = 2\ngradient.kind = full",
                "engine { sync-every = 2, replicas = 1 }\ngradient { kind = svrg, snapshot = average }",
                "engine.sync-every = 2\naveraging.kind = tail",
                "engine.sync-every = 1\noptimizer.kind = lbfgs",
                "data.validation = 0.5",
                "data.validation = 1e-9\nstop.patience = 1"
            })
    void takesWhatGoesTogether(String lines) {
        assertThat(files().loadWith(lines)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        kind = mini-batch, -, -
        kind = full, -, -
        kind = saga, -, -
        kind = svrg, LAST, -
        'kind = svrg, snapshot = last', LAST, -
        'kind = svrg, snapshot = random, snapshot-every = 7', RANDOM, 7
        'kind = svrg, snapshot = average, snapshot-every = 0.5 epochs', AVERAGE, 0.5 epochs
        """)
    void readsTheLoopOfSvrg(String keys, GradientSettings.Snapshot snapshot, String every) {
        GradientSettings gradient =
                files().loadWith("gradient { " + keys + " }").gradient();

        assertThat(gradient.snapshot()).isEqualTo(Optional.ofNullable(snapshot));
        assertThat(gradient.snapshotEvery().map(Span::toString)).isEqualTo(Optional.ofNullable(every));
    }

    /** Empty steps between two synchronisations are those that the method chooses. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        '', 1, -, false
        sync-every = 1, 1, -, false
        sync-every = null, 1, -, false
        sync-every = auto, -, 8, true
        sync-every = 2, 2, 8, true
        sync-every = 1e6, 1000000, 8, true
        'sync-every = auto, replicas = 1', -, 1, true
        'sync-every = 5, replicas = 1048576', 5, 1048576, true
        """)
    void readsLocalSteps(String keys, Long syncEvery, Integer replicas, boolean local) {
        EngineSettings engine = files().loadWith("engine { " + keys + " }").engine();

        assertThat(engine.syncEvery()).isEqualTo(Optional.ofNullable(syncEvery));
        assertThat(engine.replicas()).isEqualTo(Optional.ofNullable(replicas));
        assertThat(engine.takesLocalSteps()).isEqualTo(local);
    }

    @Test
    void readsTheSettingsOfTheDecays() {
        LearningRateSettings marks = rate("decay = multi-step, factor = 0.5, at = [1 epoch, 2.5 epochs]");
        assertThat(marks.at()).containsExactly(Span.epochs(1), Span.epochs(2.5));
        assertThat(marks.initial()).isEmpty();
        assertThat(rate("decay = multi-step, factor = 1, at = 7").at()).containsExactly(Span.steps(7));

        LearningRateSettings polynomial = rate("decay = polynomial, period = 9, power = 2, minimum = 3");
        assertThat(polynomial.power()).contains(2.0);
        assertThat(polynomial.period()).contains(Span.steps(9));
        assertThat(polynomial.minimum()).isEqualTo(3);

        LearningRateSettings restarts = rate("decay = cosine-restarts, period = 9, period-factor = 1.5");
        assertThat(restarts.periodFactor()).contains(1.5);
        assertThat(restarts.period()).contains(Span.steps(9));

        LearningRateSettings exponential = rate("initial = 2, decay = exponential, factor = 0.1, every = 3 epochs");
        assertThat(exponential.factor()).contains(0.1);
        assertThat(exponential.every()).contains(Span.epochs(3));

        assertThat(rate("schedule = a.b.Mine").schedule()).contains("a.b.Mine");
        assertThat(rate("initial = auto").initial()).isEmpty();
        assertThat(rate("initial = 2").initial()).contains(2.0);
    }

    private LearningRateSettings rate(String keys) {
        return files().loadWith("learning-rate { " + keys + " }").learningRate();
    }

    @ParameterizedTest
    @CsvSource({"my-run.conf, my-run", "a.b.conf, a.b", "plain, plain", ".conf, run", "a:b.conf, a-b"})
    void namesTheRunAfterTheFile(String file, String name) {
        ConfigurationFiles files = files();
        Path path = files.write(file, ConfigurationFiles.REQUIRED);

        assertThat(files.loader().load(path, List.of()).name()).isEqualTo(name);
    }

    @Test
    void takesNullInAFileAsNotGiven() {
        Configuration configuration = files().loadWith("stop.max-epochs = null\ndata.test = null\ngradient = null");

        assertThat(configuration.stop().epochLimit()).hasValue(20.0);
        assertThat(configuration.data().test()).isEmpty();
        assertThat(configuration.gradient()).isEqualTo(GradientSettings.defaults());
    }

    @Test
    void readsQuotedDottedKeysLikeNestedOnes() {
        assertThat(files().loadWith("\"gradient.batch-size\" = 32").gradient().batchSize())
                .contains(BatchSize.rows(32));
    }

    @Test
    void loadsTheQuickstartOfTheProject() {
        Path quickstart = Path.of("conf", "quickstart.conf");
        ConfigurationLoader loader =
                new ConfigurationFiles(folder, Map.of("GLISSADE_HOME", "/opt/glissade"), Map.of()).loader();

        Configuration configuration = loader.load(quickstart, List.of());
        assertThat(configuration.name()).isEqualTo("quickstart");
        assertThat(configuration.data().train()).isEqualTo("/opt/glissade/src/main/data/adult/a9a.svm.gz");

        Configuration own = loader.load(quickstart, List.of("data.train=my.csv", "data.test=null", "data.label=y"));
        assertThat(own.data().train()).isEqualTo("my.csv");
        assertThat(own.data().test()).isEmpty();
        assertThat(own.data().label()).contains("y");
    }

    @Nested
    class OnTheCommandLine {

        @Test
        void theLastAssignmentCounts() {
            Configuration configuration = files().loadWith("seed = 1", "seed=2", "seed = 3");

            assertThat(configuration.seed()).isEqualTo(3);
        }

        @Test
        void nullBringsTheDefaultBack() {
            Configuration configuration =
                    files().loadWith("seed = 9\npenalty { l1 = 1, l2 = 2 }", "seed=5", "seed=null", "penalty=null");

            assertThat(configuration.seed()).isZero();
            assertThat(configuration.penalty()).isEqualTo(PenaltySettings.defaults());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "hdfs://host:9000/p",
                    "s3a://bucket/a=b/*.csv",
                    "C:\\data\\x.csv",
                    "a = b",
                    "x # no comment",
                    "\"quoted\"",
                    "${HOME}",
                    "{2024,2025}-*.csv.gz",
                    "[0-9]*.csv",
                    "true",
                    "1e-5"
                })
        void aTextNeedsNoQuotes(String path) {
            assertThat(files().loadWith("", "data.train=" + path).data().train())
                    .isEqualTo(path);
        }

        @Test
        void listsAndGroupsAreHocon() {
            Configuration configuration = files().loadWith(
                            "penalty.l2 = 5",
                            "data.features=[a, \"b c\"]",
                            "penalty={l1 = 1e-3}",
                            "model.initial-weights=[1, 2.5]");

            assertThat(configuration.data().features()).containsExactly("a", "b c");
            assertThat(configuration.penalty()).isEqualTo(new PenaltySettings(1e-3, 5));
            assertThat(configuration.model().initialWeights()).isEqualTo(new InitialWeights.Each(List.of(1.0, 2.5)));
        }

        @Test
        void whatRefersToAnOverriddenKeyFollowsIt() {
            assertThat(files().loadWith("seed = 1\ndata.shuffle-seed = ${seed}", "seed=8")
                            .data()
                            .shuffleSeed())
                    .isEqualTo(8);
        }

        @Test
        void aWrongValueInTheFileCanBeMended() {
            assertThat(files().loadWith("penalty.l2 = -1", "penalty.l2=0")
                            .penalty()
                            .l2())
                    .isZero();
        }
    }

    @Nested
    class Spark {

        @Test
        void takesAnySettingNestedDottedOrQuoted() {
            SparkSettings spark = files().loadWith("""
                spark {
                  master = "local[4]"
                  executor { memory = 2g, cores = 4 }
                  "speculation" = true
                  "speculation.interval" = 0.10
                  spark.ui.enabled = false
                }
                "spark.locality.wait" = 1s
                """).spark();

            assertThat(spark.master()).contains("local[4]");
            assertThat(spark.settings())
                    .isEqualTo(Map.of(
                            "spark.executor.memory", "2g",
                            "spark.executor.cores", "4",
                            "spark.speculation", "true",
                            "spark.speculation.interval", "0.10",
                            "spark.ui.enabled", "false",
                            "spark.locality.wait", "1s"));
        }

        @Test
        void anOverrideKeepsSettingsWhoseNamesGoOn() {
            SparkSettings spark = files().loadWith(
                            """
                            spark.kryoserializer.buffer.max = 64m
                            spark.executor.memory = 1g
                            spark.ui.enabled = true
                            """,
                            "spark.kryoserializer.buffer=1m",
                            "spark.executor.memory=2g",
                            "spark.ui.enabled=null",
                            "spark.master=spark://host:7077")
                    .spark();

            assertThat(spark.master()).contains("spark://host:7077");
            assertThat(spark.settings())
                    .isEqualTo(Map.of(
                            "spark.kryoserializer.buffer", "1m",
                            "spark.kryoserializer.buffer.max", "64m",
                            "spark.executor.memory", "2g"));
        }
    }

    @Nested
    class Substitutions {

        @Test
        void namesAnEnvironmentVariableASystemPropertyOrAKey() {
            ConfigurationFiles files = new ConfigurationFiles(
                    folder, Map.of("DATA", "/big", "SEED", "12"), Map.of("user.name", "ada", "SEED", "13"));

            Configuration configuration = files.load("""
                data.train = ${DATA}/train.csv
                data.test = ${?NOT_SET}
                seed = ${SEED}
                data.shuffle-seed = ${seed}
                run.dir = runs/${user.name}
                model.kind = logistic
                learning-rate.initial = 0.1
                """);

            assertThat(configuration.data().train()).isEqualTo("/big/train.csv");
            assertThat(configuration.data().test()).isEmpty();
            assertThat(configuration.seed()).isEqualTo(12);
            assertThat(configuration.data().shuffleSeed()).isEqualTo(12);
            assertThat(configuration.run().dir()).contains("runs/ada");
        }

        @Test
        void glissadeHomeIsTheFolderOfTheCallUnlessSet() {
            assertThat(testSet(Map.of(), Map.of())).contains("./a.csv");
            assertThat(testSet(Map.of(), Map.of("glissade.home", "/opt"))).contains("/opt/a.csv");
            assertThat(testSet(Map.of("GLISSADE_HOME", "/usr"), Map.of("glissade.home", "/opt")))
                    .contains("/usr/a.csv");
        }

        private Optional<String> testSet(Map<String, String> environment, Map<String, String> properties) {
            return new ConfigurationFiles(folder, environment, properties)
                    .loadWith("data.test = ${GLISSADE_HOME}/a.csv")
                    .data()
                    .test();
        }

        @Test
        void whatNoSubstitutionNamesIsNotRead() {
            ConfigurationFiles files =
                    new ConfigurationFiles(folder, Map.of("seed", "98"), Map.of("seed", "99", "penalty.l2", "1"));

            assertThat(files.load(ConfigurationFiles.REQUIRED)).isEqualTo(files().load(ConfigurationFiles.REQUIRED));
        }

        @Test
        void aWrongValueOfAVariableNamesTheKeyAndTheVariable() {
            ConfigurationFiles files = new ConfigurationFiles(folder, Map.of("SEED", "many"), Map.of());

            assertThatThrownBy(() -> files.loadWith("seed = ${SEED}"))
                    .isInstanceOf(UserError.class)
                    .hasMessage("environment variable SEED: seed = many: must be a whole number");
        }
    }

    @Nested
    class Includes {

        @Test
        void areReadBesideTheFileAndGoBeforeIt() {
            ConfigurationFiles files = files();
            files.write("base.conf", "seed = 1\npenalty.l2 = 3");

            Configuration configuration = files.loadWith("include \"base.conf\"\nseed = 2");

            assertThat(configuration.seed()).isEqualTo(2);
            assertThat(configuration.penalty().l2()).isEqualTo(3);
        }

        @Test
        void aMistakeInOneNamesItsLine() {
            ConfigurationFiles files = files();
            files.write("base.conf", "\n\nlr = 3");

            UserError error = catchThrowableOfType(
                    UserError.class, () -> files.loadWith("include \"base.conf\"\npenalty.l2 = 1"));

            assertThat(files.withoutFolder(error))
                    .isEqualTo("base.conf line 3: unknown key lr; did you mean learning-rate.initial?");
        }

        @ParameterizedTest
        @ValueSource(strings = {"include \"bse.conf\"", "include required(\"bse.conf\")", "include file(\"bse.conf\")"})
        void haveToBeThere(String include) {
            UserError error = catchThrowableOfType(UserError.class, () -> files().loadWith(include));

            assertThat(files().withoutFolder(error)).isEqualTo("x.conf: includes bse.conf, which cannot be read");
        }

        @Test
        void mayNotIncludeThemselves() {
            UserError error = catchThrowableOfType(UserError.class, () -> files().loadWith("include \"x.conf\""));

            assertThat(files().withoutFolder(error))
                    .isEqualTo("x.conf: include statements nested more than 50 times,"
                            + " you probably have a cycle in your includes.");
        }
    }

    @Nested
    class Files {

        @Test
        void haveToExist() {
            assertThatThrownBy(() -> files().loader().load(Path.of("no", "such.conf"), List.of()))
                    .isInstanceOf(UserError.class)
                    .hasMessage("no/such.conf: there is no such configuration file");
        }

        @Test
        void areNotFolders() {
            assertThatThrownBy(() -> files().loader().load(folder, List.of()))
                    .isInstanceOf(UserError.class)
                    .hasMessage(folder + ": is a folder, not a configuration file");
        }
    }
}
