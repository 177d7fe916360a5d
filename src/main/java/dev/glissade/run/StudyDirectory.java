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
import java.util.stream.Collectors;

/** The directory of a study: a new one, or that of the same study, which then goes on. */
public final class StudyDirectory {

    /** What it came to; there once it is finished. */
    public static final String VERDICTS = "study.json";

    /** What the study is, and every key of its configuration but Spark's. */
    private static final String BEGUN = "begun.json";

    private static final String STUDY = "study";
    private static final String VALUES = "configuration";

    private StudyDirectory() {}

    /**
     * Makes the directory, or finds it.
     *
     * @param study its name
     * @param configuration whose {@code run.dir} it is, else {@code runs/NAME-TIME}
     * @throws UserError if nothing can be written there, or it holds something else
     */
    public static Directory of(String study, Configuration configuration, org.apache.hadoop.conf.Configuration hadoop)
            throws IOException {
        if (configuration.run().dir().isPresent()) {
            Directory given = Directory.at(configuration.run().dir().get(), hadoop);
            if (given.has(BEGUN)) {
                requireSame(given, study, configuration.values());
                return given;
            }
        }
        Directory directory = RunDirectory.choose(configuration.run().dir(), configuration.name(), hadoop);
        directory.create();
        Map<String, Object> begun = new LinkedHashMap<>();
        begun.put(STUDY, study);
        begun.put(VALUES, configuration.values());
        directory.write(BEGUN, Json.document(begun)); // first: without it this would look like a training
        directory.write(RunDirectory.CONFIGURATION, configuration.render());
        return directory;
    }

    /**
     * The study that a directory holds; empty if it holds none.
     *
     * @return its name
     */
    public static Optional<String> study(Directory directory) throws IOException {
        return directory.has(BEGUN)
                ? Optional.of(Json.parse(new String(directory.read(BEGUN), StandardCharsets.UTF_8))
                        .path(STUDY)
                        .asText())
                : Optional.empty();
    }

    private static void requireSame(Directory directory, String study, Map<String, String> now) throws IOException {
        JsonNode begun = Json.parse(new String(directory.read(BEGUN), StandardCharsets.UTF_8));
        if (!begun.path(STUDY).asText().equals(study)) {
            throw new UserError("run.dir = %s: there is a study of another kind in it, %s"
                    .formatted(directory, begun.path(STUDY).asText()));
        }
        TreeSet<String> keys = new TreeSet<>(now.keySet());
        begun.path(VALUES).fieldNames().forEachRemaining(keys::add);
        String changed = keys.stream()
                .filter(key -> !key.startsWith("run.") && !key.equals("name") && !key.equals("engine.partitions"))
                .filter(key -> !begun.path(VALUES).path(key).asText("").equals(now.getOrDefault(key, "")))
                .map(key -> "%s = %s, and was %s"
                        .formatted(
                                key, now.get(key), begun.path(VALUES).path(key).asText("")))
                .collect(Collectors.joining("; "));
        if (!changed.isEmpty()) {
            throw new UserError("run.dir = %s: a study goes on as it began: %s".formatted(directory, changed));
        }
    }
}
