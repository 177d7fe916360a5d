package dev.glissade.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.config.Configuration;
import dev.glissade.run.StudyDirectory;
import dev.glissade.run.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where a study works: its configuration, the rows, and the pieces of work that are done. */
final class Desk implements AutoCloseable {

    private final Configuration configuration;
    private final StudyDirectory directory;
    private final Supplier<Workbench> opener;
    private final Consumer<String> lines;
    /** Null until something has to be worked on. */
    private Workbench bench;

    /**
     * @param directory where pieces of work are kept
     * @param opener reads the rows
     * @param lines is told how it goes
     */
    Desk(Configuration configuration, StudyDirectory directory, Supplier<Workbench> opener, Consumer<String> lines) {
        this.configuration = configuration;
        this.directory = directory;
        this.opener = opener;
        this.lines = lines;
    }

    Configuration configuration() {
        return configuration;
    }

    /** The rows; read when they are first asked for. */
    Workbench bench() {
        if (bench == null) {
            bench = opener.get();
        }
        return bench;
    }

    /** Tells something worth a line. */
    void say(String line) {
        lines.accept(line);
    }

    /**
     * A piece of work: read if it was done before, else done and written. What a study learns of a piece it learns from here, so that it
     * is the same in both cases.
     *
     * @param name letters, digits and hyphens; of one piece in the study
     * @param work gives what JSON can hold
     */
    JsonNode once(String name, Supplier<Map<String, ?>> work) {
        try {
            if (!directory.has(name)) {
                directory.keep(name, work.get());
            }
            return directory.piece(name);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "%s: piece of work %s: %s".formatted(directory, name, failed.getMessage()), failed);
        }
    }

    /** Whether a piece of work is done. */
    boolean has(String name) {
        try {
            return directory.has(name);
        } catch (IOException failed) {
            throw new UncheckedIOException("%s: %s".formatted(directory, failed.getMessage()), failed);
        }
    }

    @Override
    public void close() {
        if (bench != null) {
            bench.close();
        }
    }

    /** The directory, as users write it. */
    @Override
    public String toString() {
        return directory.toString();
    }
}
