package dev.glissade.cluster;

import dev.glissade.config.UserError;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What is written down about a started cluster, in {@value #FILE} of its directory.
 *
 * @param masterUrl what {@code --master} takes: {@code spark://127.0.0.1:PORT}
 * @param masterPage the master's web page
 * @param size the size it was started with
 * @param processes the master, then the workers, as far as they are started
 */
public record ClusterState(String masterUrl, URI masterPage, ClusterSize size, List<ClusterProcess> processes) {

    static final String FILE = "state.properties";

    public ClusterState {
        processes = List.copyOf(processes);
    }

    ClusterState with(ClusterProcess started) {
        List<ClusterProcess> all = new ArrayList<>(processes);
        all.add(started);
        return new ClusterState(masterUrl, masterPage, size, all);
    }

    boolean masterRuns() {
        return !processes.isEmpty() && processes.get(0).isRunning();
    }

    List<ClusterProcess> ended() {
        return processes.stream().filter(process -> !process.isRunning()).toList();
    }

    /** Replaces the file in one move, so that a reader sees a whole one. */
    void save(Path directory) throws IOException {
        StringWriter text = new StringWriter();
        toProperties().store(text, "A running Spark standalone cluster; `glissade cluster stop` ends it.");
        Path written = Files.createTempFile(directory, FILE, ".new");
        Files.writeString(written, text.toString());
        Files.move(written, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    static Optional<ClusterState> load(Path directory) {
        Path file = directory.resolve(FILE);
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return Optional.of(fromProperties(properties));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException | RuntimeException unreadable) {
            throw new UserError(
                    file + ": not a cluster's state; delete it, and end what it named by hand (" + unreadable + ")",
                    unreadable);
        }
    }

    static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(FILE));
    }

    private Properties toProperties() {
        Properties properties = new Properties();
        properties.setProperty("master.url", masterUrl);
        properties.setProperty("master.page", masterPage.toString());
        properties.setProperty("size.workers", Integer.toString(size.workers()));
        properties.setProperty("size.cores-per-worker", Integer.toString(size.coresPerWorker()));
        properties.setProperty("size.memory-per-worker", size.memoryPerWorker());
        properties.setProperty("processes", Integer.toString(processes.size()));
        for (int i = 0; i < processes.size(); i++) {
            ClusterProcess process = processes.get(i);
            properties.setProperty("process." + i + ".role", process.role());
            properties.setProperty("process." + i + ".pid", Long.toString(process.pid()));
            properties.setProperty(
                    "process." + i + ".started", process.started().toString());
            properties.setProperty("process." + i + ".log", process.log().toString());
        }
        return properties;
    }

    private static ClusterState fromProperties(Properties properties) {
        ClusterSize size = new ClusterSize(
                Integer.parseInt(required(properties, "size.workers")),
                Integer.parseInt(required(properties, "size.cores-per-worker")),
                required(properties, "size.memory-per-worker"));
        List<ClusterProcess> processes = new ArrayList<>();
        int count = Integer.parseInt(required(properties, "processes"));
        for (int i = 0; i < count; i++) {
            processes.add(new ClusterProcess(
                    required(properties, "process." + i + ".role"),
                    Long.parseLong(required(properties, "process." + i + ".pid")),
                    Instant.parse(required(properties, "process." + i + ".started")),
                    Path.of(required(properties, "process." + i + ".log"))));
        }
        return new ClusterState(
                required(properties, "master.url"), URI.create(required(properties, "master.page")), size, processes);
    }

    private static String required(Properties properties, String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key);
        }
        return value;
    }
}
