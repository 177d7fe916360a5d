package dev.glissade.config;

import java.util.Optional;

/**
 * How often the whole state of a run is saved. A run that has come to its end, or was interrupted, is saved in any case.
 *
 * @param everySteps steps between two checkpoints; empty for none by steps
 * @param everySeconds seconds of training between two; empty for none by time. If neither is given, 300
 * @param keep how many of the newest are kept
 * @param directory where they are; empty for {@code checkpoints} in the run directory
 */
public record CheckpointSettings(
        Optional<Long> everySteps, Optional<Double> everySeconds, int keep, Optional<String> directory) {

    /** Where a configuration says nothing of how often. */
    private static final double DEFAULT_SECONDS = 300;

    static final Key<Optional<Long>> EVERY_STEPS = Key.optional(
            "checkpoint.every-steps",
            Form.wholeNumber(Range.atLeast(1)),
            "none by steps",
            "steps between two checkpoints of the whole training state");
    static final Key<Optional<Double>> EVERY_SECONDS = Key.optional(
            "checkpoint.every-seconds",
            Form.number(Range.above(0)),
            "300, or none by time where every-steps is given",
            "seconds of training between two checkpoints");
    static final Key<Integer> KEEP = Key.withDefault(
            "checkpoint.keep", Form.count(1, 1_000_000), 3, "how many of the newest checkpoints are kept");
    static final Key<Optional<String>> DIRECTORY = Key.optional(
            "checkpoint.directory",
            Form.location(),
            "checkpoints in the run directory",
            "the directory of this run's checkpoints, on any file system that Hadoop knows");

    /** @throws InvalidSettingException if a value is out of bounds */
    public CheckpointSettings {
        EVERY_STEPS.check(everySteps);
        EVERY_SECONDS.check(everySeconds);
        KEEP.check(keep);
        DIRECTORY.check(directory);
    }

    /** Every five minutes, the newest three. */
    public static CheckpointSettings defaults() {
        return Group.of(CheckpointSettings.class).defaults();
    }

    /** Seconds between two; empty for none by time. */
    public Optional<Double> seconds() {
        return everySteps.isPresent() ? everySeconds : Optional.of(everySeconds.orElse(DEFAULT_SECONDS));
    }
}
