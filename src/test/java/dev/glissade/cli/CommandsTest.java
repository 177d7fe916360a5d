package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands: what they print, what they leave, how they end. Those of whose processes nothing is shown share one. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CommandsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private static Path table;
    private static Path conf;
    private static OneProcess glissade;

    /** 400 rows of two columns; class "yes" where a is above b, but for some noise. */
    @BeforeAll
    static void writeTable() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<String> lines = new ArrayList<>(List.of("a,b,answer"));
        for (int row = 0; row < 400; row++) {
            double a = random.nextDouble(-1, 1);
            double b = random.nextDouble(-1, 1);
            lines.add("%s,%s,%s".formatted(a, b, a - b + random.nextDouble(-0.3, 0.3) > 0 ? "yes" : "no"));
        }
        table = Files.write(directory.resolve("table.csv"), lines);
        conf = Files.writeString(directory.resolve("small.conf"), """
                data { train = table.csv, label = answer }
                model.kind = logistic
                learning-rate.initial = 1
                gradient.batch-size = 50
                stop.max-epochs = 5
                run.dir = run
                spark.master = "local[2]"
                """);
        glissade = new OneProcess(directory);
    }

    @AfterAll
    static void end() {
        if (glissade != null) {
            glissade.close();
        }
    }

    @Test
    void trainEvaluateAndPredict() throws IOException {
        Glissade.Outcome trained = Glissade.run(directory, "train", conf.toString());
        assertThat(trained.status()).as(trained.errors()).isZero();
        assertThat(trained.out())
                .contains("accuracy")
                .contains(directory.resolve("run").toString());
        JsonNode summary = JSON.readTree(directory.resolve("run/summary.json").toFile());
        assertThat(summary.get("status").asText()).isEqualTo("completed");
        assertThat(summary.get("steps").asLong()).isEqualTo(40);
        assertThat(summary.get("jobs").asLong()).isEqualTo(40 + 6);
        assertThat(summary.get("test").isNull()).isTrue();
        checkMetrics(summary);
        checkModel(summary);

        Glissade.Outcome evaluated = glissade.run("evaluate", "--model", "run/model", "--data", "table.csv", "--json");
        assertThat(evaluated.status()).as(evaluated.errors()).isZero();
        JsonNode metrics = JSON.readTree(evaluated.out());
        assertThat(metrics.get("accuracy").asDouble())
                .isEqualTo(summary.get("train").get("accuracy").asDouble())
                .isGreaterThan(0.85);
        assertThat(metrics.get("loss").asDouble()).isEqualTo(summary.get("loss").asDouble());

        Glissade.Outcome predicted =
                glissade.run("predict", "--model", "run", "--data", "table.csv", "--out", "predicted");
        assertThat(predicted.status()).as(predicted.errors()).isZero();
        checkPredictions(metrics.get("accuracy").asDouble());

        Glissade.Outcome again = glissade.run("predict", "--model", "run", "--data", "table.csv", "--out", "predicted");
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.errorLines())
                .containsExactly("glissade: --out predicted: exists already; predictions never overwrite anything");
    }

    private void checkMetrics(JsonNode summary) throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("run/metrics.jsonl"));
        assertThat(lines).hasSize(41);
        for (int step = 0; step <= 40; step++) {
            JsonNode line = JSON.readTree(lines.get(step));
            assertThat(line.get("step").asInt()).isEqualTo(step);
            assertThat(line.has("objective")).as("step " + step).isEqualTo(step % 8 == 0);
        }
        JsonNode last = JSON.readTree(lines.get(40));
        assertThat(last.get("objective")).isEqualTo(summary.get("objective"));
        assertThat(last.get("epoch").asDouble()).isEqualTo(5);
        assertThat(last.get("rows").asLong()).isEqualTo(2_000);
        assertThat(last.get("learningRate").asDouble()).isEqualTo(1);
    }

    /** The saved model can be read and used by anything that knows JSON and big-endian doubles. */
    private void checkModel(JsonNode summary) throws IOException {
        JsonNode header =
                JSON.readTree(directory.resolve("run/model/model.json").toFile());
        assertThat(header.get("classes")).extracting(JsonNode::asText).containsExactly("no", "yes");
        assertThat(header.get("featureNames")).extracting(JsonNode::asText).containsExactly("a", "b");
        assertThat(header.get("parameters").get("sha256")).isEqualTo(summary.get("weightsSha256"));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(directory.resolve("run/model/parameters.bin")));
        assertThat(bytes.remaining()).isEqualTo(3 * 8);
        assertThat(bytes.getDouble(0)).isPositive();
        assertThat(bytes.getDouble(8)).isNegative();
        assertThat(header.get("provenance").get("configuration").asText())
                .isEqualTo(Files.readString(directory.resolve("run/config.conf")));
    }

    private void checkPredictions(double accuracy) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory.resolve("predicted"))) {
            files = all.filter(file -> file.toString().endsWith(".csv")).toList();
        }
        assertThat(files).hasSize(1);
        List<String> lines = Files.readAllLines(files.get(0));
        List<String> rows = Files.readAllLines(table);
        assertThat(lines).hasSize(401);
        assertThat(lines.get(0)).isEqualTo("row,label,probability_no,probability_yes");
        int right = 0;
        for (int row = 0; row < 400; row++) {
            String[] fields = lines.get(row + 1).split(",", -1);
            assertThat(fields[0]).isEqualTo(Integer.toString(row));
            assertThat(Double.parseDouble(fields[2]) + Double.parseDouble(fields[3]))
                    .isBetween(0.999999, 1.000001);
            assertThat(fields[1]).isEqualTo(Double.parseDouble(fields[3]) > 0.5 ? "yes" : "no");
            right += rows.get(row + 1).endsWith("," + fields[1]) ? 1 : 0;
        }
        assertThat(right / 400.0).isEqualTo(accuracy);
    }

    @Test
    void aRunThatDivergesEndsWithStatusThreeAndAFiniteModel() throws IOException {
        Glissade.Outcome outcome = glissade.run(
                "train", conf.toString(), "run.dir=diverged", "learning-rate.initial=1e308", "stop.max-epochs=2");
        assertThat(outcome.status()).as(outcome.errors()).isEqualTo(3);
        assertThat(outcome.errorLines()).hasSize(1).first().asString().contains("diverged at step");
        assertThat(JSON.readTree(directory.resolve("diverged/summary.json").toFile())
                        .get("status")
                        .asText())
                .isEqualTo("diverged");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(directory.resolve("diverged/model/parameters.bin")));
        while (bytes.hasRemaining()) {
            assertThat(bytes.getDouble()).isFinite();
        }
    }

    @Test
    void badDataEndsWithStatusTwoOneLineAndNoRunDirectory() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(table));
        lines.set(7, "0.5,NaN,yes");
        Files.write(directory.resolve("bad.csv"), lines);
        Glissade.Outcome outcome =
                Glissade.run(directory, "train", conf.toString(), "data.train=bad.csv", "run.dir=none");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines())
                .hasSize(1)
                .first()
                .asString()
                .contains("bad.csv line 8")
                .contains("\"b\"")
                .contains("NaN");
        assertThat(outcome.errors()).doesNotContain("\tat ");
        assertThat(directory.resolve("none")).doesNotExist();
    }
}
