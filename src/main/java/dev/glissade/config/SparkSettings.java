package dev.glissade.config;

import com.typesafe.config.ConfigUtil;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings that are handed to Spark as they are.
 *
 * <p>HOCON keeps one of two settings if the name of one goes on where the other's ends, {@code speculation} and
 * {@code speculation.interval} say, unless the longer name stands in double quotes. A value before such a group is
 * found out and refused; a value after it cannot be. The command line has no such trap.
 *
 * <p>Where a setting is one of the {@link Secrets}, neither {@link #toString} nor the resolved configuration shows it.
 *
 * @param master the cluster's URL; empty leaves it to spark-submit, and to {@code local[*]} without it
 * @param settings by full name, {@code spark.executor.memory} say, without {@code spark.master}; sorted by name
 */
public record SparkSettings(Optional<String> master, Map<String, String> settings) {

    static final String GROUP = "spark";

    static final Key<Optional<String>> MASTER = Key.optional(
            "spark.master",
            Form.location(),
            "spark-submit's, else local[*]",
            "the cluster to run on: local[*], local[4], spark://host:7077, yarn, k8s://https://host:443");

    private static final String PREFIX = GROUP + ".";

    /**
     * Keeps a sorted copy of the settings.
     *
     * @throws InvalidSettingException if a name does not begin with {@code spark.}, the master is among the settings, or
     *     {@code spark.redaction.regex} is no regular expression
     */
    public SparkSettings {
        MASTER.check(master);
        SortedMap<String, String> sorted = new TreeMap<>(settings);
        for (Map.Entry<String, String> setting : sorted.entrySet()) {
            checkSetting(setting.getKey(), setting.getValue());
        }
        Secrets.of(sorted);
        settings = Collections.unmodifiableSortedMap(sorted);
    }

    /** No setting at all. */
    public static SparkSettings defaults() {
        return new SparkSettings(Optional.empty(), Map.of());
    }

    /** The name as it is within the group. */
    static String withoutPrefix(String name) {
        return name.substring(PREFIX.length());
    }

    static boolean isSetting(String path) {
        return path.startsWith(PREFIX);
    }

    /** @throws InvalidSettingException if a value is not a single one */
    static SparkSettings read(Givens givens) {
        SortedMap<String, String> settings = new TreeMap<>();
        Optional<String> master = Optional.empty();
        for (Given given : givens.inReadingOrder()) {
            if (given.path().equals(MASTER.path())) {
                master = MASTER.read(given.value());
            } else if (isSetting(given.path())) {
                settings.put(fullName(given.path()), readSetting(given));
            }
        }
        return new SparkSettings(master, settings);
    }

    /** The value of a setting; its value is never shown, since it may be a secret. */
    static String readSetting(Given given) {
        String value = Form.text(given.value())
                .orElseThrow(() -> new InvalidSettingException(
                        given.path(), given.path() + ": must be a single value, not a list or an empty group"));
        checkSetting(fullName(given.path()), value);
        return value;
    }

    String render() {
        StringBuilder text = new StringBuilder(GROUP)
                .append(" {\n  master = ")
                .append(MASTER.write(master))
                .append('\n');
        Secrets secrets = secrets();
        // Quoted, since one name may go on where another ends: spark.speculation, spark.speculation.interval.
        settings.forEach((name, value) -> text.append("  %s = %s\n"
                .formatted(
                        ConfigUtil.quoteString(withoutPrefix(name)),
                        ConfigUtil.quoteString(shown(secrets, name, value)))));
        return text.append("}\n").toString();
    }

    /** The settings without their secrets. */
    @Override
    public String toString() {
        Secrets secrets = secrets();
        SortedMap<String, String> shown = new TreeMap<>(settings);
        shown.replaceAll((name, value) -> shown(secrets, name, value));
        return "SparkSettings[master=%s, settings=%s]".formatted(master, shown);
    }

    private Secrets secrets() {
        return Secrets.of(settings);
    }

    private static String shown(Secrets secrets, String name, String value) {
        return secrets.isSecret(name, value) ? Secrets.HIDDEN : value;
    }

    /** In a group spark { … } the prefix may be there once more: spark { spark.executor.memory = 2g }. */
    private static String fullName(String path) {
        return path.startsWith(PREFIX + PREFIX) ? path.substring(PREFIX.length()) : path;
    }

    private static void checkSetting(String name, String value) {
        if (!isSetting(name) || name.equals(PREFIX) || name.equals(MASTER.path())) {
            throw new InvalidSettingException(
                    name, name + ": must be the full name of a Spark setting, not the master");
        }
        if (value.equals(Secrets.HIDDEN)) {
            throw new InvalidSettingException(
                    name,
                    "%s = %s: was left out when this file was written; give it again".formatted(name, Secrets.HIDDEN));
        }
    }
}
