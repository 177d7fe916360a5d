package dev.glissade.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Spark home made of what is on the tests' class path: {@code jars} with links to its jars, our own classes left
 * out.
 */
public final class TestSparkHome {

    private TestSparkHome() {}

    /**
     * Makes one.
     *
     * @param home where; made if it does not exist
     * @return the installation there, run by the Java that runs the tests
     */
    public static SparkInstallation assemble(Path home) throws IOException {
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry).toAbsolutePath();
            if (entry.endsWith(".jar") && Files.isRegularFile(jar)) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
            }
        }
        return SparkInstallation.at(home);
    }

    /** Deletes a directory that has one in it: JUnit would warn of every link to a jar. */
    public static void delete(Path directory) throws IOException {
        DirectoryTree.delete(directory);
    }

    /** The process of a worker that was started from one, counted from 1. */
    public static ProcessHandle worker(ClusterState state, int number) {
        return state.processes().get(number).running().orElseThrow();
    }
}
