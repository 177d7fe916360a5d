package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.glissade.UserJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are ended from outside, and what becomes of their runs. */
@Timeout(300)
class InterruptionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STEPS = 600;

    @TempDir
    private Path directory;

    private Path run;
    private double secondsToEnd;

    @BeforeEach
    void write() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<String> lines = new ArrayList<>(List.of("a,b,kind"));
        for (int row = 0; row < 300; row++) {
            double a = random.nextDouble(-1, 1);
            double b = random.nextDouble(-1, 1);
            lines.add("%s,%s,%s".formatted(a, b, a + random.nextDouble(-1, 1) > b ? "up" : "down"));
        }
        Files.write(directory.resolve("table.csv"), lines);
        Files.writeString(directory.resolve("test.conf"), """
                data { train = table.csv, label = kind, features = [a, b] }
                model.kind = logistic
                gradient.batch-size = 32
                optimizer.kind = momentum
                learning-rate { initial = 0.1, decay = cosine }
                run { log-every = 1, evaluate-every = 100 }
                stop.max-steps = %d
                checkpoint.every-steps = 7
                spark.master = "local[2]"
                """.formatted(STEPS));
        run = directory.toRealPath().resolve("run");
    }

    private Glissade.Outcome whole(String... arguments) {
        return Glissade.run(directory, arguments);
    }

    /** Sends signals, a second apart, once so many steps are recorded; takes the time from the last one on. */
    private Glissade.Outcome ended(int lines, List<String> signals, String... arguments) {
        long[] sent = new long[1];
        Glissade.Outcome outcome = Glissade.disturbed(
                process -> {
                    while (process.isAlive() && recorded() < lines) {
                        Thread.sleep(5);
                    }
                    for (String signal : signals) {
                        Thread.sleep(signal.equals(signals.get(0)) && sent[0] == 0 ? 0 : 1_000);
                        send(signal, process);
                        sent[0] = System.nanoTime();
                    }
                },
                directory,
                arguments);
        secondsToEnd = (System.nanoTime() - sent[0]) * 1e-9;
        return outcome;
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private long recorded() throws IOException {
        try (Stream<String> lines = Files.lines(run.resolve("metrics.jsonl"))) {
            return lines.count();
        } catch (NoSuchFileException notYet) {
            return 0;
        }
    }

    private void assertInterrupted(Glissade.Outcome outcome) {
        assertThat(outcome.status()).as(outcome.errors()).isEqualTo(130);
        assertThat(secondsToEnd).isLessThan(10);
        assertThat(outcome.errorLines())
                .singleElement()
                .asString()
                .matches("glissade: interrupted after step \\d+; it goes on by: glissade resume " + run);
        assertThat(outcome.errors()).doesNotContain("\tat ");
        assertThat(run.resolve("summary.json")).doesNotExist();
    }

    private String hash(Path of) throws IOException {
        return JSON.readTree(of.resolve("summary.json").toFile())
                .get("weightsSha256")
                .asText();
    }

    /** Without a warning, then by both signals; what is printed is the command that goes on. */
    @Test
    void howeverItIsEndedItGoesOnToTheSameWeights() throws IOException {
        SplittableRandom random = new SplittableRandom(20_261_122);
        assertThat(whole("train", "test.conf", "run.dir=whole").status()).isZero();
        Glissade.Outcome killed = ended(random.nextInt(20, 150), List.of("KILL"), "train", "test.conf", "run.dir=run");
        assertThat(killed.status()).isEqualTo(137);
        assertInterrupted(ended(random.nextInt(200, 320), List.of("TERM"), "resume", "run"));
        Glissade.Outcome interrupted = ended(random.nextInt(370, 500), List.of("INT"), "resume", run.toString());
        assertInterrupted(interrupted);
        String[] command =
                interrupted.errorLines().get(0).replaceAll(".*: glissade ", "").split(" ", -1);
        Glissade.Outcome last = whole(command);
        assertThat(last.status()).as(last.errors()).isZero();
        assertThat(last.errors())
                .doesNotContain("skipped")
                .doesNotContain("anew")
                .contains("goes on from step");
        assertThat(hash(run)).isEqualTo(hash(directory.resolve("whole")));
        List<Long> steps = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            steps.add(JSON.readTree(line).get("step").asLong());
        }
        assertThat(steps)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(0, STEPS).boxed().toList());
        assertThat(Main.run(new String[] {"resume", run.toString()}, System.err))
                .isZero(); // told that it has ended
    }

    /** A listener that sleeps: the run's own thread does not look. */
    @Test
    void aRunThatHangsIsSavedAllTheSame() throws IOException {
        String jar = UserJar.in(directory).toString();
        String[] train = {
            "train",
            "test.conf",
            "run.dir=run",
            "run.listeners=com.example.Sleeper",
            "checkpoint.every-steps=1000",
            "--jars",
            jar
        };
        Glissade.Outcome once = ended(21, List.of("TERM"), train);
        assertInterrupted(once);
        assertThat(once.errorLines().get(0)).contains("after step 19;"); // it sleeps at the next
        assertThat(secondsToEnd).isGreaterThan(4);
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("checkpoint-000001-step-19");
        }
        Path metrics = run.resolve("metrics.jsonl");
        Files.write(metrics, Files.readAllLines(metrics).subList(0, 5)); // so that it is seen to go on
        Glissade.Outcome twice = ended(6, List.of("TERM", "INT"), "resume", "run", "--jars", jar);
        assertThat(twice.status()).isEqualTo(130);
        assertThat(secondsToEnd).isLessThan(2);
    }

    @Test
    void beforeTrainingNothingIsLeft() throws IOException {
        Path local = Files.createDirectory(directory.resolve("local"));
        Glissade.Outcome outcome = Glissade.disturbed(
                process -> {
                    while (process.isAlive() && local.toFile().list().length == 0) { // Spark starts
                        Thread.sleep(5);
                    }
                    send("TERM", process);
                },
                directory,
                Arrays.asList("train", "test.conf", "run.dir=run", "spark.local.dir=" + local)
                        .toArray(String[]::new));
        assertThat(outcome.status()).isEqualTo(130);
        assertThat(outcome.errorLines()).containsExactly("glissade: interrupted");
        assertThat(run).doesNotExist();
    }
}
