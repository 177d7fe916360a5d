package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The same configuration ends with the same weights on one core, on many, and on a real cluster of two workers. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class EverywhereTest {

    /** Deleted by hand, without following the links to Spark's jars. */
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path directory;

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
    void weightsAreTheSame() throws IOException {
        String expected = train("local[1]");
        assertThat(train("local[2]")).isEqualTo(expected);
        assertThat(train("local[8]", "engine.partitions=5")).isEqualTo(expected);

        SparkInstallation spark = TestSparkHome.assemble(directory.resolve("spark"));
        String master = cluster.start(spark, new ClusterSize(2, 1, "512m")).masterUrl();
        String executors = "spark.executor.extraClassPath=" + Glissade.classes();
        String memory = "spark.executor.memory=512m";
        assertThat(train(master, executors, memory)).isEqualTo(expected);
        assertThat(train(master, executors, memory, "engine.partitions=8", "engine.aggregation-depth=2"))
                .isEqualTo(expected);
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
