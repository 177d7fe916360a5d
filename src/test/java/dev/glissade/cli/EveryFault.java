package dev.glissade.cli;

import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.config.SparkSettings;
import dev.glissade.model.ModelKind;
import dev.glissade.run.RunObserver;
import dev.glissade.run.TrainingRun;
import dev.glissade.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/**
 * Trains twice in one application: with tasks that hang or fail at first, and with a worker that goes for good in the middle
 * of the run. Prints a line {@code weights …} for each, with the hash, then what happened. Arguments: the master, the jar of
 * the loss, a directory with {@code fault.conf}, the id of the worker's process or {@code none}, then {@code key=value}
 * settings of Spark.
 */
public final class EveryFault {

    private static final List<List<String>> RUNS = List.of(
            List.of("model.loss=com.example.Faulty", "optimizer.kind=momentum", "stop.max-steps=40"),
            List.of("model.kind=logistic", "gradient.kind=svrg", "gradient.snapshot-every=15", "stop.max-steps=40"));

    private EveryFault() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String setting : List.of(arguments).subList(4, arguments.length)) {
            settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        Launch launch = new Launch(Optional.of(arguments[0]), List.of(arguments[1]));
        SparkSettings spark = new SparkSettings(Optional.empty(), settings);
        UserJars.use(launch, spark);
        try (SparkSession session = SparkSessions.start("every fault", launch, spark)) {
            for (List<String> run : RUNS) {
                train(session, Path.of(arguments[2]), run, run == RUNS.get(1) ? arguments[3] : "none");
            }
        }
    }

    private static void train(SparkSession session, Path directory, List<String> run, String worker)
            throws IOException {
        Tasks tasks = new Tasks();
        session.sparkContext().addSparkListener(tasks);
        Watcher watcher = new Watcher(worker);
        List<String> overrides = new ArrayList<>(run);
        overrides.add("run.dir=" + directory.resolve("run" + run.size()));
        Configuration configuration =
                new ConfigurationLoader(ModelKind.names()).load(directory.resolve("fault.conf"), overrides);
        String hash = new TrainingRun(session, configuration, watcher).execute().weightsSha256();
        System.out.printf(
                "weights %s%nfaults: %d tasks failed, %d speculative ones won, %d processes killed, said: %s%n",
                hash, tasks.failed.get(), tasks.speculativeWon.get(), watcher.killed, watcher.said);
        session.sparkContext().removeSparkListener(tasks);
    }

    private static final class Tasks extends SparkListener {
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicInteger speculativeWon = new AtomicInteger();

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            if (end.taskInfo().failed()) {
                failed.incrementAndGet();
            }
            if (end.taskInfo().speculative() && end.taskInfo().successful()) {
                speculativeWon.incrementAndGet();
            }
        }
    }

    /** Ends a worker and its executors half-way through a run. */
    private static final class Watcher implements RunObserver {
        private final String worker;
        private final List<String> said = new ArrayList<>();
        private int killed;

        private Watcher(String worker) {
            this.worker = worker;
        }

        @Override
        public void say(String line) {
            said.add(line);
        }

        @Override
        public TrainingListener training(long maxSteps) {
            return state -> {
                if (!worker.equals("none") && killed == 0 && state.step() >= maxSteps / 2) {
                    ProcessHandle process =
                            ProcessHandle.of(Long.parseLong(worker)).orElseThrow();
                    List<ProcessHandle> executors = process.descendants().toList();
                    process.destroyForcibly(); // first, or it would bring up another
                    executors.forEach(ProcessHandle::destroyForcibly);
                    killed = 1 + executors.size();
                }
            };
        }

        @Override
        public void trained() {}
    }
}
