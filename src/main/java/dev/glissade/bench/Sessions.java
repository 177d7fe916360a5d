package dev.glissade.bench;

import dev.glissade.config.SparkSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/** Spark sessions, of which a process has one at a time: the usual one, until another is asked for. */
final class Sessions implements AutoCloseable {

    private static final String MEMORY = "1g";

    private final Function<SparkSettings, SparkSession> starter;
    private Optional<SparkSession> usual = Optional.empty();

    /** @param starter starts a session with some settings, on a master if they name one, else on the usual one */
    Sessions(Function<SparkSettings, SparkSession> starter) {
        this.starter = starter;
    }

    /** The one that benchmarks share. */
    SparkSession usual() {
        if (usual.isEmpty()) {
            usual = Optional.of(starter.apply(SparkSettings.defaults()));
        }
        return usual.get();
    }

    /** Does something on a standalone cluster of this machine, whose workers have a core each. */
    void onCluster(int workers, Consumer<SparkSession> work) {
        try (Workers all = workers(workers, MEMORY)) {
            all.with(workers, work);
        }
    }

    /** So many executors of a core each: on a cluster of this machine if one can be started, else threads of this process. */
    Workers workers(int count, String memory) {
        close();
        return new Workers(starter, count, memory, home());
    }

    /** Whether it is known where Spark's jars are. */
    static boolean canStartClusters() {
        return home().isPresent();
    }

    private static Optional<Path> home() {
        return Optional.ofNullable(System.getProperty("glissade.spark.home"))
                .or(() -> Optional.ofNullable(System.getenv("SPARK_HOME")))
                .map(Path::of);
    }

    @Override
    public void close() {
        usual.ifPresent(SparkSession::stop);
        usual = Optional.empty();
    }
}
