package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.glissade.SharedSpark;
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
    private static final int STEPS = 400;
    private static final long SIGINT_BIT = 1 << 1; // signal 2, counted from 1

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
                run { log-every = 1, evaluate-every = 100, listeners = dev.glissade.cli.Dawdler }
                stop.max-steps = %d
                checkpoint.every-steps = 7
                spark.master = "local[2]"
                """.formatted(STEPS));
        run = directory.toRealPath().resolve("run");
    }

    /**
     * Sends signals once so many steps are recorded; takes the time from the last one on. A run that is not met by then
     * goes on more slowly.
     */
    private Glissade.Outcome ended(int lines, List<String> signals, String... arguments) throws IOException {
        Files.writeString(directory.resolve(Dawdler.FILE), Integer.toString(lines + 10));
        long[] sent = new long[1];
        Glissade.Outcome outcome = Glissade.disturbed(
                process -> {
                    while (process.isAlive() && recorded() < lines) {
                        Thread.sleep(5);
                    }
                    for (String signal : signals) {
                        sent[0] = System.nanoTime();
                        send(signal, process);
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

    /**
     * SIGINT, or SIGTERM where nobody would hear it: a shell has what it starts in the background ignore it, and all that this
     * starts inherits that.
     */
    private static String controlC() throws IOException {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            long ignored = status.filter(line -> line.startsWith("SigIgn:"))
                    .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).trim(), 16))
                    .findFirst()
                    .orElse(0);
            return (ignored & SIGINT_BIT) == 0 ? "INT" : "TERM";
        } catch (NoSuchFileException noLinux) {
            return "INT";
        }
    }

    private long recorded() throws IOException {
        try (Stream<String> lines = Files.lines(run.resolve("metrics.jsonl"))) {
            return lines.count();
        } catch (NoSuchFileException notYet) {
            return 0;
        }
    }

    /** The command that goes on is whole. */
    private void assertInterrupted(Glissade.Outcome outcome, String options) {
        assertThat(outcome.status()).as(outcome.errors()).isEqualTo(130);
        assertThat(secondsToEnd).isLessThan(10);
        assertThat(outcome.errorLines())
                .singleElement()
                .asString()
                .matches("glissade: interrupted after step \\d+; it goes on by: glissade resume " + run + options);
        assertThat(outcome.errors()).doesNotContain("\tat ");
        assertThat(run.resolve("summary.json")).doesNotExist();
    }

    /** On another session, in this process. */
    private String undisturbed() throws IOException {
        return Trainings.weights(
                SharedSpark.session(),
                directory.resolve("test.conf"),
                List.of("data.train=" + directory.resolve("table.csv"), "run.dir=" + directory.resolve("whole")));
    }

    private static String hash(Path of) throws IOException {
        return JSON.readTree(of.resolve("summary.json").toFile())
                .get("weightsSha256")
                .asText();
    }

    /** Without a warning, then by a signal; what is printed is the command that goes on. */
    @Test
    void howeverItIsEndedItGoesOnToTheSameWeights() throws IOException {
        SplittableRandom random = new SplittableRandom(20_261_122);
        Glissade.Outcome killed = ended(random.nextInt(20, 120), List.of("KILL"), "train", "test.conf", "run.dir=run");
        assertThat(killed.status()).isEqualTo(137);
        Glissade.Outcome interrupted = ended(random.nextInt(200, 300), List.of("TERM"), "resume", "run");
        assertInterrupted(interrupted, "");
        String[] command =
                interrupted.errorLines().get(0).replaceAll(".*: glissade ", "").split(" ", -1);
        Files.delete(directory.resolve(Dawdler.FILE));
        Glissade.Outcome last = Glissade.run(directory, command);
        assertThat(last.status()).as(last.errors()).isZero();
        assertThat(last.errors())
                .doesNotContain("skipped")
                .doesNotContain("anew")
                .contains("goes on from step");
        assertThat(hash(run)).isEqualTo(undisturbed());
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
        Glissade.Outcome once = ended(21, List.of(controlC()), train);
        assertInterrupted(once, " --jars " + jar);
        assertThat(once.errorLines().get(0)).contains("after step 19;"); // it sleeps at the next
        assertThat(secondsToEnd).isGreaterThan(4);
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("checkpoint-000001-step-0", "checkpoint-000002-step-19");
        }
        Path metrics = run.resolve("metrics.jsonl");
        Files.write(metrics, Files.readAllLines(metrics).subList(0, 5)); // so that it is seen to go on
        Glissade.Outcome twice = ended(6, List.of("TERM", controlC()), "resume", "run", "--jars", jar);
        assertThat(twice.status()).isEqualTo(130);
        assertThat(secondsToEnd).isLessThan(4); // less than a single one gives a run that hangs
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
