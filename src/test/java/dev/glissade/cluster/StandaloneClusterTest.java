package dev.glissade.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.config.UserError;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Starts real masters and workers. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class StandaloneClusterTest {

    private static final ClusterSize TWO_WORKERS = new ClusterSize(2, 1, "512m");

    /** Deleted by hand: JUnit would warn of every link to a jar. */
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path directory;

    private SparkInstallation spark;
    private StandaloneCluster cluster;

    @BeforeEach
    void prepare() throws IOException {
        spark = TestSparkHome.assemble(directory.resolve("spark home"));
        cluster = new StandaloneCluster(directory.resolve("a cluster"));
    }

    @AfterEach
    void leaveNothing() throws IOException {
        cluster.stop();
        DirectoryTree.delete(directory);
    }

    @Test
    void runsAnApplicationOnItsWorkersAndEndsWithEverythingItStarted() throws Exception {
        ClusterState state = cluster.start(spark, TWO_WORKERS);

        assertThat(MasterView.ask(state.masterPage())).contains(new MasterView(state.masterUrl(), 2, 2, 0, 1024, 0));
        assertThat(new StandaloneCluster(directory.resolve("a cluster")).find()).contains(state);
        assertThat(count(state.masterUrl(), 1_000)).contains("counted 1000 with 2 executors");

        assertThat(cluster.stop()).isTrue();

        assertThat(state.ended()).isEqualTo(state.processes());
        assertThat(processesOf(directory)).isEmpty();
        assertThat(cluster.find()).isEmpty();
        assertThat(cluster.stop()).isFalse();
    }

    @Test
    void endsExecutorsOfAnApplicationThatStillRuns() throws Exception {
        ClusterState state = cluster.start(spark, TWO_WORKERS);
        Process application = application(state.masterUrl(), 2_000_000_000_000L).start();
        try {
            waitUntil(() -> processesOf(directory).size() == 1 + 2 + 1 + 2);
            cluster.stop();
            application.destroyForcibly().waitFor();
            assertThat(processesOf(directory)).isEmpty();
        } finally {
            application.destroyForcibly();
        }
    }

    @Test
    void refusesToStartTwice() {
        ClusterState first = cluster.start(spark, new ClusterSize(1, 1, "512m"));

        assertThatThrownBy(() -> cluster.start(spark, TWO_WORKERS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(first.masterUrl());
        assertThat(cluster.find()).contains(first);
    }

    @Test
    void clearsAwayWhatADeadMasterLeftBehind() {
        ClusterState killed = cluster.start(spark, TWO_WORKERS);
        ProcessHandle master = killed.processes().get(0).running().orElseThrow();
        master.destroyForcibly();
        master.onExit().join();

        assertThat(cluster.find()).isEmpty();
        ClusterState next = cluster.start(spark, new ClusterSize(1, 1, "512m"));

        assertThat(killed.ended()).hasSize(3);
        assertThat(next.ended()).isEmpty();
    }

    @Test
    void leavesAProcessAloneThatOnlyHasTheIdOfOneOfItsOwn() throws IOException {
        ProcessHandle innocent = new ProcessBuilder("sleep", "60").start().toHandle();
        try {
            ClusterProcess recorded = new ClusterProcess(
                    "master",
                    innocent.pid(),
                    Instant.now().minusSeconds(3_600),
                    cluster.logs().resolve("master.log"));
            ClusterState stale = new ClusterState(
                    "spark://127.0.0.1:1", URI.create("http://127.0.0.1:2"), TWO_WORKERS, List.of(recorded));
            stale.save(Files.createDirectories(directory.resolve("a cluster")));

            assertThat(cluster.find()).isEmpty();
            assertThat(cluster.stop()).isTrue();
            assertThat(innocent.isAlive()).isTrue();
        } finally {
            innocent.destroyForcibly();
        }
    }

    @Test
    void namesTheLogOfAProcessThatDoesNotStart() throws IOException {
        Path home = directory.resolve("no spark");
        Files.createFile(Files.createDirectories(home.resolve("jars")).resolve("spark-core_2.13-0.jar"));

        assertThatThrownBy(() -> cluster.start(SparkInstallation.at(home), TWO_WORKERS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("master ended while starting")
                .hasMessageContaining("master.log");
        assertThat(cluster.logs().resolve("master.log")).isNotEmptyFile();
        assertThat(cluster.find()).isEmpty();
    }

    private String count(String master, long numbers) throws IOException, InterruptedException {
        Process application = application(master, numbers).start();
        String said = new String(application.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(application.waitFor()).as(said).isZero();
        return said;
    }

    private ProcessBuilder application(String master, long numbers) {
        List<String> command = new ArrayList<>(List.of(spark.java().toString()));
        command.addAll(SparkInstallation.javaOptions());
        command.addAll(List.of("-Xmx512m", "-cp", spark.home().resolve("jars/*") + File.pathSeparator + ownClasses()));
        command.addAll(List.of(CountingApplication.class.getName(), master, Long.toString(numbers)));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private static Path ownClasses() {
        try {
            return Path.of(CountingApplication.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Running processes with this test's directory on their command line, as all have whose Spark is in it. */
    private static List<ProcessHandle> processesOf(Path directory) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> process.info().commandLine().orElse("").contains(directory.toString()))
                    .filter(ProcessHandle::isAlive)
                    .toList();
        }
    }

    private static void waitUntil(Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.holds()) {
            assertThat(System.nanoTime() - deadline).as("waited for a minute").isNegative();
            Thread.sleep(100);
        }
    }

    private interface Condition {
        boolean holds();
    }
}
