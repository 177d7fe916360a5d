package dev.glissade.bench;

import dev.glissade.cluster.ClusterSize;
import dev.glissade.cluster.SparkInstallation;
import dev.glissade.cluster.StandaloneCluster;
import dev.glissade.config.SparkSettings;
import dev.glissade.config.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Executors of one core each for sessions one after the other, some or all of them at a time: on a standalone cluster of this
 * machine, or, where none can be started, the threads of a local session.
 */
final class Workers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration TO_LET_GO = Duration.ofMillis(500);

    private final Function<SparkSettings, SparkSession> starter;
    private final Optional<Path> directory;
    private final String memory;
    private final String master;

    /**
     * Starts them.
     *
     * @param starter of a session; none may run beside it
     * @param count how many
     * @param memory of each, as Spark writes it
     * @param home where Spark's jars are, if that is known
     */
    Workers(Function<SparkSettings, SparkSession> starter, int count, String memory, Optional<Path> home) {
        this.starter = starter;
        this.memory = memory;
        directory = home.map(spark -> temporary());
        master = directory
                .map(place -> started(place, home.orElseThrow(), count))
                .orElse("local");
    }

    private String started(Path place, Path spark, int count) {
        try {
            return new StandaloneCluster(place)
                    .start(SparkInstallation.at(spark), new ClusterSize(count, 1, memory))
                    .masterUrl();
        } catch (RuntimeException failed) { // and has left nothing running
            delete(place);
            throw failed;
        }
    }

    /** Whether they are processes of their own. */
    boolean areProcesses() {
        return directory.isPresent();
    }

    /** Does something in a session on so many of them. */
    void with(int executors, Consumer<SparkSession> work) {
        SparkSession session = starter.apply(settings(executors));
        try {
            if (areProcesses()) {
                awaitExecutors(session, executors);
            }
            work.accept(session);
            if (areProcesses()) {
                pause(TO_LET_GO); // of tables just closed: Spark complains of questions that are open when it stops
            }
        } finally {
            session.stop();
        }
    }

    private SparkSettings settings(int executors) {
        String cores = Integer.toString(executors);
        return areProcesses()
                ? new SparkSettings(
                        Optional.of(master), Map.of("spark.cores.max", cores, "spark.executor.memory", memory))
                : new SparkSettings(Optional.of("local[" + cores + "]"), Map.of());
    }

    /** An application may begin before its executors are there. */
    private static void awaitExecutors(SparkSession session, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (session.sparkContext().getExecutorMemoryStatus().size() <= count) { // the driver is one more
            if (System.nanoTime() > deadline) {
                throw new UserError("the cluster's executors did not come in " + PATIENCE.toSeconds() + " s");
            }
            pause(BETWEEN_LOOKS);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while waiting for the cluster", interrupted);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("glissade-bench");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        directory.ifPresent(place -> {
            new StandaloneCluster(place).stop();
            delete(place);
        });
    }
}
