package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.Listening;
import dev.glissade.SharedSpark;
import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.config.UserError;
import dev.glissade.data.SlicedTable;
import dev.glissade.model.LabelKind;
import dev.glissade.model.ModelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SVRG, SAGA and local steps on Spark, from the configuration to the run directory. */
class VarianceReductionTest {

    private static final int ROWS = 256;
    private static final double L2 = 0.2;

    @TempDir
    private Path directory;

    private final double[][] rows = new double[ROWS][]; // weight, a, b
    private List<String> conf;
    private int runs;

    /** Rows of unequal weight; the class is "high" where 2a − b + noise is above 0. */
    @BeforeEach
    void writeTable() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<String> lines = new ArrayList<>(List.of("weight,a,b,kind"));
        for (int row = 0; row < ROWS; row++) {
            double weight = 0.25 * random.nextInt(2, 8);
            double a = random.nextDouble(-1.5, 1.5);
            double b = random.nextDouble(-1.5, 1.5);
            rows[row] = new double[] {weight, a, b};
            boolean high = 2 * a - b + 2 * random.nextDouble(-1, 1) > 0;
            lines.add("%s,%s,%s,%s".formatted(weight, a, b, high ? "high" : "low"));
        }
        Path table = Files.write(directory.resolve("table.csv"), lines);
        conf = List.of(
                "data { train = \"" + table + "\", label = kind, weight = weight, features = [a, b], slices = 8 }",
                "model.kind = logistic",
                "penalty.l2 = " + L2);
    }

    private RunSummary train(String overrides) {
        return train(new Listening(), overrides);
    }

    private RunSummary train(RunObserver observer, String overrides) {
        List<String> all = new ArrayList<>(List.of(overrides.split("; ", -1)));
        all.add("run.dir=" + directory.resolve("run" + ++runs));
        return Runs.train(observer, directory, conf, all.toArray(String[]::new));
    }

    private JsonNode summaryFile() throws IOException {
        return Json.parse(Files.readString(directory.resolve("run" + runs + "/summary.json")));
    }

    private double suboptimality(String overrides) {
        double optimum = objective(train("optimizer.kind=lbfgs"));
        return (objective(train(overrides)) - optimum) / optimum;
    }

    private static double objective(RunSummary summary) {
        return summary.result().evaluation().objective();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gradient.kind=svrg; gradient.batch-size=64; stop.max-epochs=12",
                "gradient.kind=svrg; gradient.snapshot=average; gradient.batch-size=64; stop.max-epochs=16",
                "gradient.kind=svrg; gradient.snapshot=random; gradient.batch-size=64; stop.max-epochs=16",
                "gradient.kind=svrg; optimizer.kind=momentum; optimizer.momentum=0.5; gradient.batch-size=64; stop.max-epochs=20",
                "gradient.kind=svrg; optimizer.kind=nesterov; optimizer.momentum=0.5; gradient.batch-size=64; stop.max-epochs=20",
                "gradient.kind=saga; gradient.batch-size=64; stop.max-epochs=20",
                "gradient.kind=saga; gradient.sampling=with-replacement; gradient.batch-size=64; stop.max-epochs=20",
                "gradient.kind=svrg; gradient.batch-size=1; engine.sync-every=auto; stop.max-epochs=15",
                "gradient.kind=svrg; gradient.batch-size=1; engine.sync-every=auto; engine.replicas=1; stop.max-epochs=15",
                "gradient.kind=svrg; gradient.batch-size=4; engine.sync-every=40; engine.replicas=2;"
                        + " optimizer.kind=momentum; optimizer.momentum=0.5; stop.max-epochs=30",
            })
    void theRunEndsAtTheOptimum(String overrides) {
        assertThat(suboptimality(overrides)).isBetween(-1e-9, 1e-6);
    }

    /** At the rate that SVRG takes. */
    @Test
    void plainBatchesDoNotGetThere() throws IOException {
        train("gradient.kind=svrg; gradient.batch-size=64; stop.max-epochs=1");
        String rate = summaryFile().get("learningRateBound").get("rate").asText();
        String plain = "gradient.batch-size=64; stop.max-epochs=20; learning-rate.initial=" + rate;
        assertThat(suboptimality(plain)).isGreaterThan(1e-4);
        assertThat(suboptimality(plain + "; engine.sync-every=auto; engine.replicas=2"))
                .isGreaterThan(1e-4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gradient.kind=svrg",
                "gradient.kind=svrg; gradient.snapshot=random; gradient.sampling=bernoulli",
                "gradient.kind=saga",
                "gradient.kind=saga; gradient.sampling=with-replacement",
                "engine.sync-every=7",
                "engine.sync-every=auto; gradient.kind=svrg; gradient.snapshot=average",
                "engine.sync-every=5; optimizer.kind=momentum; averaging.kind=tail; gradient.sampling=without-replacement",
            })
    void partitionsAndDepthsChangeNothing(String method) {
        String all = method + "; gradient.batch-size=24; stop.max-epochs=4; penalty.l1=0.001; engine.partitions=";
        String expected = train(all + "1").weightsSha256();
        assertThat(train(all + "3").weightsSha256()).isEqualTo(expected);
        assertThat(train(all + "8; engine.aggregation-depth=2").weightsSha256()).isEqualTo(expected);
        assertThat(train(all + "null").weightsSha256()).isEqualTo(expected);
        assertThat(train(all + "1; seed=1").weightsSha256()).isNotEqualTo(expected);
    }

    @Test
    void replicasAndTheirStepsChangeTheAnswer() {
        String local = "gradient.batch-size=8; learning-rate.initial=0.5; stop.max-steps=24; engine.sync-every=";
        List<String> hashes = Stream.of("1", "8", "12", "8; engine.replicas=2", "8; engine.replicas=4")
                .map(engine -> train(local + engine).weightsSha256())
                .toList();
        assertThat(hashes).doesNotHaveDuplicates();
        assertThat(train(local + "8; engine.replicas=1").weightsSha256()).isEqualTo(hashes.get(0)); // one is none
    }

    /** κ·max cᵢ(‖xᵢ‖² + 1)·N/Σc + l2, with κ = ¼ for the logistic loss. */
    private double worstRow() {
        double worst = 0;
        for (double[] row : rows) {
            worst = Math.max(worst, row[0] * (row[1] * row[1] + row[2] * row[2] + 1));
        }
        return 0.25 * worst * ROWS / totalWeight() + L2;
    }

    private double totalWeight() {
        return Stream.of(rows).mapToDouble(row -> row[0]).sum();
    }

    /** κ·λmax(Σ cᵢ(xᵢ, 1)(xᵢ, 1)ᵀ)/Σc + l2, by power iteration. */
    private double meanLoss() {
        double[] direction = {1, 1, 1};
        double length = 0;
        for (int round = 0; round < 1_000; round++) {
            double[] next = new double[3];
            for (double[] row : rows) {
                double margin = row[1] * direction[0] + row[2] * direction[1] + direction[2];
                next[0] += row[0] * margin * row[1];
                next[1] += row[0] * margin * row[2];
                next[2] += row[0] * margin;
            }
            length = Math.sqrt(next[0] * next[0] + next[1] * next[1] + next[2] * next[2]);
            for (int i = 0; i < 3; i++) {
                direction[i] = next[i] / length;
            }
        }
        return 0.25 * length / totalWeight() + L2;
    }

    /** L_b with b = 16; under local steps n is a replica's part. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        gradient.kind=svrg | 1 | 256
        gradient.kind=saga | 0.3333333333333333 | 256
        gradient.kind=svrg; optimizer.kind=momentum; optimizer.momentum=0.75 | 0.25 | 256
        gradient.kind=svrg; engine.sync-every=auto; engine.replicas=4 | 1 | 64
        """)
    void theRateFollowsFromTheSmoothness(String method, double factor, long sampledFrom) throws IOException {
        Listening listening = new Listening();
        RunSummary summary = train(listening, method + "; gradient.batch-size=16; stop.max-steps=3");
        double n = sampledFrom;
        double expected = n * 15 / (16 * (n - 1)) * meanLoss() + (n - 16) / (16 * (n - 1)) * worstRow();
        JsonNode bound = summaryFile().get("learningRateBound");
        assertThat(bound.get("rowSmoothness").asDouble()).isCloseTo(worstRow(), within(1e-12));
        assertThat(bound.get("meanSmoothness").asDouble()).isCloseTo(meanLoss(), within(1e-6));
        assertThat(bound.get("batchSmoothness").asDouble()).isCloseTo(expected, within(1e-6));
        assertThat(bound.get("factor").asDouble()).isEqualTo(factor);
        assertThat(bound.get("rate").asDouble())
                .isEqualTo(factor / bound.get("batchSmoothness").asDouble());
        assertThat(bound.get("batchSize").asLong()).isEqualTo(16);
        assertThat(bound.get("rows").asLong()).isEqualTo(sampledFrom);
        assertThat(bound.get("jobs").asLong()).isBetween(2L, 40L).isLessThan(summary.jobs());
        assertThat(bound.get("seconds").asDouble()).isPositive();
        assertThat(summaryFile().has("learningRateSearch")).isFalse();
        assertThat(listening.said()).last().asString().matches("learning-rate\\.initial = auto: .* over L_b = .*");
    }

    /** Where the loss has kinks, or the step is no plain one, no such bound is known. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gradient.kind=svrg; model.kind=hinge",
                "gradient.kind=saga; optimizer.kind=adagrad",
                "engine.sync-every=4; engine.replicas=2"
            })
    void elseTheRateIsLookedFor(String method) throws IOException {
        RunSummary summary = train(method + "; gradient.batch-size=16; stop.max-epochs=2");
        JsonNode search = summaryFile().get("learningRateSearch");
        assertThat(search.get("rate").asDouble()).isPositive();
        assertThat(search.get("jobs").asLong()).isLessThan(summary.jobs());
        assertThat(summaryFile().has("learningRateBound")).isFalse();
    }

    @Test
    void aRateIsNotMadeUpWhereNoneFollows() throws IOException {
        Path zeros = Files.writeString(directory.resolve("zeros.csv"), "a,kind\n0,high\n0,low\n0,low\n");
        String none = "data.train=" + zeros + "; data.weight=null; data.features=[a]; gradient.kind=svrg;"
                + " model.intercept=false; penalty.l2=0; gradient.batch-size=1";
        assertThatThrownBy(() -> train(none))
                .isInstanceOf(UserError.class)
                .hasMessage("learning-rate.initial = auto: no rate follows from a smoothness of 0.0; give one");
        assertThat(directory.resolve("run" + runs)).doesNotExist();
    }

    /** A round is a job, and one for the gradient over all rows, which is evaluated along with it. */
    @Test
    void aRoundIsALineAndTwoJobs() throws IOException {
        RunSummary summary = train("gradient.kind=svrg; gradient.batch-size=1; engine.sync-every=50; engine.replicas=4;"
                + " stop.max-steps=200");
        assertThat(summary.jobs()).isEqualTo(1 + 1 + 4 * 2); // the smoothness, the start, the rounds
        List<JsonNode> lines = metrics();
        assertThat(lines).extracting(line -> line.get("step").asLong()).containsExactly(0L, 50L, 100L, 150L, 200L);
        assertThat(lines).allMatch(line -> line.has("objective"));
        assertThat(lines.subList(1, 5))
                .allMatch(line -> line.get("batchSize").asLong() == 4 * 49) // all replicas' draws; none at the snapshot
                .allMatch(line -> line.get("gradientNorm").asDouble() > 0)
                .allMatch(line -> line.get("learningRate").asDouble() > 0);
        assertThat(lines).extracting(line -> line.get("epoch").asDouble()).isSorted();
        assertThat(summaryFile().get("steps").asLong()).isEqualTo(200);
        assertThat(summaryFile().get("epochs").asDouble()).isEqualTo(4 + 4 * 4 * 49.0 / ROWS);
        assertThat(summaryFile().get("gradientEvaluations").asLong()).isEqualTo(4 * ROWS + 2 * 4 * 4 * 49);
    }

    private List<JsonNode> metrics() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("run" + runs + "/metrics.jsonl"))) {
            lines.add(Json.parse(line));
        }
        return lines;
    }

    /** At the first synchronisation behind a multiple of the steps between two lines, and at the end. */
    @Test
    void linesAreDueBetweenSynchronisations() throws IOException {
        train("engine.sync-every=10; gradient.batch-size=8; learning-rate.initial=0.1; stop.max-steps=75;"
                + " run.log-every=25; run.evaluate-every=1000");
        assertThat(metrics())
                .extracting(line -> line.get("step").asLong())
                .containsExactly(0L, 30L, 50L, 80L); // the run goes on to the end of its round
        train("engine.sync-every=10; gradient.batch-size=8; learning-rate.initial=0.1; stop.max-steps=75;"
                + " run.log-every=1000; run.evaluate-every=25");
        assertThat(metrics()).extracting(line -> line.get("step").asLong()).containsExactly(0L, 30L, 50L, 80L);
        assertThat(metrics()).allMatch(line -> line.has("objective"));
    }

    @Test
    void moreReplicasThanSlicesAreRefused() {
        assertThatThrownBy(() -> train("engine.sync-every=5; engine.replicas=16"))
                .isInstanceOf(UserError.class)
                .hasMessageMatching(
                        "engine\\.replicas = 16: .*table\\.csv has only 8 slices; data\\.slices sets another"
                                + " number");
        assertThat(directory.resolve("run" + runs)).doesNotExist();
    }

    @Test
    void aBatchLargerThanAReplicaIsRefused() {
        assertThatThrownBy(() -> train("engine.sync-every=5; gradient.batch-size=60"))
                .isInstanceOf(UserError.class)
                .hasMessageMatching("gradient\\.batch-size = 60: the smallest of 8 replicas has only \\d\\d rows");
        assertThat(directory.resolve("run" + runs)).doesNotExist();
    }

    @Test
    void theMemoryOfSagaIsSaidAndCoresWithoutAReplicaToo() {
        Listening listening = new Listening();
        train(listening, "gradient.kind=saga; learning-rate.initial=0.1; stop.max-steps=2");
        assertThat(listening.said())
                .last()
                .asString()
                .startsWith("gradient.kind = saga: the driver keeps the slopes of 256");
        assertThat(listening.said().get(0)).doesNotContain("cores");

        Listening toLocalSteps = new Listening();
        train(toLocalSteps, "engine.sync-every=2; engine.replicas=1; learning-rate.initial=0.1; stop.max-steps=2");
        assertThat(toLocalSteps.said())
                .singleElement()
                .asString()
                .contains("8 slices in 1 partition")
                .endsWith(
                        "2 cores but 1 replica: 1 core will have nothing to do; a larger engine.replicas would use them");
    }

    /** Replicas are of the training set; its test set may be in fewer slices, and is read as without them. */
    @Test
    void theTestSetHasNoReplicas() throws IOException {
        Path file = Files.write(directory.resolve("test.conf"), conf);
        Configuration configuration = new ConfigurationLoader(ModelKind.names())
                .load(
                        file,
                        List.of(
                                "engine.sync-every=2",
                                "engine.replicas=1",
                                "data.test=" + directory.resolve("table.csv")));
        TableReader reader = new TableReader(SharedSpark.session(), configuration);
        try (SlicedTable training = reader.training(LabelKind.BINARY);
                SlicedTable test = reader.test(training)) {
            assertThat(training.partitions()).isEqualTo(1);
            assertThat(test.partitions()).isEqualTo(SharedSpark.CORES);
        }
    }

    /** What is held out is held out of every replica. */
    @Test
    void replicasGoWithValidationAndStandardising() {
        String both = "engine.sync-every=auto; engine.replicas=4; gradient.kind=svrg; gradient.batch-size=2;"
                + " data.validation=0.25; data.standardize=true; stop.max-epochs=20; engine.partitions=";
        RunSummary summary = train(both + "1");
        assertThat(summary.table().rows()).isEqualTo(192);
        assertThat(summary.validation()).isPresent();
        assertThat(train(both + "3").weightsSha256()).isEqualTo(summary.weightsSha256());
    }
}
