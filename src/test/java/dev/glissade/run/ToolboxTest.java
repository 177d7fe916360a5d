package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.Listening;
import dev.glissade.config.UserError;
import dev.glissade.linalg.DenseVector;
import dev.glissade.training.Evaluation;
import dev.glissade.training.StopReason.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every tool that a configuration can ask for, on Spark, from the configuration to the run directory. */
class ToolboxTest {

    @TempDir
    private Path directory;

    private List<String> conf;
    private Path table;

    /** 240 rows; y = 2a − b/1000 + 1 with a little noise; the class is "high" where y is above 1. */
    @BeforeEach
    void writeTable() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        List<String> lines = new ArrayList<>(List.of("a,b,y,kind"));
        for (int row = 0; row < 240; row++) {
            double a = random.nextDouble(-1, 1);
            double b = 5_000 + 1_000 * random.nextDouble(-1, 1);
            double y = 2 * a - b / 1_000 + 1 + 0.3 * random.nextDouble(-1, 1);
            lines.add("%s,%s,%s,%s".formatted(a, b, y, y > -4 ? "high" : "low"));
        }
        table = Files.write(directory.resolve("table.csv"), lines);
        conf = List.of(
                "data { train = \"" + table + "\", label = kind, features = [a, b], standardize = true }",
                "model.kind = logistic",
                "penalty.l2 = 0.01",
                "gradient.batch-size = 60",
                "stop.max-epochs = 10");
    }

    private int runs;

    private RunSummary train(String... overrides) {
        List<String> all = new ArrayList<>(List.of(overrides));
        all.add("run.dir=" + directory.resolve("run" + ++runs));
        return Runs.train(directory, conf, all.toArray(String[]::new));
    }

    private static double objective(RunSummary summary) {
        return summary.result().evaluation().objective();
    }

    private JsonNode summaryFile() throws IOException {
        return Json.parse(Files.readString(directory.resolve("run" + runs + "/summary.json")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimizer.kind=sgd; learning-rate.initial=1",
                "optimizer.kind=momentum; learning-rate.initial=0.1",
                "optimizer.kind=nesterov; learning-rate.initial=0.1",
                "optimizer.kind=adagrad; learning-rate.initial=0.5",
                "optimizer.kind=rmsprop; learning-rate.initial=0.3; learning-rate.decay=inverse-sqrt",
                "optimizer.kind=adam; learning-rate.initial=0.2",
                "optimizer.kind=adamw; learning-rate.initial=0.2; optimizer.weight-decay=0.001",
                "learning-rate.initial=1; learning-rate.decay=multi-step; learning-rate.at=[2 epochs, 5 epochs]"
                        + "; learning-rate.factor=0.5",
                "learning-rate.initial=1; learning-rate.decay=exponential; learning-rate.every=5 epochs"
                        + "; learning-rate.factor=0.5",
                "learning-rate.initial=1; learning-rate.decay=polynomial; learning-rate.power=2",
                "learning-rate.initial=1; learning-rate.decay=cosine-restarts; learning-rate.period=4 epochs",
                "learning-rate.initial=1; learning-rate.warmup=1 epochs; averaging.kind=polyak",
                "learning-rate.initial=1; averaging.kind=tail",
                "learning-rate.initial=1; gradient.clip-norm=0.5; gradient.clip-value=0.4",
                "learning-rate.initial=0.5; learning-rate.scaling=linear; learning-rate.reference-batch-size=30",
                "learning-rate.initial=0.5; learning-rate.scaling=sqrt; learning-rate.reference-batch-size=15",
                "model.kind=hinge; learning-rate.initial=0.3",
                "model.kind=smooth-hinge; learning-rate.initial=0.5",
            })
    void everyToolComesNearTheOptimum(String overrides) {
        String[] all = (overrides + "; stop.max-epochs=40").split("; ", -1);
        String kind = overrides.startsWith("model.kind") ? all[0] : "model.kind=logistic";
        double optimum =
                objective(train("optimizer.kind=lbfgs", "gradient.batch-size=null", "stop.max-epochs=100", kind));
        assertThat(objective(train(all))).isGreaterThan(optimum * (1 - 1e-9)).isLessThan(optimum * 1.15);
    }

    @Test
    void theRateIsScaledByTheBatch() {
        RunSummary scaled = train(
                "learning-rate.initial=0.5", "learning-rate.scaling=linear", "learning-rate.reference-batch-size=30");
        RunSummary asLarge = train("learning-rate.initial=1");
        assertThat(scaled.weightsSha256()).isEqualTo(asLarge.weightsSha256());
    }

    @Test
    void huberTakesItsDeltaAndKeepsIt() throws IOException {
        Evaluation evaluation = train(
                        "model.kind=huber", "model.huber-delta=1e-3", "data.label=y", "learning-rate.initial=1")
                .result()
                .evaluation();
        // lines beyond ±δ: δ(|e| − δ/2)
        assertThat(evaluation.loss()).isCloseTo(1e-3 * evaluation.metrics().get("mae"), within(1e-6));
        SavedModel saved =
                SavedModel.read(directory.resolve("run" + runs).toString(), new org.apache.hadoop.conf.Configuration());
        assertThat(saved.family().huberDelta()).contains(1e-3);
        assertThat(summaryFile().get("train").has("rmse")).isTrue();
    }

    @Test
    void quasiNewtonConvergesWithoutALimit() throws IOException {
        RunSummary summary = train("optimizer.kind=lbfgs", "gradient.batch-size=null", "stop.max-epochs=null");
        assertThat(summary.result().stopReason().kind()).isEqualTo(Kind.CONVERGED);
        assertThat(summaryFile().get("stopReason").asText()).isEqualTo("converged");
        RunSummary sparse = train(
                "optimizer.kind=lbfgs",
                "gradient.batch-size=null",
                "stop.max-epochs=null",
                "penalty.l1=10",
                "penalty.l2=0");
        DenseVector weights = sparse.result().weights();
        assertThat(weights.get(0)).isZero();
        assertThat(weights.get(1)).isZero();
        assertThat(weights.get(2)).isNotZero();
    }

    /** A model trained on standardised features says the same of the features as they are. */
    @Test
    void standardisedWeightsComeBackOnTheOriginalScale() {
        RunSummary summary = train(
                "optimizer.kind=lbfgs",
                "gradient.batch-size=null",
                "stop.max-epochs=null",
                "penalty.l2=0",
                "data.test=" + table);
        assertThat(summary.test().orElseThrow().loss())
                .isCloseTo(summary.result().evaluation().loss(), within(1e-12));
        RunSummary plain = train(
                "optimizer.kind=lbfgs",
                "gradient.batch-size=null",
                "stop.max-epochs=3000",
                "penalty.l2=0",
                "data.standardize=false",
                "model.initial-weights=[0.1,0,0]",
                "data.test=" + table);
        assertThat(plain.test().orElseThrow().loss())
                .isCloseTo(summary.test().orElseThrow().loss(), within(1e-4));
    }

    /** Weights are the same whatever the scale of the features, once these are standardised: here by powers of two. */
    @Test
    void scaleDoesNotMatterOnceStandardised() throws IOException {
        List<String> scaled = new ArrayList<>();
        for (String line : Files.readAllLines(table)) {
            String[] fields = line.split(",", -1);
            if (!fields[0].equals("a")) {
                fields[1] = Double.toString(Double.parseDouble(fields[1]) * 1024);
            }
            scaled.add(String.join(",", fields));
        }
        Path other = Files.write(directory.resolve("scaled.csv"), scaled);
        String full = "gradient.kind=full";
        double expected = objective(train(full, "gradient.batch-size=null", "learning-rate.initial=1"));
        double found =
                objective(train(full, "gradient.batch-size=null", "learning-rate.initial=1", "data.train=" + other));
        assertThat(found).isCloseTo(expected, within(1e-13));
    }

    @Test
    void standardisingWithoutAnInterceptDoesNotCentre() {
        RunSummary summary = train("model.intercept=false", "data.test=" + table, "learning-rate.initial=0.01");
        assertThat(summary.test().orElseThrow().loss())
                .isCloseTo(summary.result().evaluation().loss(), within(1e-12));
    }

    @Test
    void validationRowsAreHeldOutAndEvaluated() throws IOException {
        RunSummary summary = train("data.validation=0.25", "learning-rate.initial=1");
        assertThat(summary.table().rows()).isEqualTo(180);
        assertThat(summary.result().step()).isEqualTo(summary.result().last().step());
        JsonNode file = summaryFile();
        assertThat(file.get("validation").get("loss").asDouble())
                .isEqualTo(summary.validation().orElseThrow().loss());
        List<String> lines = Files.readAllLines(directory.resolve("run" + runs + "/metrics.jsonl"));
        JsonNode last = Json.parse(lines.get(lines.size() - 1));
        assertThat(last.get("validation")).isEqualTo(file.get("validation").get("loss"));
    }

    @Test
    void patienceEndsTheRunWithTheBestModel() throws IOException {
        RunSummary summary = train(
                "data.validation=0.25",
                "stop.patience=3",
                "stop.max-epochs=1000",
                "learning-rate.initial=20",
                "run.evaluate-every=1",
                "penalty.l2=0",
                "gradient.batch-size=5");
        assertThat(summary.result().stopReason().kind()).isEqualTo(Kind.PATIENCE);
        assertThat(summary.result().step()).isEqualTo(summary.result().last().step() - 3);
        double best = Double.POSITIVE_INFINITY;
        for (String line : Files.readAllLines(directory.resolve("run" + runs + "/metrics.jsonl"))) {
            best = Math.min(best, Json.parse(line).get("validation").asDouble());
        }
        assertThat(summary.validation().orElseThrow().loss()).isEqualTo(best);
        assertThat(summaryFile().get("modelStep").asLong())
                .isEqualTo(summary.result().step());
    }

    @Test
    void relativeToleranceEndsARun() {
        RunSummary summary = train(
                "gradient.kind=full",
                "gradient.batch-size=null",
                "stop.max-epochs=1000",
                "stop.relative-tolerance=1e-6",
                "learning-rate.initial=1");
        assertThat(summary.result().stopReason().kind()).isEqualTo(Kind.RELATIVE_TOLERANCE);
        assertThat(summary.result().last().step()).isLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"})
    void theRateIsFoundAndItsCostTold(String kind) throws IOException {
        RunSummary summary = train("optimizer.kind=" + kind);
        JsonNode search = summaryFile().get("learningRateSearch");
        assertThat(search.get("rate").asDouble()).isPositive();
        assertThat(search.get("trials").size()).isBetween(4, 20);
        assertThat(search.get("jobs").asLong())
                .isGreaterThan(search.get("steps").asLong())
                .isLessThan(summary.jobs());
        assertThat(search.get("epochs").asDouble()).isPositive();
        assertThat(objective(summary)).isLessThan(0.75 * 0.6931471805599453);
        String again = train("optimizer.kind=" + kind).weightsSha256();
        assertThat(again).isEqualTo(summary.weightsSha256());
    }

    @Test
    void aGivenRateIsNotLookedFor() throws IOException {
        train("learning-rate.initial=1");
        assertThat(summaryFile().has("learningRateSearch")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "optimizer.kind=adam penalty.l1=0.1 | Adam's step has no proximal form",
                "optimizer.kind=adamw penalty.l1=0.1 | Adam's step has no proximal form",
                "averaging.kind=tail stop.max-epochs=null stop.max-seconds=1 learning-rate.initial=1 | averaging.start: must",
                "learning-rate.decay=polynomial stop.max-epochs=null stop.max-seconds=1 learning-rate.initial=1 |"
                        + " learning-rate.period: must",
                "data.validation=0.001 | data.validation",
            })
    void whatCannotWorkIsRefused(String overrides, String message) {
        assertThatThrownBy(() -> train(overrides.split(" ", -1)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
        assertThat(directory.resolve("run" + runs)).doesNotExist();
    }

    private List<String> causes(String... overrides) {
        RunSummary summary = train(overrides);
        assertThat(summary.diverged()).isTrue();
        assertThat(summary.result().weights().isFinite()).isTrue();
        return summary.likelyCauses();
    }

    @Test
    void theLikelyCausesOfADivergenceAreNamedInOrderWithTheirFigures() throws IOException {
        List<String> causes = causes(
                "data.standardize=false",
                "data.label=y",
                "model.kind=linear",
                "gradient.batch-size=1",
                "learning-rate.initial=1e-6",
                "model.initial-weights=[2,-0.001,1]", // the line's: the mean gradient is small, not that of a row
                "data.features=[a,b]");
        assertThat(causes).hasSize(4);
        assertThat(causes.get(0)).contains("learning rate of 1.000e-06 at step 1 is above", "2/L");
        assertThat(causes.get(1)).contains("batches of 1 rows are small against the noise scale of");
        assertThat(causes.get(2)).contains("not clipped", "rose from");
        assertThat(causes.get(3)).contains("feature b has a root mean square of 50", "standardize");
        assertThat(summaryFile().get("likelyCauses").size()).isEqualTo(causes.size());
    }

    /** The rate that did the harm is named, not the one that it had decayed to. */
    @Test
    void theLargestRateIsCompared() {
        List<String> causes = causes(
                "gradient.batch-size=240",
                "learning-rate.initial=1e4",
                "learning-rate.decay=multi-step",
                "learning-rate.factor=1e-9",
                "learning-rate.at=[4]",
                "penalty.l2=1",
                "stop.max-steps=8",
                "run.evaluate-every=8");
        assertThat(causes.get(0)).contains("learning rate of 1.000e+04 at step 1 is above", "2/L");
    }

    /** Where no bound on the rate is known, short trials tell a good one. */
    @ParameterizedTest
    @CsvSource({"adam", "rmsprop"})
    void rulesWithoutABoundAreMeasuredByTrials(String optimizer) {
        List<String> causes = causes(
                "optimizer.kind=" + optimizer, "learning-rate.initial=1e8", "penalty.l2=1", "run.evaluate-every=5");
        assertThat(causes.get(0))
                .contains("learning rate of 1.000e+08", "that short trials find best for " + optimizer, "2/L =");
    }

    @Test
    void momentumsBoundIsItsOwn() {
        String[] common = {"gradient.batch-size=240", "penalty.l2=1", "learning-rate.initial=1e4", "stop.max-steps=8"};
        List<String> beginnings = new ArrayList<>();
        for (String momentum : List.of("momentum", "nesterov")) {
            List<String> overrides = new ArrayList<>(List.of(common));
            overrides.addAll(List.of("optimizer.kind=" + momentum, "optimizer.momentum=0.5"));
            beginnings.add(causes(overrides.toArray(String[]::new)).get(0));
        }
        assertThat(beginnings.get(0)).contains("(1.500·2/L with this momentum");
        assertThat(beginnings.get(1)).contains("(0.7500·2/L with this momentum");
    }

    /** Where one row's gradient says little of the mean's, below 2/L of the whole table. */
    @Test
    void aSmallBatchIsNamed() throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        List<String> lines = new ArrayList<>(List.of("a,b,y"));
        for (int row = 0; row < 500; row++) {
            double rare = row % 100 == 0 ? 100 : 0.1 * random.nextDouble(-1, 1);
            lines.add("%s,%s,%s".formatted(rare, random.nextDouble(-1, 1), random.nextDouble(-1, 1)));
        }
        Path heavy = Files.write(directory.resolve("heavy.csv"), lines);
        List<String> causes = causes(
                "data.train=" + heavy,
                "data.standardize=false",
                "data.label=y",
                "model.kind=linear",
                "gradient.batch-size=1",
                "learning-rate.initial=0.015");
        assertThat(causes.get(0)).contains("batches of 1 rows are small against the noise scale of");
    }

    /** The same rows in every format are the same table, and train to the same bits. */
    @Test
    void everyFormatTrainsToTheSameWeights() {
        var rows = dev.glissade.SharedSpark.session()
                .read()
                .option("header", true)
                .option("inferSchema", true)
                .csv(table.toString());
        String expected = train("learning-rate.initial=1").weightsSha256();
        for (String format : List.of("orc", "json", "parquet")) {
            String out = directory.resolve("table." + format).toString();
            rows.repartition(3)
                    .write()
                    .mode(SaveMode.ErrorIfExists)
                    .format(format)
                    .save(out);
            assertThat(train("learning-rate.initial=1", "data.train=" + out).weightsSha256())
                    .as(format)
                    .isEqualTo(expected);
        }
    }

    @Test
    void theChoiceOfTheRateIsSaidInALine() {
        List<String> said = new ArrayList<>();
        Runs.train(new Listening(said), directory, conf, "run.dir=" + directory.resolve("said"));
        assertThat(said.get(said.size() - 1))
                .matches("learning-rate\\.initial = auto: [0-9.E-]+, the best of \\d+ rates tried for 16 steps each"
                        + " \\(.* epochs, \\d+ jobs, .* s\\)");
    }
}
