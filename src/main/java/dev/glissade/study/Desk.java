package dev.glissade.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.config.Configuration;
import dev.glissade.files.Directory;
import dev.glissade.run.Json;
import dev.glissade.run.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where a study works: its configuration, the rows, and the pieces of work that are done. */
final class Desk implements AutoCloseable {

    private static final String ENDING = ".json";

    private final Configuration configuration;
    private final Directory pieces;
    private final Supplier<Workbench> opener;
    private final Consumer<String> lines;
    /** Null until something has to be worked on. */
    private Workbench bench;

    /**
     * @param pieces where pieces of work are written
     * @param opener reads the rows
     * @param lines is told how it goes
     */
    Desk(Configuration configuration, Directory pieces, Supplier<Workbench> opener, Consumer<String> lines) {
        this.configuration = configuration;
        this.pieces = pieces;
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
        String file = name + ENDING;
        try {
            if (!pieces.has(file)) {
                String done = Json.document(work.get());
                pieces.create();
                pieces.write(file, done);
            }
            return Json.parse(new String(pieces.read(file), StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException("%s/%s: %s".formatted(pieces, file, failed.getMessage()), failed);
        }
    }

    /** Whether a piece of work is done. */
    boolean has(String name) {
        try {
            return pieces.has(name + ENDING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        if (bench != null) {
            bench.close();
        }
    }
}
