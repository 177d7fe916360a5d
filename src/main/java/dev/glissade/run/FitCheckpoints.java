package dev.glissade.run;

import dev.glissade.checkpoint.Checkpoint;
import dev.glissade.checkpoint.Checkpointer;
import dev.glissade.checkpoint.Checkpoints;
import dev.glissade.checkpoint.UnknownFormatException;
import dev.glissade.config.CheckpointSettings;
import dev.glissade.config.UserError;
import dev.glissade.files.Directory;
import dev.glissade.training.SavePoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * The checkpoints of a training that has no run directory. They are in a place whose name follows from the rows, the settings and the start,
 * so that the same training finds them, and no other does.
 */
final class FitCheckpoints implements AutoCloseable {

    /** Characters of the hash that a place is named by. */
    private static final int NAME = 32;

    /** Places that a fit of this process is at work in: the same fit at the same time comes to the same, and saves nothing. */
    private static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();

    private final CheckpointSettings settings;
    private final Place place;
    private final Owner owner;
    private final Checkpointer writer;
    private final Consumer<String> lines;
    private final Optional<Checkpoint> newest;
    private Optional<LastSaved> saved;

    /**
     * Where a training's are.
     *
     * @param directory of this training alone
     * @param run what all its checkpoints say of it
     */
    record Place(Directory directory, Checkpoint.Run run) {

        /**
         * That of a variation.
         *
         * @param rows fingerprint of all that are read
         * @param horizon the most steps
         * @return empty unless {@code checkpoint.directory} is given
         */
        static Optional<Place> of(Variation variation, String rows, long horizon, Configuration hadoop) {
            return variation.configuration().checkpoint().directory().map(parent -> {
                Map<String, String> values = fixed(variation.configuration().values());
                String start = ParameterBytes.sha256(ParameterBytes.of(variation.initial()));
                String all = String.join("\n", Version.current(), rows, start, values.toString());
                String name = "fit-"
                        + ParameterBytes.sha256(all.getBytes(StandardCharsets.UTF_8))
                                .substring(0, NAME);
                try {
                    Directory directory = Directory.at(parent, hadoop).child(name);
                    directory.requireWritable();
                    return new Place(
                            directory, new Checkpoint.Run(Version.current(), rows, values, horizon, Optional.empty()));
                } catch (IOException | IllegalArgumentException failed) {
                    throw unusable(parent, failed);
                }
            });
        }

        /** Those that results follow from. */
        private static Map<String, String> fixed(Map<String, String> values) {
            Map<String, String> fixed = new TreeMap<>(values);
            fixed.keySet()
                    .removeIf(key -> key.startsWith("checkpoint.")
                            || key.equals("engine.partitions")
                            || key.equals("engine.aggregation-depth"));
            return fixed;
        }
    }

    private FitCheckpoints(
            CheckpointSettings settings,
            Place place,
            Owner owner,
            Checkpoints checkpoints,
            Optional<Checkpoint> newest,
            Consumer<String> lines) {
        this.settings = settings;
        this.place = place;
        this.owner = owner;
        this.writer = new Checkpointer(checkpoints, lines);
        this.lines = lines;
        this.newest = newest;
        this.saved = newest.map(Checkpoint::point).map(LastSaved::of);
    }

    /**
     * From now on this process writes there.
     *
     * @param lines is told of what is skipped, or cannot be written
     * @return empty if it does already
     * @throws UserError if they cannot be read, or another process is at work there
     */
    static Optional<FitCheckpoints> open(CheckpointSettings settings, Place place, Consumer<String> lines) {
        if (!TAKEN.add(place.directory().toString())) {
            return Optional.empty();
        }
        try {
            return Optional.of(opened(settings, place, lines));
        } catch (Throwable failed) { // of Spark too, whose failures Java does not see
            TAKEN.remove(place.directory().toString());
            throw failed;
        }
    }

    private static FitCheckpoints opened(CheckpointSettings settings, Place place, Consumer<String> lines) {
        try {
            Directory directory = place.directory();
            directory.create();
            Owner owner = Owner.of(directory);
            Checkpoints checkpoints = new Checkpoints(directory, settings.keep());
            checkpoints.clear();
            Optional<Checkpoint> newest = checkpoints.newest(lines);
            return new FitCheckpoints(settings, place, owner, checkpoints, newest, lines);
        } catch (UnknownFormatException later) {
            throw new UserError(later.getMessage() + "; go on with the version that wrote it", later);
        } catch (IOException failed) {
            throw unusable(place.directory().toString(), failed);
        }
    }

    private static UserError unusable(String place, Exception failed) {
        return new UserError(
                "checkpoint.directory = %s: cannot be used: %s".formatted(place, failed.getMessage()), failed);
    }

    /** What the training goes on from; empty if it begins. */
    Optional<Checkpoint> newest() {
        return newest;
    }

    /**
     * Saves a state if that is due.
     *
     * @param rate that was found, if one was looked for
     */
    void reached(SavePoint point, Optional<Checkpoint.FoundRate> rate) {
        if (point.state().diverged() || !LastSaved.isDue(settings, saved, point)) {
            return;
        }
        requireOurs();
        Checkpoint.Run run = place.run();
        Checkpoint.Run found =
                new Checkpoint.Run(run.version(), run.dataFingerprint(), run.configuration(), run.horizon(), rate);
        saved = Optional.of(LastSaved.of(point));
        writer.save(new Checkpoint(found, 0, 0, point));
    }

    private void requireOurs() {
        try {
            owner.check();
        } catch (IOException unknown) {
            lines.accept("whether another process is at work in %s cannot be seen: %s"
                    .formatted(place.directory(), unknown.getMessage()));
        }
    }

    @Override
    public void close() {
        writer.close();
        try {
            owner.close();
        } catch (IOException | RuntimeException failed) { // no reason to lose what was trained
            lines.accept("the mark of this process in %s could not be taken away, remove owner.json there: %s"
                    .formatted(place.directory(), failed.getMessage()));
        } finally {
            TAKEN.remove(place.directory().toString());
        }
    }
}
