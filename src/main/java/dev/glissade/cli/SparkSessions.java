package dev.glissade.cli;

import dev.glissade.config.UserError;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Starts Spark as the command line, the configuration and spark-submit, in this order, say. */
final class SparkSessions {

    private SparkSessions() {}

    /** Spark without further settings, for commands that have no configuration. */
    static SparkSession start(String name, String master, Optional<String> configured) {
        return start(name, master, configured, Map.of());
    }

    /**
     * @param name of the application
     * @param master asked for on the command line, or null
     * @param configured {@code spark.master} of the configuration
     * @param settings other settings of the configuration, by full name
     * @throws UserError if Spark refuses the master or a setting, or cannot be reached
     */
    static SparkSession start(String name, String master, Optional<String> configured, Map<String, String> settings) {
        String submitted = System.getProperty("spark.master", "local[*]");
        String chosen = master == null ? configured.orElse(submitted) : master;
        SparkSession.Builder builder = SparkSession.builder()
                .appName("glissade " + name)
                .master(chosen)
                .config("spark.ui.showConsoleProgress", false); // this program shows its own progress
        if (!chosen.startsWith("local") && System.getProperty("spark.jars") == null) {
            ownJar().ifPresent(jar -> builder.config("spark.jars", jar)); // executors need this program too
        }
        settings.forEach(builder::config);
        try {
            return builder.getOrCreate();
        } catch (Exception failed) { // Scala throws checked exceptions undeclared
            throw new UserError(
                    "Spark does not start on master %s: %s".formatted(chosen, Failures.describe(failed)), failed);
        }
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
