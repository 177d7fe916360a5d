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

/** What of a configuration may be another one when a run goes on: all that its steps do not follow from. */
final class Changes {

    private static final List<String> ALLOWED = List.of(
            "name",
            "data.train", // its content is compared
            "data.test",
            "data.format",
            "stop.",
            "on-divergence.",
            "engine.partitions",
            "engine.aggregation-depth",
            "checkpoint.",
            "run.",
            "study.");

    private static final Map<String, String> DEFAULTS = new ConfigurationLoader(ModelKind.names())
            .loadText("data.train = any, model.kind = linear", "the defaults", List.of())
            .values();

    private Changes() {}

    /**
     * Compares values by key.
     *
     * @param place of the run
     * @throws UserError naming every key that differs and must not
     */
    static void requireAllowed(String place, Map<String, String> before, Map<String, String> now) {
        Map<String, String> was = new HashMap<>(DEFAULTS); // of keys that were not there yet
        was.putAll(before);
        TreeSet<String> keys = new TreeSet<>(was.keySet());
        keys.addAll(now.keySet());
        String changed = keys.stream()
                .filter(key -> ALLOWED.stream().noneMatch(key::startsWith))
                .filter(key -> !Objects.equals(was.get(key), now.get(key)))
                .map(key -> "%s = %s, and was %s".formatted(key, now.get(key), was.get(key)))
                .collect(Collectors.joining("; "));
        if (!changed.isEmpty()) {
            throw new UserError(
                    "%s: a run goes on as it began: %s; only stop.*, on-divergence.*, checkpoint.*, run.*, spark.*, the"
                                    .formatted(place, changed)
                            + " places of the data and how many partitions may change");
        }
    }
}
