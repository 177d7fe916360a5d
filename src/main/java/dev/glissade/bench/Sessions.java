package dev.glissade.bench;

import dev.glissade.cluster.ClusterSize;
import dev.glissade.cluster.SparkInstallation;
import dev.glissade.cluster.StandaloneCluster;
import dev.glissade.config.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Spark sessions, of which a process has one at a time: the usual one, until another is asked for. */
final class Sessions implements AutoCloseable {

    private static final String MEMORY = "2g";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Function<Optional<String>, SparkSession> starter;
    private Optional<SparkSession> usual = Optional.empty();

    /** @param starter starts a session on a master; on the usual one if that is empty */
    Sessions(Function<Optional<String>, SparkSession> starter) {
        this.starter = starter;
    }

    /** The one that benchmarks share. */
    SparkSession usual() {
        if (usual.isEmpty()) {
            usual = Optional.of(starter.apply(Optional.empty()));
        }
        return usual.get();
    }

    /** Does something on a standalone cluster of this machine, whose workers have a core each. */
    void onCluster(int workers, Consumer<SparkSession> work) {
        close();
        SparkInstallation spark = installation();
        Path directory = temporary();
        StandaloneCluster cluster = new StandaloneCluster(directory);
        try {
            String master =
                    cluster.start(spark, new ClusterSize(workers, 1, MEMORY)).masterUrl();
            SparkSession session = starter.apply(Optional.of(master));
            try {
                awaitExecutors(session, workers);
                work.accept(session);
            } finally {
                session.stop();
            }
        } finally {
            cluster.stop();
            delete(directory);
        }
    }

    /** An application may begin before its executors are there. */
    private static void awaitExecutors(SparkSession session, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (session.sparkContext().getExecutorMemoryStatus().size() <= count) { // the driver is one more
            if (System.nanoTime() > deadline) {
                throw new UserError("the cluster's executors did not come in " + PATIENCE.toSeconds() + " s");
            }
            try {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new UserError("interrupted while the cluster was starting", interrupted);
            }
        }
    }

    /** Whether it is known where Spark's jars are. */
    static boolean canStartClusters() {
        return home().isPresent();
    }

    private static Optional<String> home() {
        return Optional.ofNullable(System.getProperty("glissade.spark.home"))
                .or(() -> Optional.ofNullable(System.getenv("SPARK_HOME")));
    }

    private static SparkInstallation installation() {
        return SparkInstallation.at(Path.of(home().orElseThrow()));
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
        usual.ifPresent(SparkSession::stop);
        usual = Optional.empty();
    }
}
