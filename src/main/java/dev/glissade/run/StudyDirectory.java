package dev.glissade.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.config.Configuration;
import dev.glissade.config.UserError;
import dev.glissade.files.Directory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The directory of a study: a new one, or that of the same study, which then goes on. Nobody else writes there meanwhile, and what is in
 * it comes from one configuration and the same rows.
 */
public final class StudyDirectory implements AutoCloseable {

    /** What it came to; there once it is finished. */
    static final String VERDICTS = "study.json";

    /** What the study is, and every key of its configuration but Spark's. */
    private static final String BEGUN = "begun.json";

    /** Fingerprints of the tables, by what they are for. */
    private static final String DATA = "data.json";

    private static final String PIECES = "pieces";
    private static final String ENDING = ".json";
    private static final String STUDY = "study";
    private static final String VALUES = "configuration";

    private final Directory directory;
    private final Directory pieces;
    /** Empty if nothing but the findings is written. */
    private final Optional<Owner> owner;

    private StudyDirectory(Directory directory, Optional<Owner> owner) {
        this.directory = directory;
        this.pieces = directory.child(PIECES);
        this.owner = owner;
    }

    /**
     * Makes the directory, or finds it, to work there.
     *
     * @param study its name
     * @param configuration whose {@code run.dir} it is, else {@code runs/NAME-TIME}
     * @throws UserError if nothing can be written there, it holds something else, or a process is at work there
     */
    public static StudyDirectory open(
            String study, Configuration configuration, org.apache.hadoop.conf.Configuration hadoop) throws IOException {
        if (configuration.run().dir().isPresent()) {
            Directory given = Directory.at(configuration.run().dir().get(), hadoop);
            if (given.has(BEGUN)) {
                requireSame(given, study, configuration.values());
                return new StudyDirectory(given, Optional.of(Owner.of(given)));
            }
        }
        Directory directory = RunDirectory.choose(configuration.run().dir(), configuration.name(), hadoop);
        directory.create();
        Map<String, Object> begun = new LinkedHashMap<>();
        begun.put(STUDY, study);
        begun.put(VALUES, configuration.values());
        directory.write(BEGUN, Json.document(begun)); // first: without it this would look like a training
        directory.write(RunDirectory.CONFIGURATION, configuration.render());
        return new StudyDirectory(directory, Optional.of(Owner.of(directory)));
    }

    /**
     * One that was begun, to write its findings again.
     *
     * @param configuration whose {@code run.dir} it is
     * @throws UserError if it holds something else, or a process is at work there
     */
    public static StudyDirectory begun(
            String study, Configuration configuration, org.apache.hadoop.conf.Configuration hadoop) throws IOException {
        Directory directory = Directory.at(configuration.run().dir().orElseThrow(), hadoop);
        requireSame(directory, study, configuration.values());
        Owner.requireNone(directory);
        return new StudyDirectory(directory, Optional.empty());
    }

    /**
     * The study that a directory holds; empty if it holds none.
     *
     * @return its name
     */
    static Optional<String> study(Directory directory) throws IOException {
        return directory.has(BEGUN)
                ? Optional.of(read(directory, BEGUN).path(STUDY).asText())
                : Optional.empty();
    }

    private static JsonNode read(Directory directory, String file) throws IOException {
        return Json.parse(new String(directory.read(file), StandardCharsets.UTF_8));
    }

    private static void requireSame(Directory directory, String study, Map<String, String> now) throws IOException {
        JsonNode begun = read(directory, BEGUN);
        if (!begun.path(STUDY).asText().equals(study)) {
            throw new UserError("run.dir = %s: there is a study of another kind in it, %s"
                    .formatted(directory, begun.path(STUDY).asText()));
        }
        Map<String, String> before = new LinkedHashMap<>();
        JsonNode values = begun.path(VALUES);
        values.fieldNames()
                .forEachRemaining(key -> before.put(key, values.path(key).asText()));
        Changes.OF_STUDY.requireAllowed("run.dir = " + directory, before, now);
    }

    /**
     * Requires the rows that the study began with; the first ones are taken down.
     *
     * @param fingerprints of the tables, by the key that names them
     * @throws UserError if they are others
     */
    public void requireSameRows(Map<String, String> fingerprints) throws IOException {
        if (!directory.has(DATA)) {
            directory.write(DATA, Json.document(fingerprints));
            return;
        }
        JsonNode before = read(directory, DATA);
        TreeSet<String> tables = new TreeSet<>(fingerprints.keySet());
        before.fieldNames().forEachRemaining(tables::add);
        for (String table : tables) {
            String was = before.path(table).asText("none");
            String is = fingerprints.getOrDefault(table, "none");
            if (!was.equals(is)) {
                throw new UserError("%s: is not the table of the study in %s: its fingerprint is %s, and was %s"
                        .formatted(table, directory, is, was));
            }
        }
    }

    /** Whether a piece of work is done. */
    public boolean has(String piece) throws IOException {
        return pieces.has(piece + ENDING);
    }

    /** What a piece of work came to. */
    public JsonNode piece(String piece) throws IOException {
        return read(pieces, piece + ENDING);
    }

    /**
     * Keeps what a piece of work came to.
     *
     * @throws RuntimeException if another process goes on with the study
     */
    public void keep(String piece, Map<String, ?> outcome) throws IOException {
        requireOurs();
        pieces.create();
        pieces.write(piece + ENDING, Json.document(outcome));
    }

    private void requireOurs() throws IOException {
        if (owner.isPresent()) {
            owner.get().check();
        }
    }

    /**
     * Where findings are written.
     *
     * @throws RuntimeException if another process goes on with the study
     */
    public Directory forFindings() throws IOException {
        requireOurs();
        return directory;
    }

    /** Writes what the study came to, the last of its files. */
    public void finish(Map<String, ?> verdicts) throws IOException {
        directory.write(VERDICTS, Json.document(verdicts));
    }

    @Override
    public void close() throws IOException {
        if (owner.isPresent()) {
            owner.get().close();
        }
    }

    /** The path as users write it. */
    @Override
    public String toString() {
        return directory.toString();
    }
}
