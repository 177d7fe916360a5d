package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.glissade.SharedSpark;
import dev.glissade.UserJar;
import dev.glissade.cluster.ClusterSize;
import dev.glissade.cluster.SparkInstallation;
import dev.glissade.cluster.StandaloneCluster;
import dev.glissade.cluster.TestSparkHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The same configuration ends with the same weights on one core, on many, and on a real cluster of two workers. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EverywhereTest {

    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path directory;

    private static StandaloneCluster cluster;
    private static String master;

    @BeforeAll
    static void start() throws IOException {
        SparkInstallation spark = TestSparkHome.assemble(directory.resolve("spark"));
        cluster = new StandaloneCluster(directory.resolve("cluster"));
        master = cluster.start(spark, new ClusterSize(2, 1, "512m")).masterUrl();
    }

    @AfterAll
    static void leaveNothing() throws IOException {
        if (cluster != null) {
            cluster.stop();
        }
        TestSparkHome.delete(directory);
    }

    /** Of a loss that only a jar has, which Spark has to bring to the executors. */
    @Test
    void weightsAreTheSameOfTheCommand() throws IOException {
        List<String> ownLoss = List.of(
                "--jars", UserJar.in(directory).toString(), "model.kind=null", "model.loss=com.example.SquaredHinge");
        List<String> ownLossThere = new ArrayList<>(ownLoss);
        ownLossThere.addAll(Glissade.executors());
        try (OneProcess glissade = new OneProcess(directory)) {
            assertThat(train(glissade, master, ownLossThere))
                    .isEqualTo(train(glissade, "local[1]", ownLoss))
                    .isNotEqualTo(train(glissade, "local[1]", List.of()));
        }
    }

    private static String train(OneProcess glissade, String on, List<String> more) throws IOException {
        Path home = Path.of(System.getProperty("glissade.home"));
        Path run = Files.createTempDirectory(directory, "run").resolve("it");
        List<String> arguments = new ArrayList<>(List.of("--master", on, "train"));
        arguments.add(home.resolve("conf/quickstart.conf").toString());
        arguments.addAll(List.of("stop.max-epochs=0.3", "run.dir=" + run));
        arguments.addAll(more);
        Glissade.Outcome outcome = glissade.run(arguments.toArray(String[]::new));
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        assertThat(outcome.out()).contains(run.toString());
        return new ObjectMapper()
                .readTree(run.resolve("summary.json").toFile())
                .get("weightsSha256")
                .asText();
    }

    @Test
    void weightsAreTheSameInEveryModeOnDenseAndSparseData() throws IOException {
        List<String> expected = EveryMode.train(SharedSpark.session(), tables("here"));
        assertThat(expected.stream().map(line -> line.replaceAll(".* ", "")))
                .doesNotHaveDuplicates()
                .hasSize(16);
        List<String> arguments = new ArrayList<>(List.of(master, tables("there").toString()));
        arguments.addAll(Glissade.executors());
        Glissade.Outcome outcome = Glissade.runOther(EveryMode.class, directory, arguments.toArray(String[]::new));
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        assertThat(outcome.out().lines().filter(line -> line.startsWith("weights ")))
                .containsExactlyElementsOf(expected);
    }

    /** A directory with a sparse and a dense table and their configurations. */
    private static Path tables(String name) throws IOException {
        Path work = Files.createDirectory(directory.resolve(name));
        Path dense = Files.write(work.resolve("dense.csv"), denseLines());
        Path sparse = Trainings.adult(work.resolve("sparse.svm"), 3_000);
        String common = "gradient.batch-size = 50\nlearning-rate.initial = 0.1\nstop.max-steps = 15\nseed = 3\n";
        Files.writeString(
                work.resolve("dense.conf"),
                common + "data { train = \"" + dense + "\", label = kind, weight = weight }\nmodel.kind = softmax\n"
                        + "optimizer.kind = nesterov\n");
        Files.writeString(
                work.resolve("sparse.conf"),
                common + "data.train = \"" + sparse + "\"\nmodel.kind = logistic\n"
                        + "optimizer.kind = momentum\npenalty { l1 = 1e-4, l2 = 1e-3 }\n");
        return work;
    }

    private static List<String> denseLines() {
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
        return lines;
    }
}
