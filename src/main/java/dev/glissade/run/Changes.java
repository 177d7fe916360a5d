package dev.glissade.run;

import dev.glissade.config.ConfigurationLoader;
import dev.glissade.config.UserError;
import dev.glissade.model.ModelKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a configuration may be another one when something goes on: all that its results do not follow from.
 *
 * @param principle what is said of changes that may not be
 * @param said what may change, in words
 * @param more beginnings of keys that may change, beside those that always may
 */
record Changes(String principle, String said, List<String> more) {

    /** A training: its end may be another one, as its steps do not follow from that. */
    static final Changes OF_RUN = new Changes(
            "a run goes on as it began",
            "stop.*, on-divergence.*, checkpoint.*, run.*, spark.*, the places of the data and how many partitions",
            List.of("stop.", "on-divergence.", "study."));

    /** A study, whose runs all end alike. */
    static final Changes OF_STUDY = new Changes(
            "a study goes on as it began",
            "checkpoint.*, run.*, spark.*, the places of the data and how many partitions",
            List.of());

    private static final List<String> ALWAYS = List.of(
            "name",
            "data.train", // its content is compared
            "data.test",
            "data.format",
            "engine.partitions",
            "engine.aggregation-depth",
            "checkpoint.",
            "run.");

    private static final Map<String, String> DEFAULTS = new ConfigurationLoader(ModelKind.names())
            .loadText("data.train = any, model.kind = linear", "the defaults", List.of())
            .values();

    Changes {
        more = List.copyOf(more);
    }

    /**
     * Compares values by key.
     *
     * @param place of what goes on
     * @throws UserError naming every key that differs and must not
     */
    void requireAllowed(String place, Map<String, String> before, Map<String, String> now) {
        Map<String, String> was = new HashMap<>(DEFAULTS); // of keys that were not there yet
        was.putAll(before);
        TreeSet<String> keys = new TreeSet<>(was.keySet());
        keys.addAll(now.keySet());
        String changed = keys.stream()
                .filter(key -> !mayChange(key))
                .filter(key -> !Objects.equals(was.get(key), now.get(key)))
                .map(key -> "%s = %s, and was %s".formatted(key, now.get(key), was.get(key)))
                .collect(Collectors.joining("; "));
        if (!changed.isEmpty()) {
            throw new UserError("%s: %s: %s; only %s may change".formatted(place, principle, changed, said));
        }
    }

    private boolean mayChange(String key) {
        return Stream.concat(ALWAYS.stream(), more.stream()).anyMatch(key::startsWith);
    }
}
