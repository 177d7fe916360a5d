package dev.glissade.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All values that were given, by the whole path of their key.
 *
 * <p>Nested groups, dotted keys and quoted dotted keys are the same: {@code spark { executor.cores = 2 }} and
 * {@code "spark.executor.cores" = 2}. A null counts as not given.
 */
final class Givens {

    static final Givens NONE = new Givens(Map.of());

    private static final Comparator<Given> READING_ORDER =
            Comparator.comparing(Given::place).thenComparing(Given::path);

    private final Map<String, Given> byPath;

    private Givens(Map<String, Given> byPath) {
        this.byPath = byPath;
    }

    /**
     * @param root the resolved configuration
     * @param mainFile the path of the configuration file as it was given
     */
    static Givens of(ConfigObject root, String mainFile) {
        Map<String, Given> byPath = new TreeMap<>();
        collect("", root, mainFile, byPath);
        byPath.values().removeIf(given -> given.value().valueType() == ConfigValueType.NULL);
        return new Givens(byPath);
    }

    Optional<Given> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** All of them, in the order of their places. */
    List<Given> inReadingOrder() {
        return byPath.values().stream().sorted(READING_ORDER).toList();
    }

    private static void collect(String path, ConfigValue value, String mainFile, Map<String, Given> byPath) {
        if (value instanceof ConfigObject object && (path.isEmpty() || !object.isEmpty())) {
            if (SparkSettings.isSetting(path)) {
                requireNothingHidden(path, object, Place.of(value.origin(), mainFile));
            }
            object.forEach(
                    (name, member) -> collect(path.isEmpty() ? name : path + "." + name, member, mainFile, byPath));
        } else {
            Given given = new Given(path, value, Place.of(value.origin(), mainFile));
            byPath.merge(path, given, Givens::stronger);
        }
    }

    /**
     * HOCON drops a value that a group of the same name follows, spark.speculation before spark.speculation.interval
     * say. A group that has done so takes no fallback any more.
     */
    private static void requireNothingHidden(String path, ConfigObject group, Place place) {
        String probe = "no setting of this name";
        if (!group.withFallback(ConfigFactory.parseMap(Map.of(probe, true))).containsKey(probe)) {
            String name = SparkSettings.withoutPrefix(path);
            throw new UserError(
                    "%s: %s is a value and the beginning of longer names; put those in double quotes, such as \"%s.%s\""
                            .formatted(
                                    place, path, name, group.keySet().iterator().next()));
        }
    }

    /** One key spelt in two ways, nested and quoted: the command line wins, two in files are a mistake. */
    private static Given stronger(Given one, Given other) {
        boolean fromCommandLine = one.place().kind() == Place.Kind.COMMAND_LINE;
        if (fromCommandLine != (other.place().kind() == Place.Kind.COMMAND_LINE)) {
            return fromCommandLine ? one : other;
        }
        boolean inOrder = one.place().compareTo(other.place()) <= 0;
        Given first = inOrder ? one : other;
        Given second = inOrder ? other : one;
        throw new UserError(
                "%s: %s is given twice, here and at %s".formatted(second.place(), second.path(), first.place()));
    }
}
