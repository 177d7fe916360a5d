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
 * Trains sparse and dense data in every sampling mode, with reduced variance and by local steps, in one application, and prints
 * a line {@code weights …} for each, with the hash. Arguments: the master, a directory to work in, then {@code key=value} settings of Spark.
 */
public final class EveryMode {

    private static final List<String> SAMPLINGS =
            List.of("epoch-shuffle", "without-replacement", "with-replacement", "bernoulli");

    private static final List<String> METHODS = List.of(
            "gradient.kind=svrg",
            "gradient.kind=saga",
            "engine.sync-every=5; optimizer.kind=momentum",
            "engine.sync-every=5; engine.replicas=4; optimizer.kind=sgd; gradient.kind=svrg");

    private EveryMode() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[1]);
        Map<String, String> settings = new HashMap<>();
        for (String setting : List.of(arguments).subList(2, arguments.length)) {
            settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        try (SparkSession spark = SparkSessions.start(
                "every mode",
                new Launch(Optional.of(arguments[0]), List.of()),
                new SparkSettings(Optional.empty(), settings))) {
            for (String table : List.of("sparse", "dense")) {
                for (String sampling : SAMPLINGS) {
                    for (String engine : List.of("engine.partitions=null", "engine.partitions=8")) {
                        String depth = engine.endsWith("8") ? "3" : "auto";
                        List<String> overrides =
                                List.of("gradient.sampling=" + sampling, engine, "engine.aggregation-depth=" + depth);
                        System.out.printf(
                                "weights %s %s %s%n", table, sampling, hash(spark, directory, table, overrides));
                    }
                }
                for (String method : METHODS) {
                    String hash = hash(spark, directory, table, List.of(method.split("; ", -1)));
                    System.out.printf("weights %s %s %s%n", table, method, hash);
                }
            }
        }
    }

    private static String hash(SparkSession spark, Path directory, String table, List<String> overrides)
            throws IOException {
        List<String> all = new ArrayList<>(overrides);
        all.add("run.dir=" + directory.resolve("run" + Integer.toHexString(overrides.hashCode()) + table));
        Configuration configuration =
                new ConfigurationLoader(ModelKind.names()).load(directory.resolve(table + ".conf"), all);
        return new TrainingRun(spark, configuration, new Silence()).execute().weightsSha256();
    }

    private static final class Silence implements RunObserver {
        @Override
        public void say(String line) {}

        @Override
        public TrainingListener training(long maxSteps) {
            return state -> {};
        }

        @Override
        public void trained() {}
    }
}
