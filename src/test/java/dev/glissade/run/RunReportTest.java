package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.config.UserError;
import dev.glissade.files.Directory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports of runs, and what runs write down for them. */
class RunReportTest {

    @TempDir
    private Path directory;

    private List<String> conf;
    private Path run;

    /** y = 2a + 1 with a small wave; b is noise. */
    @BeforeEach
    void writeTable() throws IOException {
        List<String> lines = new ArrayList<>(List.of("a,b,y,kind"));
        for (int i = 0; i < 60; i++) {
            double a = (i % 7 - 3) / 3.0;
            double b = (i % 11 - 5) / 5.0;
            lines.add("%s,%s,%s,%s".formatted(a, b, 2 * a + 1 + 0.3 * b, a + b > 0.1 ? "yes" : "no"));
        }
        Path table = Files.write(directory.resolve("table.csv"), lines);
        run = directory.resolve("run");
        conf = List.of(
                "name = \"two parameters\"",
                "data { train = \"" + table + "\", label = y, features = [a] }",
                "model.kind = linear",
                "learning-rate.initial = 0.3",
                "gradient.batch-size = 20",
                "stop.max-epochs = 10",
                "run.dir = \"" + run + "\"");
    }

    @Test
    void aRunOfTwoParametersLeavesItsPathItsObjectiveAndItsRows() throws IOException {
        RunSummary summary = Runs.train(directory, conf, "penalty.l2=0.1");
        List<String> lines = Files.readAllLines(run.resolve("metrics.jsonl"));
        JsonNode last = Json.parse(lines.get(lines.size() - 1));
        assertThat(RecordedRun.weights(last)).isEqualTo(summary.result().weights());

        ObjectiveMap map = ObjectiveMap.of(Json.parse(Files.readString(run.resolve("objective.json"))));
        assertThat(map.parameters()).containsExactly("weight of a", "intercept");
        assertThat(map.rows()).isEqualTo(60);
        assertThat(map.grid().xs()).hasSize(41);
        double[] held = summary.result().weights().toArray();
        assertThat(held[0]).isBetween(map.grid().xs().get(5), map.grid().xs().get(35));
        for (int place : new int[] {0, 17, 40, 41 * 41 - 1}) {
            double w0 = map.grid().xs().get(place % 41);
            double w1 = map.grid().ys().get(place / 41);
            assertThat(map.grid().values().get(place)).isCloseTo(objective(w0, w1, 0.1), within(1e-12));
        }

        RowSample sample = RowSample.of(Json.parse(Files.readString(run.resolve("sample.json"))));
        assertThat(sample.features()).hasSize(60);
        for (int row = 0; row < 60; row++) {
            assertThat(sample.labels().get(row) - 2 * sample.features().get(row) - 1)
                    .isBetween(-0.31, 0.31);
        }
        assertThat(summary.jobs()).isEqualTo(30 + 11); // what is shown costs the run's own account nothing
    }

    /** Mean of ½(w₀a + w₁ − y)² and the penalty, the intercept left out of it. */
    private static double objective(double w0, double w1, double l2) {
        double sum = 0;
        for (int i = 0; i < 60; i++) {
            double a = (i % 7 - 3) / 3.0;
            double error = w0 * a + w1 - (2 * a + 1 + 0.3 * ((i % 11 - 5) / 5.0));
            sum += error * error / 2;
        }
        return sum / 60 + l2 / 2 * w0 * w0;
    }

    @Test
    void standardizedFeaturesAreShownAsTheyWereRead() throws IOException {
        RunSummary summary = Runs.train(directory, conf, "data.standardize=true");
        List<String> lines = Files.readAllLines(run.resolve("metrics.jsonl"));
        assertThat(RecordedRun.path(List.of(Json.parse(lines.get(lines.size() - 1))))
                        .get(0)
                        .toArray()[0])
                .isCloseTo(2, within(0.2));
        ObjectiveMap map = ObjectiveMap.of(Json.parse(Files.readString(run.resolve("objective.json"))));
        double w0 = map.grid().xs().get(3);
        double w1 = map.grid().ys().get(8);
        assertThat(map.grid().values().get(8 * 41 + 3)).isCloseTo(objective(w0, w1, 0), within(1e-12));
        RowSample sample = RowSample.of(Json.parse(Files.readString(run.resolve("sample.json"))));
        assertThat(sample.features()).allMatch(a -> Math.abs(a * 3 - Math.rint(a * 3)) < 1e-12);
        assertThat(summary.diverged()).isFalse();
    }

