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
import org.apache.spark.sql.SparkSession;

/**
 * Trains with variance reduction and with local steps in one application and prints a line {@code weights …} for each, with
 * the hash. Arguments: the master, a directory with {@code reduction.conf}, {@code kill} to end an executor in the middle of
 * each run or {@code calm}, then {@code key=value} settings of Spark.
 */
public final class EveryReduction {

    private static final List<List<String>> RUNS = List.of(
            List.of("gradient.kind=svrg", "gradient.batch-size=256", "gradient.snapshot-every=15"),
            List.of(
                    "gradient.kind=svrg",
                    "gradient.batch-size=256",
                    "gradient.snapshot-every=15",
                    "gradient.snapshot=average",
                    "optimizer.kind=momentum",
                    "penalty.l1=1e-4"),
            List.of("gradient.kind=saga", "gradient.batch-size=256"),
            List.of("gradient.kind=svrg", "gradient.batch-size=1", "engine.sync-every=400", "engine.replicas=4"),
            List.of("optimizer.kind=momentum", "gradient.batch-size=16", "engine.sync-every=10", "engine.replicas=8"));

    private EveryReduction() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[1]);
        boolean kill = arguments[2].equals("kill");
        Map<String, String> settings = new HashMap<>();
        for (String setting : List.of(arguments).subList(3, arguments.length)) {
            settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        try (SparkSession spark = SparkSessions.start(
                "every reduction",
                new Launch(Optional.of(arguments[0]), List.of()),
                new SparkSettings(Optional.empty(), settings))) {
            for (int run = 0; run < RUNS.size(); run++) {
                List<String> overrides = new ArrayList<>(RUNS.get(run));
                boolean local = overrides.stream().anyMatch(each -> each.startsWith("engine.sync-every"));
                overrides.add("run.dir=" + directory.resolve("run" + run));
                overrides.add("stop.max-steps=" + (local ? 2_000 : 40));
                Configuration configuration =
                        new ConfigurationLoader(ModelKind.names()).load(directory.resolve("reduction.conf"), overrides);
                Killer killer = new Killer(kill ? spark.sparkContext().applicationId() : "");
                String hash =
                        new TrainingRun(spark, configuration, killer).execute().weightsSha256();
                System.out.printf("weights %d %s, %d executors killed%n", run, hash, killer.killed);
            }
        }
    }

    /** Ends an executor of an application half-way through a run. */
    private static final class Killer implements RunObserver {
        private final String application;
        private int killed;

        private Killer(String application) {
            this.application = application;
        }

        @Override
        public void say(String line) {}

        @Override
        public TrainingListener training(long maxSteps) {
            return state -> {
                if (!application.isEmpty() && killed == 0 && state.step() >= maxSteps / 2) {
                    killed += ProcessHandle.allProcesses()
                                    .filter(this::isExecutor)
                                    .findFirst()
                                    .map(ProcessHandle::destroyForcibly)
                                    .orElse(false)
                            ? 1
                            : 0;
                }
            };
        }

        private boolean isExecutor(ProcessHandle process) {
            String line = process.info().commandLine().orElse("");
            return line.contains("CoarseGrainedExecutorBackend") && line.contains(application);
        }

        @Override
        public void trained() {}
    }
}
