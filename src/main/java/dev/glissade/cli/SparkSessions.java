package dev.glissade.cli;

import dev.glissade.config.Secrets;
import dev.glissade.config.SparkSettings;
import dev.glissade.config.UserError;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.sql.SparkSession;

/** Starts Spark as the command line, the configuration and spark-submit, in this order, say. */
final class SparkSessions {

    private SparkSessions() {}

    /** Spark without further settings, for commands that have no configuration. */
    static SparkSession start(String name, Launch launch) {
        return start(name, launch, SparkSettings.defaults());
    }

    /**
     * @param name of the application
     * @param launch what the command line says
     * @param configured the configuration's settings
     * @throws UserError if Spark refuses the master or a setting, or cannot be reached
     */
    static SparkSession start(String name, Launch launch, SparkSettings configured) {
        String submitted = System.getProperty("spark.master", "local[*]");
        String chosen = launch.master().or(configured::master).orElse(submitted);
        SparkSession.Builder builder = SparkSession.builder()
                .appName("glissade " + name)
                .master(chosen)
                .config("spark.ui.showConsoleProgress", false); // this program shows its own progress
        if (System.getProperty(Secrets.REDACTION) == null) {
            builder.config(Secrets.REDACTION, Secrets.LOOKS); // what this program hides, Spark's logs and pages hide
        }
        configured.settings().forEach(builder::config);
        String jars = String.join(",", jars(chosen, launch, configured));
        if (!jars.isEmpty()) {
            builder.config(UserJars.SETTING, jars);
        }
        try {
            return builder.getOrCreate();
        } catch (Exception failed) { // Scala throws checked exceptions undeclared
            String reason = unreadable(configured).orElseGet(() -> Failures.describe(failed));
            throw new UserError("Spark does not start on master %s: %s".formatted(chosen, reason), failed);
        }
    }

    /** Spark says what a value must be, but not whose it is. */
    private static Optional<String> unreadable(SparkSettings configured) {
        for (Map.Entry<String, String> setting : configured.settings().entrySet()) {
            ConfigEntry<?> entry = ConfigEntry.findEntry(setting.getKey());
            try {
                if (entry != null) {
                    entry.valueConverter().apply(setting.getValue());
                }
            } catch (RuntimeException wrong) {
                return Optional.of("%s = %s: %s".formatted(setting.getKey(), setting.getValue(), wrong.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** spark-submit's, or this program's own for executors elsewhere; then those of the user's classes. */
    private static List<String> jars(String master, Launch launch, SparkSettings configured) {
        List<String> jars = new ArrayList<>();
        String submitted = System.getProperty(UserJars.SETTING);
        if (submitted != null) {
            jars.add(submitted);
        } else if (!master.startsWith("local")) {
            ownJar().ifPresent(jars::add);
        }
        jars.addAll(UserJars.all(launch, configured));
        return jars;
    }

    /** The jar that this class was loaded from, unless it runs from a directory of classes. */
    private static Optional<String> ownJar() {
        try {
            Path place = Path.of(SparkSessions.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return place.toString().endsWith(".jar") ? Optional.of(place.toString()) : Optional.empty();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("a code source's place is a URI", impossible);
        }
    }
}