    @Test
    void aLargerModelLeavesNeither() {
        Runs.train(directory, conf, "data.features=[a,b]", "stop.max-epochs=1");
        assertThat(run.resolve("objective.json")).doesNotExist();
        assertThat(run.resolve("sample.json")).doesNotExist();
        assertThat(run.resolve("metrics.jsonl")).content().doesNotContain("\"weights\"");
    }

    @Test
    void theReportShowsWhatTheRunHas() throws IOException {
        Runs.train(directory, conf, "data.validation=0.2", "data.test=" + directory.resolve("table.csv"));
        String html = report();
        assertThat(plots())
                .containsExactly(
                        "batch-size.png",
                        "fit.png",
                        "gradient-norm.png",
                        "learning-rate.png",
                        "loss.png",
                        "metric-mae.png",
                        "metric-r2.png",
                        "metric-rmse.png",
                        "objective-contour.png",
                        "objective-excess.png",
                        "objective-surface.png",
                        "time-by-phase.png");
        assertThat(html)
                .contains("<h1>two parameters</h1>", "completed", "validation loss", "<dt>test rmse</dt>")
                .contains("The whole configuration, as resolved", "max-epochs")
                .doesNotContain("class=\"notice\"");
    }

    /** Two classes by two features: four charts fewer, and no path. */
    @Test
    void whatARunHasNotIsLeftOut() throws IOException {
        Runs.train(
                directory, conf, "data.features=[a,b]", "data.label=kind", "model.kind=logistic", "stop.max-epochs=2");
        report();
        assertThat(plots())
                .contains("metric-accuracy.png", "metric-auc.png", "noise-scale.png")
                .doesNotContain("fit.png", "objective-contour.png");
    }

    @Test
    void withVarianceReductionNoNoiseIsSeen() throws IOException {
        Runs.train(directory, conf, "gradient.kind=svrg", "stop.max-epochs=3");
        report();
        assertThat(plots()).contains("loss.png").doesNotContain("noise-scale.png");
    }

    @Test
    void aReportWrittenAgainHasTheSameBytesAndNoPictureOfBefore() throws IOException {
        Runs.train(directory, conf, "stop.max-epochs=2");
        report();
        Map<String, byte[]> first = bytes();
        Files.writeString(run.resolve("plots/old.png"), "of a chart that is no more");
        report();
        Map<String, byte[]> second = bytes();
        assertThat(second.keySet()).isEqualTo(first.keySet());
        first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
    }

    @Test
    void aRunThatDivergedSaysSoAtItsTop() throws IOException {
        assertThat(Runs.train(directory, conf, "learning-rate.initial=50").diverged())
                .isTrue();
        assertThat(report())
                .containsSubsequence("class=\"notice\"", "This run diverged: step", "Likely cause: ", "<dl class");
    }

    @Test
    void aRunThatDidNotEndSaysSoAtItsTop() throws IOException {
        Runs.train(directory, conf);
        Files.delete(run.resolve("summary.json"));
        Files.writeString(
                run.resolve("metrics.jsonl"), Files.readString(run.resolve("metrics.jsonl")) + "{\"step\":31,\"ep");
        assertThat(report())
                .containsSubsequence(
                        "class=\"notice\"",
                        "The last step that it has recorded is 30;",
                        "<dl class",
                        "<dt>steps</dt><dd>30</dd>");
    }

