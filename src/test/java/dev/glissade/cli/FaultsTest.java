package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.glissade.SharedSpark;
import dev.glissade.cluster.ClusterSize;
import dev.glissade.cluster.ClusterState;
import dev.glissade.cluster.SparkInstallation;
import dev.glissade.cluster.StandaloneCluster;
import dev.glissade.cluster.TestSparkHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tasks that hang and are overtaken, tasks that fail, executors that are killed at some moment, and a worker that goes
 * for good: the weights are those of a run that nothing happens to. The runs are those of {@link EveryFault}.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FaultsTest {

    /** Spark starts no second attempt on the host of the first, so the second worker is on another one. */
    private static final String OTHER_HOST = "127.0.0.2";

    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path directory;

    private static StandaloneCluster cluster;
    private static Process otherWorker;
    private static List<EveryFault.Outcome> calm;
    private static List<EveryFault.Outcome> disturbed;

    @BeforeAll
    static void trainWithAndWithoutFaults() throws IOException {
        calm = EveryFault.train(SharedSpark.session(), work(), List.of());
        ClusterState state = startCluster();
        String workers =
                "127.0.0.1=%d,%s=%d".formatted(TestSparkHome.worker(state, 1).pid(), OTHER_HOST, otherWorker.pid());
        List<String> arguments = new ArrayList<>(List.of(state.masterUrl(), work().toString(), workers));
        arguments.addAll(Glissade.executors());
        arguments.addAll(List.of(
                "spark.cores.max=2",
                "spark.scheduler.minRegisteredResourcesRatio=1", // both workers from the start
                "spark.locality.wait=0", // else a second attempt waits for the host that has the rows
                "spark.speculation=true",
                "spark.speculation.interval=50ms",
                "spark.speculation.quantile=0.5"));
        Glissade.Outcome outcome = Glissade.runOther(EveryFault.class, directory, arguments.toArray(String[]::new));
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        disturbed = new ArrayList<>();
        for (String line : outcome.out().lines().toList()) {
            disturbed.add(new ObjectMapper().readValue(line, EveryFault.Outcome.class));
        }
    }

    @AfterAll
    static void leaveNothing() throws IOException, InterruptedException {
        if (otherWorker != null) {
            List<ProcessHandle> executors = otherWorker.descendants().toList();
            otherWorker.destroyForcibly().waitFor();
            executors.forEach(ProcessHandle::destroyForcibly);
        }
        if (cluster != null) {
            cluster.stop();
        }
        TestSparkHome.delete(directory);
    }

    @Test
    void theWeightsAreThoseOfCalmRuns() {
        assertThat(disturbed)
                .extracting(EveryFault.Outcome::weights)
                .doesNotHaveDuplicates()
                .isEqualTo(calm.stream().map(EveryFault.Outcome::weights).toList())
                .hasSize(5);
        assertThat(calm).allMatch(run -> run.failedTasks() + run.speculativeWon() + run.killed() + run.removed() == 0);
        assertThat(disturbed).allSatisfy(run -> assertThat(run.said()).noneMatch(line -> line.contains("raise ")));
    }

    @Test
    void slowTasksAreOvertakenAndFailedOnesDoneAgain() {
        EveryFault.Outcome run = disturbed.get(0);
        assertThat(run.failedTasks()).isGreaterThanOrEqualTo(3);
        assertThat(run.speculativeWon()).isGreaterThanOrEqualTo(2);
    }

    /** The worker of the one that is killed brings up another, which does its share of the rest. */
    @Test
    void aKilledExecutorIsReplaced() {
        assertThat(disturbed.subList(1, 4)).allSatisfy(run -> {
            assertThat(run.killed()).isEqualTo(1);
            assertThat(run.removed()).isEqualTo(1);
            assertThat(run.broughtUp()).isEqualTo(1);
            assertThat(run.tasksOfNew()).isPositive();
        });
    }

    @Test
    void aLostWorkerIsNot() {
        EveryFault.Outcome run = disturbed.get(4);
        assertThat(run.killed()).as("worker and executor").isEqualTo(2);
        assertThat(run.removed()).isEqualTo(1);
        assertThat(run.broughtUp()).isZero();
    }

    private static Path work() throws IOException {
        Path work = Files.createTempDirectory(directory, "faults");
        Path table = Trainings.adult(work.resolve("adult.svm"), 5_000);
        Files.writeString(work.resolve("fault.conf"), """
                data.train = "%s"
                gradient.batch-size = 256
                learning-rate.initial = 0.05
                engine.partitions = 2
                seed = 5
                """.formatted(table));
        return work;
    }

    /** A worker on one host by the usual way, and one on another by hand. */
    private static ClusterState startCluster() throws IOException {
        SparkInstallation spark = TestSparkHome.assemble(directory.resolve("spark"));
        cluster = new StandaloneCluster(directory.resolve("cluster"));
        ClusterState state = cluster.start(spark, new ClusterSize(1, 1, "512m"));
        List<String> command = new ArrayList<>(List.of(spark.java().toString()));
        command.add("@" + Path.of(System.getProperty("glissade.home"), "scripts/spark-java-options"));
        command.addAll(Glissade.SHORT_LIVED);
        command.addAll(List.of("-Xmx512m", "-cp", spark.home().resolve("jars/*").toString()));
        command.addAll(List.of("org.apache.spark.deploy.worker.Worker", "--host", OTHER_HOST, "--webui-port", "0"));
        command.addAll(List.of(
                "-c", "1", "-m", "512m", "--work-dir", directory.resolve("work").toString()));
        command.add(state.masterUrl());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("worker.log").toFile());
        builder.environment().put("SPARK_HOME", spark.home().toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", OTHER_HOST);
        otherWorker = builder.start();
        return state;
    }
}
