package dev.glissade.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;

/** The assignments {@code key=value} of a command line. */
final class Overrides {

    private Overrides() {}

    /**
     * The assignments as one configuration, later ones over earlier ones; not resolved yet.
     *
     * @throws UserError if one has no key or no equals sign
     */
    static Config parse(List<String> assignments) {
        Config parsed = ConfigFactory.empty(Place.COMMAND_LINE);
        for (int at = 0; at < assignments.size(); at++) {
            parsed = parseOne(assignments.get(at), at + 1).withFallback(parsed);
        }
        return parsed;
    }

    private static Config parseOne(String assignment, int position) {
        int equals = assignment.indexOf('=');
        String key = equals < 0 ? "" : assignment.substring(0, equals).strip();
        if (key.isEmpty()) {
            throw new UserError(
                    "%s: '%s': must be key=value, such as seed=7".formatted(Place.COMMAND_LINE, shown(assignment)));
        }
        ConfigOrigin origin = ConfigOriginFactory.newSimple(Place.COMMAND_LINE).withLineNumber(position);
        ConfigValue value = value(key, assignment.substring(equals + 1).strip());
        return value.withOrigin(origin).atPath(path(key));
    }

    /** A null hides what the file says; a list or a group is HOCON; all else is what it looks like. */
    private static ConfigValue value(String key, String text) {
        if (text.equals("null")) {
            return ConfigValueFactory.fromAnyRef(null);
        }
        boolean list = text.startsWith("[") && text.endsWith("]");
        boolean group = text.startsWith("{") && text.endsWith("}");
        return list || group ? parseHocon(key, text) : ConfigValueFactory.fromAnyRef(text);
    }

    private static ConfigValue parseHocon(String key, String text) {
        try {
            ConfigParseOptions options = ConfigParseOptions.defaults()
                    .setOriginDescription(Place.COMMAND_LINE)
                    .setIncluder(FileIncludes.create());
            return ConfigFactory.parseString("value = " + text, options).root().get("value");
        } catch (ConfigException e) {
            String expected = "must be a list [a, b] or a group {a = 1, b = 2}";
            String assignment = shown(key + " = " + text);
            throw new UserError("%s: %s: %s".formatted(Place.COMMAND_LINE, assignment, expected), e);
        }
    }

    /** An assignment that cannot be read may be that of a secret all the same. */
    private static String shown(String assignment) {
        return Secrets.looksSecret(assignment) ? Secrets.HIDDEN : Given.oneLine(assignment);
    }

    /** One of Spark's names may begin with another, so they stay whole instead of becoming groups in groups. */
    private static String path(String key) {
        if (SparkSettings.isSetting(key)) {
            return ConfigUtil.joinPath(SparkSettings.GROUP, SparkSettings.withoutPrefix(key));
        }
        try {
            return ConfigUtil.joinPath(ConfigUtil.splitPath(key));
        } catch (ConfigException e) {
            throw new UserError("%s: '%s' is no key".formatted(Place.COMMAND_LINE, shown(key)), e);
        }
    }
}