    @Test
    void noiseRollbacksAndValuesThatAreNoneAreDrawnAsWhatTheyAre() throws IOException {
        Files.createDirectories(run);
        Files.writeString(run.resolve("config.conf"), "name=\"by hand\"\n");
        List<String> lines = new ArrayList<>();
        for (int step = 0; step < 20; step++) {
            lines.add("""
                    {"step":%d,"epoch":%s,"loss":%s,"objective":1.5,"gradientNorm":null,"learningRate":0.1,"batchSize":8,\
                    "noise":{"trace":1,"squaredNorm":0.1,"scale":%s,"scaleLow":5,"scaleHigh":40,"resolved":%s}%s}\
                    """.formatted(
                            step,
                            step / 4.0,
                            step == 3 ? "null" : "2.0",
                            step == 7 ? "null" : "10",
                            step != 7,
                            step == 9 ? ",\"rollback\":{\"number\":1,\"toStep\":5,\"learningRateFactor\":0.5}" : ""));
        }
        Files.write(run.resolve("metrics.jsonl"), lines);
        String html = report();
        assertThat(plots()).containsExactly("batch-size.png", "learning-rate.png", "loss.png", "noise-scale.png");
        assertThat(html)
                .contains("<h1>by hand</h1>", "rollback 1, rate × 0.5", "rollbacks so far: 1.")
                .contains("\"name\":\"noise scale\",\"form\":\"band\"")
                .containsPattern("\"name\":\"noise scale\".*?\"y\":\\[10.0,10.0,10.0,10.0,10.0,10.0,10.0,null,10.0")
                .doesNotContain("NaN,", "Infinity,");
    }

    @Test
    void ofVeryManyLinesSomeAreReadAndNoTimeIsLost() throws IOException {
        Files.createDirectories(run);
        List<String> lines = new ArrayList<>();
        for (int step = 0; step < 1_000; step++) {
            lines.add("{\"step\":%d,%s\"secondsByPhase\":{\"compute\":0.5,\"ship\":1.0}}"
                    .formatted(step, step == 777 ? "\"objective\":1.0," : ""));
        }
        Files.write(run.resolve("metrics.jsonl"), lines);
        List<JsonNode> some = RecordedRun.lines(Directory.at(run.toString(), new Configuration()), 100);
        assertThat(some)
                .hasSize(102)
                .extracting(line -> line.get("step").asInt())
                .contains(0, 10, 777, 990, 999);
        assertThat(some.stream()
                        .mapToDouble(line ->
                                line.get("secondsByPhase").get("compute").asDouble())
                        .sum())
                .isEqualTo(500);
        assertThat(RecordedRun.lines(Directory.at(run.toString(), new Configuration())))
                .hasSize(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"st"})
    void withoutALineThereIsNothingToShow(String content) throws IOException {
        Files.createDirectories(run);
        Files.writeString(run.resolve("config.conf"), "");
        Files.writeString(run.resolve("metrics.jsonl"), content);
        assertThatThrownBy(this::report)
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "%s: there is no line of metrics in it; the run has not got to its first step".formatted(run));
    }

    @Test
    void aRunThatIsAtWorkIsLeftAlone() throws IOException {
        Runs.train(directory, conf, "stop.max-epochs=1");
        Directory place = Directory.at(run.toString(), new Configuration());
        Owner owner = Owner.of(place);
        try {
            assertThatThrownBy(this::report)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("process %d is at work on this run"
                            .formatted(ProcessHandle.current().pid()));
        } finally {
            owner.close();
        }
        assertThat(run.resolve("report.html")).doesNotExist();
    }

    @Test
    void aFileThatSomebodyHasChangedIsNamed() throws IOException {
        Runs.train(directory, conf, "stop.max-epochs=1");
        Files.writeString(run.resolve("objective.json"), "{\"parameters\":[\"a\"]}");
        assertThatThrownBy(this::report).isInstanceOf(UserError.class).hasMessageContaining("objective.json");
    }

    private String report() throws IOException {
        List<String> warnings = new ArrayList<>();
        BegunRun.at(run.toString(), List.of()).writeReport(warnings::add);
        assertThat(warnings).isEmpty();
        String html = Files.readString(run.resolve("report.html"));
        return html.substring(0, html.indexOf("</main>")); // without the libraries
    }

    private List<String> plots() {
        try (Stream<Path> files = Files.list(run.resolve("plots"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Map<String, byte[]> bytes() throws IOException {
        Map<String, byte[]> bytes =
                new TreeMap<>(Map.of("report.html", Files.readAllBytes(run.resolve("report.html"))));
        for (String plot : plots()) {
            bytes.put(plot, Files.readAllBytes(run.resolve("plots").resolve(plot)));
        }
        return bytes;
    }
}
