package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.UserJar;
import dev.glissade.cluster.ClusterSize;
import dev.glissade.cluster.ClusterState;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that hang and are overtaken, tasks that fail, and a worker that goes for good: the weights are the same. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FaultsTest {

    /** Spark starts no second attempt on the host of the first, so the second worker is on another one. */
    private static final String OTHER_HOST = "127.0.0.2";

    private static final Pattern FAULTS = Pattern.compile(
            "faults: (\\d+) tasks failed, (\\d+) speculative ones won, (\\d+) processes killed, said: (.*)");

    /** Deleted by hand, without following the links to Spark's jars. */
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path directory;

    private StandaloneCluster cluster;
    private Process otherWorker;

    @AfterEach
    void leaveNothing() throws IOException, InterruptedException {
        if (otherWorker != null) {
            List<ProcessHandle> executors = otherWorker.descendants().toList();
            otherWorker.destroyForcibly().waitFor();
            executors.forEach(ProcessHandle::destroyForcibly);
        }
        if (cluster != null) {
            cluster.stop();
        }
        try (Stream<Path> everything = Files.walk(directory)) {
            for (Path path : everything.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void slowAndFailingTasksAndALostWorkerChangeNothing() throws IOException {
        Path jar = UserJar.in(directory);
        List<String> calm = everyFault("local[2]", jar, "none");
        assertThat(hashes(calm)).hasSize(2);
        List<Matcher> undisturbed = faults(calm);
        assertThat(undisturbed)
                .allMatch(
                        faults -> faults.group(1).equals("0") && faults.group(2).equals("0"));

        String master = startCluster();
        List<String> disturbed = everyFault(
                master,
                jar,
                Long.toString(otherWorker.pid()),
                "spark.executor.extraClassPath=" + Glissade.classes(),
                "spark.executor.memory=512m",
                "spark.cores.max=2",
                "spark.scheduler.minRegisteredResourcesRatio=1", // both workers from the start
                "spark.locality.wait=0", // else a second attempt waits for the host that has the rows
                "spark.speculation=true",
                "spark.speculation.interval=50ms",
                "spark.speculation.quantile=0.5");

        assertThat(hashes(disturbed)).isEqualTo(hashes(calm));
        List<Matcher> faults = faults(disturbed);
        assertThat(Integer.parseInt(faults.get(0).group(1))).as("failed tasks").isGreaterThanOrEqualTo(3);
        assertThat(Integer.parseInt(faults.get(0).group(2)))
                .as("speculative tasks")
                .isGreaterThanOrEqualTo(2);
        assertThat(faults.get(1).group(3)).as("worker and executor").isEqualTo("2");
        assertThat(disturbed).noneMatch(line -> line.contains("raise "));
    }

    private List<String> everyFault(String master, Path jar, String worker, String... settings) throws IOException {
        Path work = Files.createTempDirectory(directory, "faults");
        Files.writeString(work.resolve("fault.conf"), """
                data.train = ${GLISSADE_HOME}/src/main/data/adult/a9a.svm.gz
                gradient.batch-size = 256
                learning-rate.initial = 0.05
                engine.partitions = 2
                seed = 5
                """);
        List<String> arguments = new ArrayList<>(List.of(master, jar.toString(), work.toString(), worker));
        arguments.addAll(List.of(settings));
        Glissade.Outcome outcome = Glissade.runOther(EveryFault.class, directory, arguments.toArray(String[]::new));
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        return outcome.out().lines().toList();
    }

    private static List<String> hashes(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("weights ")).toList();
    }

    private static List<Matcher> faults(List<String> lines) {
        return lines.stream().map(FAULTS::matcher).filter(Matcher::matches).toList();
    }

    /** A worker on one host by the usual way, and one on another by hand. */
    private String startCluster() throws IOException {
        SparkInstallation spark = TestSparkHome.assemble(directory.resolve("spark"));
        cluster = new StandaloneCluster(directory.resolve("cluster"));
        ClusterState state = cluster.start(spark, new ClusterSize(1, 1, "512m"));
        List<String> command = new ArrayList<>(List.of(spark.java().toString()));
        command.add("@" + Path.of(System.getProperty("glissade.home"), "scripts/spark-java-options"));
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
        return state.masterUrl();
    }
}
