package dev.glissade.cli;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The program in a process of its own, as a user runs it. */
final class Glissade {

    /** What a process came to. */
    record Outcome(int status, String out, String errors) {

        /** The lines on standard error that are the program's own last word. */
        List<String> errorLines() {
            return errors.lines().filter(line -> line.startsWith("glissade: ")).toList();
        }
    }

    /** For processes that end before a better compiled method would pay. */
    static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private Glissade() {}

    static Outcome run(Path directory, String... arguments) {
        return run(directory, command(Main.class, arguments), process -> {});
    }

    /** The command line of one of our main classes. */
    static List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Path home = Path.of(System.getProperty("glissade.home"));
        command.add("@" + home.resolve("scripts/spark-java-options"));
        command.add("-Dglissade.home=" + home);
        command.add("-Dglissade.terminal=false");
        command.add("-Dspark.ui.enabled=false");
        command.add("-Dlog4j2.configurationFile=" + home.resolve("scripts/log4j2.properties"));
        command.add("-Xmx1g");
        command.addAll(SHORT_LIVED);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** The program without those jars of its class path whose names begin so. */
    static Outcome runWithout(List<String> jars, Path directory, String... arguments) {
        List<String> command = command(Main.class, arguments);
        int at = command.indexOf("-cp") + 1;
        String fewer = Arrays.stream(command.get(at).split(File.pathSeparator, -1))
                .filter(entry -> jars.stream()
                        .noneMatch(
                                jar -> Path.of(entry).getFileName().toString().startsWith(jar)))
                .collect(Collectors.joining(File.pathSeparator));
        command.set(at, fewer);
        return run(directory, command, process -> {});
    }

    /** Another program that uses the same classes. */
    static Outcome runOther(Class<?> main, Path directory, String... arguments) {
        return run(directory, command(main, arguments), process -> {});
    }

    /** The same, disturbed while it runs. */
    static Outcome disturbed(Disturbance disturbance, Path directory, String... arguments) {
        return run(directory, command(Main.class, arguments), disturbance);
    }

    /** What is done to a process while it runs. */
    interface Disturbance {
        void disturb(Process process) throws IOException, InterruptedException;
    }

    private static Outcome run(Path directory, List<String> command, Disturbance disturbance) {
        try {
            Path out = Files.createTempFile(directory, "stdout", ".txt");
            Path errors = Files.createTempFile(directory, "stderr", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(errors.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
            Process process = builder.start();
            try {
                disturbance.disturb(process);
                int status = process.waitFor();
                return new Outcome(status, read(out), read(errors));
            } finally {
                process.destroyForcibly(); // of a test that ran out of time
            }
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /**
     * Settings for executors of a cluster: where the classes under test and those of the tests are, and what is enough.
     */
    static List<String> executors() {
        return List.of(
                "spark.executor.extraClassPath=" + placeOf(Main.class) + File.pathSeparator + placeOf(Glissade.class),
                "spark.executor.extraJavaOptions=" + String.join(" ", SHORT_LIVED),
                "spark.executor.memory=512m");
    }

    private static Path placeOf(Class<?> one) {
        try {
            return Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
