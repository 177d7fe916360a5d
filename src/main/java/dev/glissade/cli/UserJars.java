package dev.glissade.cli;

import dev.glissade.config.SparkSettings;
import dev.glissade.config.UserError;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The jars that hold a user's classes: Spark brings them to the executors, this process has to find them by itself. */
final class UserJars {

    private UserJars() {}

    /** {@code spark.jars}, separated by commas. */
    static final String SETTING = "spark.jars";

    /**
     * Lets this thread and those it starts find the classes of the jars on this machine; those elsewhere are left to Spark.
     *
     * @throws UserError if a local file is missing
     */
    static void use(Launch launch, SparkSettings configured) {
        List<URL> here = new ArrayList<>();
        for (String jar : launch.jars()) {
            here.add(url(localFile("--jars", jar).orElseThrow(() -> missing("--jars", jar))));
        }
        for (String jar : configured(configured)) {
            localFile(SETTING, jar).map(UserJars::url).ifPresent(here::add);
        }
        if (!here.isEmpty()) {
            Thread thread = Thread.currentThread();
            thread.setContextClassLoader(new URLClassLoader(here.toArray(URL[]::new), thread.getContextClassLoader()));
        }
    }

    /** All jars, for Spark. */
    static List<String> all(Launch launch, SparkSettings configured) {
        List<String> all = new ArrayList<>(launch.jars());
        all.addAll(configured(configured));
        return all;
    }

    private static List<String> configured(SparkSettings settings) {
        return split(settings.settings().getOrDefault(SETTING, ""));
    }

    private static List<String> split(String jars) {
        return Arrays.stream(jars.split(","))
                .map(String::strip)
                .filter(jar -> !jar.isEmpty())
                .toList();
    }

    /** The file, if the name is one of this machine. */
    private static Optional<Path> localFile(String where, String jar) {
        try {
            Path path = jar.startsWith("file:") ? Path.of(URI.create(jar)) : Path.of(jar);
            if (jar.matches("\\w{2,}:.*") && !jar.startsWith("file:")) {
                return Optional.empty();
            }
            if (!Files.isReadable(path)) {
                throw missing(where, jar);
            }
            return Optional.of(path);
        } catch (IllegalArgumentException noPath) {
            throw new UserError("%s: %s is no path of a jar".formatted(where, jar), noPath);
        }
    }

    private static UserError missing(String where, String jar) {
        return new UserError("%s: %s: there is no such file".formatted(where, jar));
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("a path's URI is a URL", impossible);
        }
    }
}
