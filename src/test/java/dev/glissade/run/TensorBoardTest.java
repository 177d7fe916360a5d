package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.files.Directory;
import dev.glissade.files.FragileFileSystem;
import dev.glissade.tensorboard.EventFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TensorBoard shows what metrics.jsonl holds, each step once, whatever becomes of the run; and no run ends for it. */
class TensorBoardTest {

    private static final String[] SHORT = {
        "learning-rate.initial=0.3",
        "stop.max-steps=20",
        "gradient.batch-size=24",
        "run.log-every=4",
        "run.evaluate-every=5",
        "checkpoint.every-steps=3"
    };

    @TempDir
    private Path directory;

    private Path run;
    private List<String> conf;

    @BeforeEach
    void writeTable() throws IOException {
        SplittableRandom random = new SplittableRandom(17);
        List<String> lines = new ArrayList<>(List.of("a,b,kind"));
        for (int row = 0; row < 200; row++) {
            double a = random.nextDouble(-1.5, 1.5);
            double b = random.nextDouble(-1.5, 1.5);
            lines.add("%s,%s,%s".formatted(a, b, 2 * a - b + random.nextDouble(-1, 1) > 0 ? "high" : "low"));
        }
        Path table = Files.write(directory.resolve("table.csv"), lines);
        run = directory.resolve("run");
        conf = List.of(
                "data { train = \"%1$s\", test = \"%1$s\", label = kind, validation = 0.2, slices = 8 }"
                        .formatted(table),
                "model.kind = logistic",
                "run.dir = \"" + run + "\"");
    }

