package dev.glissade.run;

import dev.glissade.checkpoint.Checkpoint;
import dev.glissade.checkpoint.Checkpoints;
import dev.glissade.checkpoint.UnknownFormatException;
import dev.glissade.config.Configuration;
import dev.glissade.config.UserError;
import dev.glissade.data.SlicedTable;
import dev.glissade.files.Directory;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a run goes on.
 *
 * @param directory of the run
 * @param checkpoint its newest whole one; empty to begin anew
 */
record Resumption(Directory directory, Optional<Checkpoint> checkpoint) {

    /**
     * Looks for the newest whole checkpoint.
     *
     * @param lines is told of those that are skipped, and from where the run goes on
     * @throws UserError if the configuration is not that of the run, or it has ended and cannot go on
     */
    static Resumption of(
            Directory directory, Checkpoints checkpoints, Configuration configuration, Consumer<String> lines)
            throws IOException {
        Owner.requireNone(directory);
        Optional<Checkpoint> newest = newest(checkpoints, lines);
        if (newest.isEmpty() && directory.has("summary.json")) {
            throw new UserError(
                    "%s: has come to its end, and there is no whole checkpoint to go on from; train anew in another directory"
                            .formatted(directory));
        }
        if (newest.isEmpty()) {
            lines.accept("%s: there is no whole checkpoint; the run begins anew".formatted(directory));
            return new Resumption(directory, newest);
        }
        Checkpoint.Run run = newest.get().run();
        Changes.OF_RUN.requireAllowed(directory.toString(), run.configuration(), configuration.values());
        lines.accept("%s: goes on from step %d"
                .formatted(directory, newest.get().point().state().step()));
        if (!run.version().equals(Version.current())) {
            lines.accept("it was begun by version %s; with %s its bits may be others"
                    .formatted(run.version(), Version.current()));
        }
        return new Resumption(directory, newest);
    }

    private static Optional<Checkpoint> newest(Checkpoints checkpoints, Consumer<String> lines) throws IOException {
        try {
            return checkpoints.newest(lines);
        } catch (UnknownFormatException later) {
            throw new UserError(later.getMessage() + "; go on with the version that wrote it", later);
        }
    }

    /** @throws UserError unless the training set is the one that the run began with */
    void requireSame(SlicedTable training, String path) {
        checkpoint.map(known -> known.run().dataFingerprint()).ifPresent(known -> {
            if (!known.equals(training.fingerprint())) {
                throw new UserError(
                        "data.train = %s: is not the table that %s was trained on: its fingerprint is %s, and was %s"
                                .formatted(path, directory, training.fingerprint(), known));
            }
        });
    }

    /** By its step; with a number behind it if a run has ended there before. */
    private String nameOfTheEnd() throws IOException {
        String end = "-" + RunDirectory.summary(directory).path("steps").asLong();
        String name = end;
        for (int copy = 2; directory.has("summary%s.json".formatted(name)); copy++) {
            name = end + "-" + copy;
        }
        return name;
    }

    /** Sets the results of a run that had come to an end aside, under the step of that end, and lets go of halves. */
    void clear() throws IOException {
        directory.delete("model.part");
        directory.removeParts();
        if (directory.has("summary.json")) {
            String end = nameOfTheEnd();
            if (directory.has("model")) {
                directory.rename("model", "model" + end);
            }
            directory.rename("summary.json", "summary%s.json".formatted(end));
        }
        directory.delete("model"); // without a summary it is of a run that was ended while it wrote its results
    }
}
