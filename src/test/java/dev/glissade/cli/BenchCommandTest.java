package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bench} as a user runs it, on little data. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BenchCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] SMALL = {"--master", "local[2]", "rows=2000", "repeats=2", "warmup=1", "steps=3"};

    @TempDir
    private static Path directory;

    private static OneProcess glissade;

    @BeforeAll
    static void start() throws IOException {
        glissade = new OneProcess(directory);
    }

    @AfterAll
    static void end() {
        if (glissade != null) {
            glissade.close();
        }
    }

    private static Glissade.Outcome bench(String... arguments) {
        List<String> all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(SMALL));
        return glissade.run(all.toArray(String[]::new));
    }

    private static Path fewRows(String name) throws IOException {
        Path file = directory.resolve(name);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < 60; row++) {
            lines.add("%d 1:%d 2:1 3:%d".formatted(row % 3 == 0 ? 1 : -1, row % 7, row % 5));
        }
        Files.write(file, lines);
        return file;
    }

    @Test
    void leavesWellFormedFiles() throws IOException {
        Glissade.Outcome outcome = bench("step", "pass", "memory", "features=100", "dir=small");
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        assertThat(outcome.out()).contains("## step", "results  ");
        Path results = directory.resolve("small");
        JsonNode report = JSON.readTree(Files.readString(results.resolve("bench.json")));
        assertThat(report.get("sparkVersion").asText()).startsWith("4.");
        assertThat(report.get("benchmarks")).hasSize(4);
        JsonNode step = report.get("benchmarks").get(0);
        assertThat(step.get("name").asText()).isEqualTo("step");
        assertThat(step.get("data").asText()).contains("2,000 × 100");
        JsonNode ours = step.get("contestants").get(1);
        assertThat(ours.get("version").asText()).startsWith("Glissade ");
        assertThat(ours.get("figures")).hasSize(2);
        assertThat(ours.get("min").asDouble())
                .isPositive()
                .isLessThanOrEqualTo(ours.get("median").asDouble());
        assertThat(ours.get("ratios").get(0).get("mustBeAtMost").asDouble()).isEqualTo(1.3);
        assertThat(ours.get("ratios").get(0).get("reached").isBoolean()).isTrue();
        assertThat(Files.readString(results.resolve("bench.md")))
                .startsWith("# Bench")
                .contains("| our step |");
        try (Stream<Path> plots = Files.list(results.resolve("plots"))) {
            for (Path plot : plots.toList()) {
                assertThat(ImageIO.read(plot.toFile()).getWidth()).isEqualTo(1000);
            }
        }
        assertThat(results.resolve("plots/memory-sparse.png")).exists();
    }

    /** Threads stand in for executors where no cluster can be started. */
    @Test
    void saysHowStepsScale() throws IOException {
        Glissade.Outcome outcome = bench("scaling", "features=10", "non-zeros=4", "latency=3", "dir=scaling");
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        Path results = directory.resolve("scaling");
        JsonNode report = JSON.readTree(Files.readString(results.resolve("bench.json")));
        assertThat(report.get("benchmarks"))
                .extracting(result -> result.get("name").asText())
                .containsExactly("scaling", "scaling, predicted", "scaling, errors");
        JsonNode passes = report.get("benchmarks").get(0).get("contestants");
        assertThat(passes).hasSize(3);
        for (int executors = 1; executors <= 2; executors++) {
            JsonNode beside = passes.get(executors).get("ratios").get(0);
            assertThat(beside.get("mustBeAtLeast").asDouble()).isEqualTo(0.85);
        }
        JsonNode errors = report.get("benchmarks").get(2).get("contestants");
        assertThat(errors.get(0).get("ratios").get(0).get("mustBeAtMost").asDouble())
                .isEqualTo(0.2);
        assertThat(report.get("benchmarks").get(1).get("contestants")).hasSize(16);
        checkForecast(report.get("forecasts").get(0));
        assertThat(Files.readString(results.resolve("bench.md")))
                .contains("## scaling, forecast", "| 1000 | ", "10.0 Gbit/s, 3.00 ms there and back");
        assertThat(ImageIO.read(results.resolve("plots/scaling-forecast.png").toFile())
                        .getWidth())
                .isEqualTo(1000);
    }

    private static void checkForecast(JsonNode forecast) {
        JsonNode workloads = forecast.get("workloads");
        assertThat(workloads).hasSize(6);
        for (JsonNode workload : workloads) {
            assertThat(workload.get("points"))
                    .extracting(point -> point.get("executors").asInt())
                    .startsWith(1, 2, 4)
                    .endsWith(512, 1000);
            boolean here = workload.get("name").asText().endsWith("here");
            assertThat(workload.get("points").get(0).has("measuredSeconds")).isEqualTo(here);
            assertThat(workload.get("points").get(1).has("measuredSeconds")).isEqualTo(here);
            assertThat(workload.get("points").get(2).has("measuredSeconds")).isFalse();
        }
    }

    @Test
    void measuresAFileThatIsGiven() throws IOException {
        Path file = fewRows("given.svm");
        Glissade.Outcome outcome = bench("accuracy", "data=" + file, "targets=1e-2", "cap-seconds=1", "dir=accuracy");
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        assertThat(Files.readString(directory.resolve("accuracy/bench.md")))
                .contains(
                        "## accuracy, given.svm to 0.01", "spark.ml LogisticRegression", "liblinear-java L2R_LR_DUAL");
    }

    /** All that is to be reached is told, whether it is or not. */
    @Test
    void sparseStepsHaveTheirBars() throws IOException {
        Glissade.Outcome outcome = bench("sparse", "features=200", "non-zeros=5", "dir=sparse");
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        JsonNode report = JSON.readTree(Files.readString(directory.resolve("sparse/bench.json")));
        assertThat(report.get("benchmarks").findValuesAsText("name"))
                .contains("sparse, uniform", "sparse, uniform, traffic", "sparse, Zipf", "sparse, Zipf, traffic");
        for (JsonNode comparison : report.get("benchmarks")) {
            double limit = comparison.get("name").asText().endsWith("traffic") ? 2 : 3.5;
            List<Double> limits = new ArrayList<>();
            comparison.findValues("mustBeAtMost").forEach(bar -> limits.add(bar.asDouble()));
            assertThat(limits).containsExactly(limit, limit, limit);
        }
    }

    @Test
    void supportVectorMachinesRaceToo() throws IOException {
        Path file = fewRows("svm.svm");
        Glissade.Outcome outcome = bench("svm", "data=" + file, "targets=1e-1", "cap-seconds=1", "dir=svm");
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        assertThat(Files.readString(directory.resolve("svm/bench.md")))
                .contains("## svm, svm.svm to 0.1", "our local SGD", "spark.ml LinearSVC")
                .contains("liblinear-java L2R_L1LOSS_SVC_DUAL", "hinge (F* known to ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stp | stp: there is no such benchmark; did you mean step?",
                "repeat=3 | command line: unknown key repeat; did you mean repeats?",
                "batch=none | command line: batch = none: must be a whole number from 1 to 1000000000",
                "seed=0.5 | command line: seed = 0.5: must be a whole number"
            })
    void oneLineSaysWhatIsWrongAndNothingIsLeft(String wrong, String message) {
        Glissade.Outcome outcome = bench("step", wrong, "dir=nothing");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errors().lines()).containsExactly("glissade: " + message);
        assertThat(directory.resolve("nothing")).doesNotExist();
    }

    @Test
    void aMissingFileLeavesNothing() {
        Glissade.Outcome outcome = bench("accuracy", "data=nowhere.svm", "dir=nothing");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines()).last().asString().contains("nowhere.svm");
        assertThat(directory.resolve("nothing")).doesNotExist();
    }

    @Test
    void nothingIsEverOverwritten() throws IOException {
        Path taken = Files.createDirectory(directory.resolve("taken"));
        Files.writeString(taken.resolve("mine.txt"), "mine");
        Glissade.Outcome outcome = bench("step", "dir=taken");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errors().lines())
                .containsExactly(
                        "glissade: dir = taken: there is something in it already; nothing is ever overwritten");
    }

    /** As under spark-submit, whose class path has none of the peers' jars. */
    @Test
    void peersMayBeMissing() throws IOException {
        Glissade.Outcome outcome = Glissade.runWithout(
                List.of("liblinear-", "opennlp-tools-", "jmh-core-"),
                directory,
                "bench",
                "kernels",
                "accuracy",
                "--master",
                "local[2]",
                "rows=300",
                "features=4",
                "repeats=1",
                "warmup=0",
                "targets=1e-2",
                "cap-seconds=1",
                "dir=alone");
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        JsonNode report = JSON.readTree(Files.readString(directory.resolve("alone/bench.json")));
        assertThat(report.get("notes"))
                .extracting(JsonNode::asText)
                .extracting(line -> line.substring(0, line.indexOf(" is")))
                .containsExactly(
                        "JMH (org.openjdk.jmh:jmh-core)",
                        "liblinear-java (de.bwaldvogel:liblinear)",
                        "OpenNLP (org.apache.opennlp:opennlp-tools)");
        assertThat(report.get("benchmarks").get(0).get("contestants")).hasSize(5);
    }
}
