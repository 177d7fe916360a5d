package dev.glissade.cluster;

import dev.glissade.config.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Spark's jars and the Java that runs them.
 *
 * @param home a directory with Spark's jars in {@code jars}; an unpacked Spark, or nothing but these
 * @param java the {@code java} program
 */
public record SparkInstallation(Path home, Path java) {

    private static final String SCALA = "2.13";
    private static final String JAVA_OPTIONS = "/dev/glissade/spark-java-options";

    public SparkInstallation {
        home = home.toAbsolutePath().normalize();
        if (!hasSparkJars(home.resolve("jars"))) {
            throw new UserError(home.resolve("jars") + ": holds no Spark for Scala " + SCALA
                    + "; set SPARK_HOME, or start through scripts/glissade");
        }
        if (!Files.isExecutable(java)) {
            throw new UserError(java + ": no Java program to start Spark with");
        }
    }

    /** The one under a home, run by the Java that runs this. */
    public static SparkInstallation at(Path home) {
        return new SparkInstallation(home, Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    /**
     * A process to be that runs one of Spark's own main classes on the loopback, in a given directory, beyond the end
     * of its parent and of the terminal.
     */
    ProcessBuilder daemon(Path directory, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("nohup", java.toString()));
        command.addAll(javaOptions());
        // A port was chosen because it is free: taking the next one instead would be a master that nobody finds.
        command.addAll(List.of("-Xmx512m", "-Dspark.port.maxRetries=0"));
        // It would listen on one fixed port, and two clusters on this machine would be in each other's way.
        command.add("-Dspark.master.rest.enabled=false");
        command.addAll(
                List.of("-cp", home.resolve("conf") + ":" + home.resolve("jars").resolve("*")));
        command.add(mainClass);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        setEnvironment(builder.environment(), directory);
        return builder;
    }

    private void setEnvironment(Map<String, String> environment, Path directory) {
        environment.keySet().removeIf(name -> name.startsWith("SPARK_"));
        environment.put("SPARK_HOME", home.toString());
        environment.put("SPARK_SCALA_VERSION", SCALA);
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        environment.put("SPARK_LOCAL_DIRS", directory.resolve("local").toString());
        environment.put(
                "JAVA_HOME", java.toAbsolutePath().getParent().getParent().toString());
    }

    /** What a JVM needs to run Spark on Java 17 and later. */
    static List<String> javaOptions() {
        try (InputStream options = SparkInstallation.class.getResourceAsStream(JAVA_OPTIONS)) {
            if (options == null) {
                throw new IllegalStateException("no " + JAVA_OPTIONS + " on the class path");
            }
            return new String(options.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException(JAVA_OPTIONS + " cannot be read", unreadable);
        }
    }

    private static boolean hasSparkJars(Path jars) {
        try (DirectoryStream<Path> cores = Files.newDirectoryStream(jars, "spark-core_" + SCALA + "-*.jar")) {
            return cores.iterator().hasNext();
        } catch (IOException absent) {
            return false;
        }
    }
}
