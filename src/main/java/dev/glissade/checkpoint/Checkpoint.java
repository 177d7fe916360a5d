package dev.glissade.checkpoint;

import dev.glissade.training.SavePoint;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A run at one of its states: all that is needed to go on to the same bits.
 *
 * @param run what the run is
 * @param metricsLines lines of its metrics up to here
 * @param jobs Spark jobs up to here
 * @param point the state, with what the run may fall back on
 */
public record Checkpoint(Run run, long metricsLines, long jobs, SavePoint point) {

    /**
     * What stays the same through all of a run.
     *
     * @param version of the program
     * @param dataFingerprint of the training set
     * @param configuration values by key, those of Spark left out
     * @param horizon the most steps it could take when it began, which schedules are laid out for
     * @param rate the learning rate that was found, where it was looked for
     */
    public record Run(
            String version,
            String dataFingerprint,
            Map<String, String> configuration,
            long horizon,
            Optional<FoundRate> rate) {

        public Run {
            configuration = Collections.unmodifiableSortedMap(new TreeMap<>(configuration));
        }
    }

    /**
     * A learning rate that was found before the first step.
     *
     * @param rate η
     * @param name of what the summary says of it
     * @param fields what it says, as JSON
     */
    public record FoundRate(double rate, String name, String fields) {}
}