    private static String[] with(String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(SHORT));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** What TensorBoard is to show: the lines of metrics.jsonl but those of steps that the run went back from. */
    private Map<String, NavigableMap<Long, Float>> recorded() throws IOException {
        Map<String, NavigableMap<Long, Float>> figures = new TreeMap<>();
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            JsonNode fields = Json.parse(line);
            if (fields.has("rollback")) {
                long to = fields.path("rollback").path("toStep").asLong();
                figures.values().forEach(steps -> steps.tailMap(to, false).clear());
                continue;
            }
            long step = fields.path("step").asLong();
            put(figures, "progress/epoch", step, fields.get("epoch"));
            put(figures, "progress/seconds", step, fields.get("seconds"));
            put(figures, "train/loss", step, fields.get("loss"));
            put(figures, "train/objective", step, fields.get("objective"));
            put(figures, "validation/loss", step, fields.get("validation"));
            put(figures, "optimizer/gradient-norm", step, fields.get("gradientNorm"));
            put(figures, "optimizer/learning-rate", step, fields.get("learningRate"));
            put(figures, "optimizer/batch-size", step, fields.get("batchSize"));
            all(figures, "train/", step, fields.path("train"));
            all(figures, "validation/", step, fields.path("validationMetrics"));
            all(figures, "test/", step, fields.path("test"));
            all(figures, "noise/", step, fields.path("noise"));
        }
        return figures;
    }

    private static void all(Map<String, NavigableMap<Long, Float>> figures, String group, long step, JsonNode named) {
        named.properties().forEach(each -> put(figures, group + each.getKey(), step, each.getValue()));
    }

    private static void put(Map<String, NavigableMap<Long, Float>> figures, String tag, long step, JsonNode figure) {
        if (figure != null && figure.isNumber()) {
            figures.computeIfAbsent(tag, name -> new TreeMap<>()).put(step, (float) figure.asDouble());
        }
    }

    private void assertShown() throws IOException {
        assertThat(EventFiles.shown(run.resolve("tensorboard"))).isEqualTo(recorded());
    }

    @Test
    void showsWhatIsRecorded() throws IOException {
        Runs.train(directory, conf, with("run.tensorboard=true"));
        assertShown();
        assertThat(EventFiles.shown(run.resolve("tensorboard")))
                .containsKeys(
                        "train/loss",
                        "train/objective",
                        "train/accuracy",
                        "validation/loss",
                        "validation/auc",
                        "test/logLoss",
                        "noise/trace");
        assertThat(EventFiles.in(run.resolve("tensorboard"))).hasSize(1);
    }

    /** Two cuts, behind steps that are recorded and taken again; the second process records other steps. */
    @Test
    void goesOnWithTheRun() throws IOException {
        assertThatThrownBy(() -> Runs.train(Watching.cutAt(8), directory, conf, with("run.tensorboard=true")))
                .isInstanceOf(Watching.Cut.class);
        assertThatThrownBy(() -> Runs.resume(Watching.cutAt(15), run, "run.log-every=3"))
                .isInstanceOf(Watching.Cut.class);
        Runs.resume(Watching.only(), run, "run.log-every=4");
        assertThat(EventFiles.in(run.resolve("tensorboard"))).hasSize(3);
        assertShown();
    }

    /** Unless it is asked for nothing is written; a later process may begin. */
    @Test
    void beginsWhereTheRunGoesOn() throws IOException {
        assertThatThrownBy(() -> Runs.train(Watching.cutAt(9), directory, conf, SHORT))
                .isInstanceOf(Watching.Cut.class);
        assertThat(run.resolve("tensorboard")).doesNotExist();
        Runs.resume(Watching.only(), run, "run.tensorboard=true");
        Map<String, NavigableMap<Long, Float>> recorded = recorded();
        long first =
                EventFiles.firstStep(EventFiles.in(run.resolve("tensorboard")).get(0));
        assertThat(first).isBetween(1L, 9L);
        recorded.values().forEach(steps -> steps.headMap(first).clear());
        assertThat(EventFiles.shown(run.resolve("tensorboard"))).isEqualTo(recorded);
    }

    @Test
    void forgetsStepsThatWereGivenUp() throws IOException {
        Runs.train(
                directory,
                conf,
                with(
                        "run.tensorboard=true",
                        "run.log-every=1",
                        "penalty.l2=2",
                        "learning-rate.initial=4",
                        "on-divergence.policy=rollback"));
        assertThat(Files.readString(run.resolve("metrics.jsonl"))).contains("\"rollback\"");
        assertShown();
    }

    @Test
    void theRunGoesOnWhereItCannotBeWritten() throws IOException {
        assertThatThrownBy(() -> Runs.train(Watching.cutAt(9), directory, conf, SHORT))
                .isInstanceOf(Watching.Cut.class);
        Files.writeString(run.resolve("tensorboard"), "a file");
        assertThatThrownBy(() -> Runs.resume(Watching.only(), run, "run.tensorboard=required"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("run.tensorboard = required");
        Watching watching = Watching.only();
        assertThat(Runs.resume(watching, run, "run.tensorboard=true").fields()).containsEntry("steps", 20L);
        assertThat(watching.said)
                .filteredOn(line -> line.contains("tensorboard"))
                .singleElement()
                .asString()
                .startsWith(run.resolve("tensorboard") + ": cannot be written: ")
                .endsWith("; the run goes on without it")
                .doesNotContain("\n");
    }

    @Test
    void oneLineIsSaidOfADiskThatIsFull() throws IOException {
        Directory fragile = Directory.at("fragile://" + run, FragileFileSystem.configuration());
        List<String> said = new ArrayList<>();
        try (TensorBoardLog log = TensorBoardLog.open(fragile, 0, false, said::add)) {
            log.recorded(Map.of("step", 1L, "loss", 0.5));
            assertThat(said).isEmpty();
            FragileFileSystem.fullAfter(0);
            log.recorded(Map.of("step", 2L, "loss", 0.4));
            log.recorded(Map.of("step", 3L, "loss", 0.3));
            log.wentBack(1);
        }
        assertThat(said).hasSize(1);
        assertThat(EventFiles.shown(run.resolve("tensorboard")))
                .isEqualTo(Map.of("train/loss", new TreeMap<>(Map.of(1L, 0.5f))));
    }

    @Test
    void leavesOutWhatIsNoFiniteNumber() {
        Map<String, Object> fields = new TreeMap<>(Map.of("step", 3L, "loss", 0.5));
        fields.put("learningRate", null);
        fields.put("noise", new TreeMap<>(Map.of("resolved", true, "trace", 2.0)));
        assertThat(TensorBoardLog.scalars(fields)).isEqualTo(Map.of("train/loss", 0.5, "noise/trace", 2.0));
    }
}
