package dev.glissade.cluster;

import dev.glissade.config.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The one Spark standalone cluster of a directory: a master and its workers on the loopback, with their logs in
 * {@code logs}, the applications' in {@code work}, and what runs in a {@link ClusterState}.
 *
 * <p>The processes outlive this object and its JVM; another object for the same directory finds them. One command at a
 * time changes them: a second one is refused while the first is at work.
 */
public final class StandaloneCluster {

    private static final String HOST = "127.0.0.1";
    private static final String MASTER_CLASS = "org.apache.spark.deploy.master.Master";
    private static final String WORKER_CLASS = "org.apache.spark.deploy.worker.Worker";
    private static final Duration TIME_TO_START = Duration.ofSeconds(90);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Path directory;

    /** @param directory where this cluster's state, logs and work are; made when needed */
    public StandaloneCluster(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** The cluster whose master runs, if there is one. */
    public Optional<ClusterState> find() {
        return ClusterState.load(directory).filter(ClusterState::masterRuns);
    }

    /** Where the processes write what happens to them. */
    public Path logs() {
        return directory.resolve("logs");
    }

    /**
     * Starts a master and its workers and waits until all are registered. What an earlier cluster left behind whose
     * master has died is cleared away first.
     *
     * @throws UserError if one runs already, or if this one is not complete in time; then nothing of it is left running
     */
    public ClusterState start(SparkInstallation spark, ClusterSize size) {
        try (DirectoryLock lock = DirectoryLock.take(directory)) {
            Optional<ClusterState> running = find();
            if (running.isPresent()) {
                throw new UserError("a cluster runs already: " + running.get().masterUrl());
            }
            clear();
            DirectoryTree.delete(directory.resolve("work"));
            Files.createDirectories(logs());
            return startProcesses(spark, size);
        } catch (IOException failure) {
            throw new UserError("cannot start a cluster in " + directory + ": " + failure, failure);
        }
    }

    /**
     * Ends every process of this cluster, executors included, and forgets it.
     *
     * @return whether there was one
     */
    public boolean stop() {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (DirectoryLock lock = DirectoryLock.take(directory)) {
            return clear();
        } catch (IOException failure) {
            throw new UserError("cannot stop the cluster in " + directory + ": " + failure, failure);
        }
    }

    private ClusterState startProcesses(SparkInstallation spark, ClusterSize size) throws IOException {
        boolean complete = false;
        try {
            ClusterState state = startMaster(spark, size);
            waitFor(state, 0);
            for (int worker = 1; worker <= size.workers(); worker++) {
                state = startWorker(spark, state, worker);
            }
            waitFor(state, size.workers());
            complete = true;
            return state;
        } finally {
            if (!complete) {
                clear();
            }
        }
    }

    private ClusterState startMaster(SparkInstallation spark, ClusterSize size) throws IOException {
        List<Integer> ports = FreePorts.choose(HOST, 2);
        String port = ports.get(0).toString();
        String pagePort = ports.get(1).toString();
        ClusterState none = new ClusterState(
                "spark://" + HOST + ":" + port, URI.create("http://" + HOST + ":" + pagePort), size, List.of());
        List<String> arguments = List.of("--host", HOST, "--port", port, "--webui-port", pagePort);
        return startDaemon(ClusterProcess.MASTER, spark.daemon(directory, MASTER_CLASS, arguments), none);
    }

    private ClusterState startWorker(SparkInstallation spark, ClusterState state, int number) throws IOException {
        List<String> arguments = List.of(
                "--host",
                HOST,
                "--port",
                "0",
                "--webui-port",
                "0",
                "--cores",
                Integer.toString(state.size().coresPerWorker()),
                "--memory",
                state.size().memoryPerWorker(),
                "--work-dir",
                directory.resolve("work").toString(),
                state.masterUrl());
        return startDaemon("worker-" + number, spark.daemon(directory, WORKER_CLASS, arguments), state);
    }

    /** Written down at once: if this JVM is killed the next moment, {@link #stop} still finds the process. */
    private ClusterState startDaemon(String role, ProcessBuilder daemon, ClusterState before) throws IOException {
        Path log = logs().resolve(role + ".log");
        Process process = daemon.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(log.toFile())
                .start();
        ClusterState after = before.with(ClusterProcess.of(role, process.toHandle(), log));
        after.save(directory);
        return after;
    }

    private static void waitFor(ClusterState state, int workers) {
        long deadline = System.nanoTime() + TIME_TO_START.toNanos();
        while (!isComplete(state, workers)) {
            if (!state.ended().isEmpty()) {
                ClusterProcess ended = state.ended().get(0);
                throw new UserError("the cluster's " + ended.role() + " ended while starting; its log: " + ended.log());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new UserError("the cluster was not complete after " + TIME_TO_START.toSeconds()
                        + " s; its newest process logs to "
                        + state.processes().get(state.processes().size() - 1).log());
            }
            pause();
        }
    }

    private static boolean isComplete(ClusterState state, int workers) {
        return MasterView.ask(state.masterPage())
                .filter(view -> view.url().equals(state.masterUrl()) && view.aliveWorkers() == workers)
                .isPresent();
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while the cluster was starting", interrupted);
        }
    }

    private boolean clear() throws IOException {
        Optional<ClusterState> recorded = ClusterState.load(directory);
        if (recorded.isPresent()) {
            ProcessEnding.end(recorded.get().processes());
            ClusterState.delete(directory);
            DirectoryTree.delete(directory.resolve("local"));
        }
        return recorded.isPresent();
    }
}
