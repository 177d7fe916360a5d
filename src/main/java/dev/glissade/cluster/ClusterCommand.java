package dev.glissade.cluster;

import dev.glissade.config.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code glissade cluster start | stop | status}: a real Spark standalone cluster on this machine's loopback.
 *
 * <p>It belongs to one copy of the project: its state is in {@code .cluster} under {@code glissade.home}. Spark's jars
 * are those of {@code glissade.spark.home}, which the start script sets, else of {@code SPARK_HOME}.
 */
@Command(
        name = "cluster",
        description = "Runs a real Spark standalone cluster on this machine, for trying and testing.",
        synopsisSubcommandLabel = "(start | stop | status)",
        mixinStandardHelpOptions = true)
public final class ClusterCommand {

    @Spec
    private CommandSpec spec;

    @Command(
            name = "start",
            description = {
                "Starts a master and workers on the loopback and prints the master's URL, for --master.",
                "If one runs already, prints that one's."
            },
            mixinStandardHelpOptions = true)
    int start(
            @Option(
                            names = "--workers",
                            paramLabel = "N",
                            defaultValue = "2",
                            description = "workers [${DEFAULT-VALUE}]")
                    int workers,
            @Option(
                            names = "--cores",
                            paramLabel = "C",
                            defaultValue = "1",
                            description = "cores of each [${DEFAULT-VALUE}]")
                    int cores,
            @Option(
                            names = "--memory",
                            paramLabel = "M",
                            defaultValue = "1g",
                            description = {
                                "memory of each [${DEFAULT-VALUE}];",
                                "an executor takes 1g unless spark.executor.memory says otherwise"
                            })
                    String memory) {
        ClusterSize size = new ClusterSize(workers, cores, memory);
        StandaloneCluster cluster = cluster();
        Optional<ClusterState> running = cluster.find();
        if (running.isPresent()) {
            say("a cluster runs already: " + running.get().size());
        } else {
            say("starting " + size + " (logs: " + cluster.logs() + ")");
        }
        ClusterState state = running.orElseGet(() -> cluster.start(spark(), size));
        print(state.masterUrl());
        return 0;
    }

    @Command(
            name = "stop",
            description = "Stops the cluster that `start` started, its executors included.",
            mixinStandardHelpOptions = true)
    int stop() {
        say(cluster().stop() ? "the cluster is stopped" : "no cluster runs");
        return 0;
    }

    @Command(
            name = "status",
            description = "Says what runs; status 0 if a cluster answers, 1 if not.",
            mixinStandardHelpOptions = true)
    int status() {
        Optional<ClusterState> state = cluster().find();
        if (state.isEmpty()) {
            print("no cluster runs");
            return 1;
        }
        Optional<MasterView> view = MasterView.ask(state.get().masterPage());
        print("master   " + state.get().masterUrl() + (view.isPresent() ? " (alive)" : " (does not answer)"));
        view.ifPresent(seen -> printView(seen, state.get().size()));
        print("page     " + state.get().masterPage());
        print("logs     " + cluster().logs());
        return view.isPresent() ? 0 : 1;
    }

    private void printView(MasterView view, ClusterSize size) {
        print("workers  " + view.aliveWorkers() + " of " + size.workers() + " alive");
        print("cores    " + view.cores() + ", " + view.coresUsed() + " in use");
        print(String.format(
                Locale.ROOT,
                "memory   %.1f GiB, %.1f in use",
                view.memoryMebibytes() / 1024.0,
                view.memoryUsedMebibytes() / 1024.0));
    }

    private static StandaloneCluster cluster() {
        return new StandaloneCluster(home().resolve(".cluster"));
    }

    private static Path home() {
        return Path.of(System.getProperty("glissade.home", "")).toAbsolutePath();
    }

    private static SparkInstallation spark() {
        String home = Optional.ofNullable(System.getProperty("glissade.spark.home"))
                .or(() -> Optional.ofNullable(System.getenv("SPARK_HOME")))
                .orElseThrow(() -> new UserError(
                        "where Spark is, is not known: set SPARK_HOME, or start through scripts/glissade"));
        return SparkInstallation.at(Path.of(home));
    }

    /** Results go to standard output: the last line of {@code start} is the URL alone, for scripts. */
    private void print(String line) {
        write(spec.commandLine().getOut(), line);
    }

    private void say(String line) {
        write(spec.commandLine().getErr(), "glissade: " + line);
    }

    private static void write(PrintWriter to, String line) {
        to.println(line);
        to.flush();
    }
}
