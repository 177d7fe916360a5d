package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.glissade.UserJar;
import dev.glissade.cluster.ClusterSize;
import dev.glissade.cluster.SparkInstallation;
import dev.glissade.cluster.StandaloneCluster;
import dev.glissade.cluster.TestSparkHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The same configuration ends with the same weights on one core, on many, and on a real cluster of two workers. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EverywhereTest {

    /** Deleted by hand, without following the links to Spark's jars. */
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path directory;

    private static final String EXECUTORS = "spark.executor.extraClassPath=" + Glissade.classes();
    private static final String MEMORY = "spark.executor.memory=512m";

    private StandaloneCluster cluster;

    @BeforeEach
    void prepare() {
        cluster = new StandaloneCluster(directory.resolve("cluster"));
    }

    @AfterEach
    void leaveNothing() throws IOException {
        cluster.stop();
        try (Stream<Path> everything = Files.walk(directory)) {
            for (Path path : everything.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void weightsAreTheSameOfTheCommand() throws IOException {
        String[] ownLoss = {
            "--jars", UserJar.in(directory).toString(), "model.kind=null", "model.loss=com.example.SquaredHinge"
        };
        String expected = train("local[2]");
        String expectedOfOwnLoss = train("local[2]", ownLoss);
        String master = startCluster();
        assertThat(train(master, EXECUTORS, MEMORY)).isEqualTo(expected);
        assertThat(train(master, EXECUTORS, MEMORY, ownLoss[0], ownLoss[1], ownLoss[2], ownLoss[3]))
                .isEqualTo(expectedOfOwnLoss)
                .isNotEqualTo(expected);
    }

    @Test
    void weightsAreTheSameInEveryModeOnDenseAndSparseData() throws IOException {
        writeTables();
        List<String> expected = everyMode("local[1]");
        assertThat(expected.stream().distinct()).hasSize(16); // each sampling twice, with other partitions and depth
        assertThat(everyMode("local[2]")).isEqualTo(expected);
        assertThat(everyMode("local[8]")).isEqualTo(expected);
        assertThat(everyMode(startCluster(), EXECUTORS, MEMORY)).isEqualTo(expected);
    }

    /** With variance reduction and local steps too, and though an executor is killed in the middle of every run. */
    @Test
    void weightsAreTheSameThoughExecutorsAreKilled() throws IOException {
        Files.writeString(directory.resolve("reduction.conf"), """
                data.train = ${GLISSADE_HOME}/src/main/data/adult/a9a.svm.gz
                model.kind = logistic
                penalty.l2 = 1e-3
                learning-rate.initial = 0.2
                seed = 5
                """);
        List<String> expected = everyReduction("local[1]", "calm");
        assertThat(everyReduction("local[3]", "calm")).isEqualTo(expected);
        List<String> killed = everyReduction(startCluster(), "kill", EXECUTORS, MEMORY);
        assertThat(killed)
                .isEqualTo(expected.stream()
                        .map(line -> line.replace(", 0 executors", ", 1 executors"))
                        .toList());
    }

    private List<String> everyReduction(String master, String how, String... more) throws IOException {
        Path work = Files.createDirectory(directory.resolve("reduction" + runs++));
        Files.copy(directory.resolve("reduction.conf"), work.resolve("reduction.conf"));
        List<String> arguments = new ArrayList<>(List.of(master, work.toString(), how));
        arguments.addAll(List.of(more));
        Glissade.Outcome outcome = Glissade.runOther(EveryReduction.class, directory, arguments.toArray(String[]::new));
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        List<String> lines = outcome.out()
                .lines()
                .filter(line -> line.startsWith("weights "))
                .toList();
        assertThat(lines).hasSize(5);
        return lines;
    }

    private String startCluster() throws IOException {
        SparkInstallation spark = TestSparkHome.assemble(directory.resolve("spark"));
        return cluster.start(spark, new ClusterSize(2, 1, "512m")).masterUrl();
    }

    private void writeTables() throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        List<String> lines = new ArrayList<>(List.of("weight,kind,a,b,c"));
        for (int row = 0; row < 1_000; row++) {
            lines.add("%s,%s,%s,%s,%s"
                    .formatted(
                            0.25 * random.nextInt(1, 8),
                            "red green blue".split(" ", -1)[row % 3],
                            random.nextDouble(-1, 1) + row % 3,
                            random.nextDouble(-1, 1),
                            random.nextDouble(-1, 1)));
        }
        Path dense = Files.write(directory.resolve("dense.csv"), lines);
        String common = "gradient.batch-size = 50\nlearning-rate.initial = 0.1\nstop.max-steps = 15\nseed = 3\n";
        Files.writeString(
                directory.resolve("dense.conf"),
                common + "data { train = \"" + dense + "\", label = kind, weight = weight }\nmodel.kind = softmax\n"
                        + "optimizer.kind = nesterov\n");
        Files.writeString(
                directory.resolve("sparse.conf"),
                common + "data.train = ${GLISSADE_HOME}/src/main/data/adult/a9a.svm.gz\nmodel.kind = logistic\n"
                        + "optimizer.kind = momentum\npenalty { l1 = 1e-4, l2 = 1e-3 }\n");
    }

    private List<String> everyMode(String master, String... more) throws IOException {
        Path work = Files.createDirectory(directory.resolve("mode" + runs++));
        Files.copy(directory.resolve("dense.conf"), work.resolve("dense.conf"));
        Files.copy(directory.resolve("sparse.conf"), work.resolve("sparse.conf"));
        List<String> arguments = new ArrayList<>(List.of(master, work.toString()));
        arguments.addAll(List.of(more));
        Glissade.Outcome outcome = Glissade.runOther(EveryMode.class, directory, arguments.toArray(String[]::new));
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        List<String> lines = outcome.out()
                .lines()
                .filter(line -> line.startsWith("weights "))
                .toList();
        assertThat(lines).hasSize(24);
        return lines;
    }

    private int runs;

    private String train(String master, String... more) throws IOException {
        Path home = Path.of(System.getProperty("glissade.home"));
        Path run = directory.resolve("run" + runs++);
        List<String> arguments = new ArrayList<>(List.of(
                "--master",
                master,
                "train",
                home.resolve("conf/quickstart.conf").toString()));
        arguments.addAll(List.of("stop.max-epochs=0.3", "run.dir=" + run));
        arguments.addAll(List.of(more));
        Glissade.Outcome outcome = Glissade.run(directory, arguments.toArray(String[]::new));
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        assertThat(outcome.out()).contains(run.toString());
        return new ObjectMapper()
                .readTree(run.resolve("summary.json").toFile())
                .get("weightsSha256")
                .asText();
    }
}
