package dev.glissade.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.glissade.checkpoint.Checkpoints;
import dev.glissade.config.CheckpointSettings;
import dev.glissade.config.UserError;
import dev.glissade.files.Directory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The directory of a run: found free before anything is read, made when training begins. */
final class RunDirectory {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    /** The file with the whole configuration. */
    static final String CONFIGURATION = "config.conf";

    private RunDirectory() {}

    /**
     * Where the run will write; nothing is made yet.
     *
     * @param given {@code run.dir}; if empty, a new directory {@code runs/NAME-TIME}
     * @throws UserError if nothing can be written there, or it holds something already: nothing is ever overwritten
     */
    static Directory choose(Optional<String> given, String name, Configuration hadoop) {
        String wanted = given.orElseGet(() -> "runs/%s-%s".formatted(name, TIME.format(now())));
        try {
            Directory directory = given.isPresent() ? empty(wanted, hadoop) : free(wanted, hadoop);
            directory.requireWritable();
            return directory;
        } catch (IOException | IllegalArgumentException failed) {
            throw new UserError("run.dir = %s: cannot be written: %s".formatted(wanted, failed.getMessage()), failed);
        }
    }

    private static LocalDateTime now() {
        return LocalDateTime.now(ZoneId.systemDefault());
    }

    private static Directory empty(String wanted, Configuration hadoop) throws IOException {
        Directory directory = Directory.at(wanted, hadoop);
        if (!directory.isEmpty()) {
            throw new UserError(
                    "run.dir = %s: there is something in it already; a run never overwrites another".formatted(wanted));
        }
        return directory;
    }

    /** The name itself or, if a run of this second has it, the first free one with a number behind it. */
    private static Directory free(String stem, Configuration hadoop) throws IOException {
        Directory directory = Directory.at(stem, hadoop);
        for (int copy = 2; directory.exists(); copy++) {
            directory = Directory.at(stem + "-" + copy, hadoop);
        }
        return directory;
    }

    /**
     * That of a run which has begun.
     *
     * @throws UserError if there is none
     */
    static Directory begun(String location, Configuration hadoop) {
        try {
            Directory directory = Directory.at(location, hadoop);
            directory.restore(CONFIGURATION);
            if (!directory.has(CONFIGURATION)) {
                throw new UserError(
                        "%s: there is no %s in it; no run has begun there".formatted(location, CONFIGURATION));
            }
            return directory;
        } catch (IOException | IllegalArgumentException failed) {
            throw new UserError("%s: cannot be read: %s".formatted(location, failed.getMessage()), failed);
        }
    }

    /**
     * What a run said of its end.
     *
     * @throws UserError if that is not whole
     */
    static JsonNode summary(Directory run) throws IOException {
        try {
            JsonNode summary = Json.parse(new String(run.read("summary.json"), StandardCharsets.UTF_8));
            if (summary.hasNonNull("stopReason")) {
                return summary;
            }
        } catch (JsonProcessingException notJson) {
            // told below
        }
        throw new UserError("%s: its summary.json is not whole; remove it to go on with the run".formatted(run));
    }

    /** Leaves the file alone if it says that already: on some file systems there is none for a moment while it is written over. */
    static void writeConfiguration(Directory run, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!run.has(CONFIGURATION) || !Arrays.equals(run.read(CONFIGURATION), bytes)) {
            run.write(CONFIGURATION, bytes);
        }
    }

    /** Where a run's checkpoints are. */
    static Checkpoints checkpoints(Directory run, CheckpointSettings settings, Configuration hadoop) {
        String place =
                settings.directory().orElseGet(() -> run.child("checkpoints").toString());
        try {
            Directory directory = Directory.at(place, hadoop);
            if (settings.directory().isPresent()) {
                directory.requireWritable();
            }
            return new Checkpoints(directory, settings.keep());
        } catch (IOException | IllegalArgumentException failed) {
            throw new UserError(
                    "checkpoint.directory = %s: cannot be used: %s".formatted(place, failed.getMessage()), failed);
        }
    }
}
