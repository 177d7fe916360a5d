package dev.glissade.run;

import dev.glissade.checkpoint.Checkpoints;
import dev.glissade.config.CheckpointSettings;
import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.config.UserError;
import dev.glissade.files.Directory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The directory of a run that has begun, as it is before Spark is started.
 *
 * @param location the run directory, as it was given
 * @param overrides assignments {@code key=value} of what is to change
 */
public record BegunRun(String location, List<String> overrides) {

    /** Settings of Spark that are Hadoop's: a file system and its credentials, say. */
    private static final String OF_HADOOP = "spark.hadoop.";

    public BegunRun {
        overrides = List.copyOf(overrides);
    }

    /** @throws UserError if no run has begun there */
    public static BegunRun at(String location, List<String> overrides) {
        BegunRun begun = new BegunRun(location, overrides);
        begun.directory();
        return begun;
    }

    /**
     * Writes its report, {@code report.html} and {@code plots/*.png}, in place of the one before.
     *
     * @param warnings is told of what is missing in it
     * @throws UserError if a process is at work on the run, or nothing is recorded yet
     * @throws IOException if the directory cannot be read or written
     */
    public void writeReport(Consumer<String> warnings) throws IOException {
        RunReport.of(directory()).write(warnings);
    }

    /** The name of the study that it is, if it is one. */
    public Optional<String> study() throws IOException {
        return StudyDirectory.study(directory());
    }

    private Directory directory() {
        return RunDirectory.begun(location, hadoop());
    }

    /** What knows its file system, before Spark does: as Spark will have it, from what spark-submit and the command line say; the configuration is yet to be read with it. */
    public org.apache.hadoop.conf.Configuration hadoop() {
        var hadoop = new org.apache.hadoop.conf.Configuration();
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith(OF_HADOOP)) {
                hadoop.set(name.substring(OF_HADOOP.length()), System.getProperty(name));
            }
        }
        for (String each : overrides) {
            int sign = each.indexOf('=');
            if (each.startsWith(OF_HADOOP) && sign > OF_HADOOP.length()) {
                hadoop.set(each.substring(OF_HADOOP.length(), sign), each.substring(sign + 1));
            }
        }
        return hadoop;
    }

    /**
     * How it ended, in a word; empty if it has not.
     *
     * @throws IOException if that cannot be read
     */
    public Optional<String> end() throws IOException {
        Directory directory = directory();
        if (directory.has(StudyDirectory.VERDICTS)) {
            return Optional.of("the study is finished");
        }
        if (!directory.has("summary.json")) {
            return Optional.empty();
        }
        return Optional.of(RunDirectory.summary(directory).get("stopReason").asText());
    }

    /**
     * Its configuration, with what is to change.
     *
     * @throws UserError if a value is wrong, or the run is to have another directory
     * @throws IOException if it cannot be read
     */
    public Configuration configuration(ConfigurationLoader loader) throws IOException {
        Directory directory = directory();
        Owner.requireNone(directory);
        String text = new String(directory.read(RunDirectory.CONFIGURATION), StandardCharsets.UTF_8);
        String place = directory.child(RunDirectory.CONFIGURATION).toString();
        List<String> all = new ArrayList<>(List.of("run.dir=" + location));
        all.addAll(withoutRollback());
        all.addAll(overrides);
        Configuration configuration = loader.loadText(text, place, all);
        if (!configuration.run().dir().equals(Optional.of(location))) {
            throw new UserError("run.dir: a run goes on in its directory, %s".formatted(location));
        }
        List<String> ofSpark = overrides.stream()
                .filter(each -> each.startsWith("spark"))
                .toList(); // secrets, which are left out there
        Configuration before = loader.loadText(text, place, ofSpark);
        Changes changes = study().isPresent() ? Changes.OF_STUDY : Changes.OF_RUN;
        changes.requireAllowed(directory.toString(), before.values(), configuration.values());
        requireFound(directory, before.checkpoint(), configuration.checkpoint());
        return configuration;
    }

    /** Its configuration spells out what goes with a policy; what goes with the other one has to go. */
    private List<String> withoutRollback() {
        return overrides.stream()
                .filter(each -> each.equals("on-divergence.policy=stop"))
                .flatMap(each -> Stream.of("on-divergence.factor=null", "on-divergence.at-most=null"))
                .toList();
    }

    /** A run does not begin anew because its checkpoints are looked for in another place. */
    private void requireFound(Directory directory, CheckpointSettings before, CheckpointSettings now)
            throws IOException {
        if (before.directory().equals(now.directory())) {
            return;
        }
        var hadoop = hadoop();
        Checkpoints known = RunDirectory.checkpoints(directory, before, hadoop);
        Checkpoints found = RunDirectory.checkpoints(directory, now, hadoop);
        if (found.isEmpty() && !known.isEmpty()) {
            throw new UserError(
                    "checkpoint.directory = %s: there is no checkpoint in it, but there are in %s; move them, or leave the key as it was"
                            .formatted(found.directory(), known.directory()));
        }
    }
}
