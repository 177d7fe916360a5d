package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.gradient.Phase;
import dev.glissade.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run says of its time. */
class TimeByPhaseTest {

    @TempDir
    private Path directory;

    private List<String> conf;
    private int runs;

    @BeforeEach
    void writeTable() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<String> lines = new ArrayList<>(List.of("a,b,answer"));
        for (int row = 0; row < 300; row++) {
            double a = random.nextDouble(-1, 1);
            lines.add("%s,%s,%d".formatted(a, random.nextDouble(-1, 1), a > random.nextDouble(-0.3, 0.3) ? 1 : 0));
        }
        Path table = Files.write(directory.resolve("table.csv"), lines);
        conf = List.of(
                "data { train = \"" + table + "\", label = answer, slices = 8 }",
                "model.kind = logistic",
                "learning-rate.initial = 0.5",
                "gradient.batch-size = 20",
                "run.evaluate-every = 10");
    }

    /** Does something at each state. */
    private record Doing(TrainingListener then) implements RunObserver {

        @Override
        public void say(String line) {}

        @Override
        public TrainingListener training(long maxSteps) {
            return then;
        }

        @Override
        public void trained() {}
    }

    private RunSummary train(TrainingListener then, String... overrides) {
        List<String> all = new ArrayList<>(List.of(overrides));
        all.add("run.dir=" + directory.resolve("run" + ++runs));
        return Runs.train(new Doing(then), directory, conf, all.toArray(String[]::new));
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("run" + runs + "/metrics.jsonl"))) {
            lines.add(Json.parse(line));
        }
        return lines;
    }

    private JsonNode summary() throws IOException {
        return Json.parse(Files.readString(directory.resolve("run" + runs + "/summary.json")));
    }

    private static double total(JsonNode timed) {
        double total = 0;
        for (Phase phase : Phase.values()) {
            double seconds = timed.get("secondsByPhase").get(phase.word()).asDouble(-1);
            assertThat(seconds).as("%s of %s", phase.word(), timed).isNotNegative();
            total += seconds;
        }
        assertThat(timed.get("secondsByPhase")).hasSize(Phase.values().length);
        return total;
    }

    private static double seconds(JsonNode timed, Phase phase) {
        return timed.get("secondsByPhase").get(phase.word()).asDouble();
    }

    /** The seconds of a line are those up to its step; where it is evaluated, that comes behind. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gradient.kind=mini-batch",
                "gradient.kind=svrg",
                "gradient.kind=saga",
                "gradient={kind=full, batch-size=null}",
                "engine.sync-every=3",
                "run.log-every=7",
                "data.validation=0.2",
                "engine={partitions=8, aggregation-depth=2}",
                "optimizer.kind=lbfgs; learning-rate.initial=null; gradient.batch-size=null"
            })
    void thePhasesOfAllLinesAddUpToTheSeconds(String method) throws IOException {
        List<String> overrides = new ArrayList<>(List.of(method.split("; ", -1)));
        overrides.add("stop.max-steps=24");
        long start = System.nanoTime();
        train(state -> {}, overrides.toArray(String[]::new));
        double wall = (System.nanoTime() - start) / 1e9;
        double lag = method.contains("lbfgs") ? 1 : 0.05; // of the clock's start; Breeze has much to load before
        double sum = 0;
        for (JsonNode line : lines()) {
            double before = sum;
            sum += total(line);
            double least = line.has("objective") ? before : sum - seconds(line, Phase.RECORD);
            assertThat(line.get("seconds").asDouble()).isBetween(least - lag, sum);
        }
        assertThat(total(summary())).isBetween(sum - 1e-6, sum + 0.5).isLessThan(wall);
        for (Phase phase : Phase.values()) {
            assertThat(seconds(summary(), phase)).as(phase.word()).isPositive();
        }
    }

    @Test
    void whoeverIsToldOfAStateTakesNothingFromTheSteps() throws IOException {
        String hash = train(state -> {}, "stop.max-steps=20").weightsSha256();
        RunSummary slow = train(state -> LockSupport.parkNanos(10_000_000), "stop.max-steps=20");
        assertThat(slow.weightsSha256()).isEqualTo(hash);
        JsonNode summary = summary();
        assertThat(seconds(summary, Phase.RECORD)).isGreaterThanOrEqualTo(0.2);
        assertThat(seconds(summary, Phase.UPDATE)).isLessThan(0.1);
    }

    /** The time before an interruption is that of the lines up to there. */
    @Test
    void aRunThatGoesOnKnowsTheTimeBefore() throws IOException {
        assertThatThrownBy(() -> train(
                        state -> {
                            LockSupport.parkNanos(5_000_000);
                            if (state.step() == 33) {
                                throw new IllegalStateException("cut");
                            }
                        },
                        "stop.max-steps=40",
                        "checkpoint.every-steps=30"))
                .hasMessageContaining("cut");
        RunSummary summary = Runs.resume(new Doing(state -> {}), directory.resolve("run" + runs));
        List<JsonNode> lines = lines();
        assertThat(lines).hasSize(41);
        double sum = lines.stream().mapToDouble(TimeByPhaseTest::total).sum();
        assertThat(total(summary())).isBetween(sum - 1e-6, sum + 0.5);
        assertThat(seconds(summary(), Phase.RECORD)).isGreaterThanOrEqualTo(0.15);
        assertThat(summary.time().steps()).isEqualTo(40);
        double before = lines.subList(0, 31).stream()
                .mapToDouble(TimeByPhaseTest::total)
                .sum();
        assertThat(summary.time().phases().total() / 1e9 - before).isPositive();
        assertThat(lines.get(31).get("secondsByPhase").get("schedule").asDouble())
                .isPositive();
    }

    /** Two partitions are no more than there are cores, and 40 steps are few; many of both are another matter. */
    @Test
    void adviceIsThereWhereItHelps() throws IOException {
        String method = "gradient={kind=full, batch-size=null}"; // whose steps cannot be larger
        String few = train(state -> {}, method, "stop.max-steps=60", "engine.partitions=4")
                .weightsSha256();
        assertThat(summary().get("advice")).isEmpty();
        assertThat(train(state -> {}, method, "stop.max-steps=49", "data.slices=64", "engine.partitions=64")
                        .time()
                        .advice())
                .isEmpty();
        RunSummary many = train(state -> {}, method, "stop.max-steps=100", "data.slices=64", "engine.partitions=64");
        assertThat(many.time().advice()).hasSize(1);
        assertThat(summary().get("advice")).hasSize(1);
        assertThat(summary().get("advice").get(0).asText())
                .matches(
                        "overhead is \\d\\d% of a step's time: 64 partitions cost \\d[\\d.]* ms a step; 2 would cost about"
                                + " \\d[\\d.]* \\(engine.partitions\\)");
        assertThat(few).isNotEqualTo(many.weightsSha256()); // another number of slices
    }
}
