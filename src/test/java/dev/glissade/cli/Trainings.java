package dev.glissade.cli;

import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.config.SparkSettings;
import dev.glissade.model.ModelKind;
import dev.glissade.run.RunObserver;
import dev.glissade.run.TrainingRun;
import dev.glissade.training.TrainingListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.SparkSession;

/** What {@code train} does, several times on one session: in the tests' process, or on a cluster in one of its own. */
final class Trainings {

    private static final RunObserver NOBODY = new RunObserver() {
        @Override
        public void say(String line) {}

        @Override
        public TrainingListener training(long maxSteps) {
            return state -> {};
        }

        @Override
        public void trained() {}
    };

    private Trainings() {}

    /** Starts Spark on a master, with settings of the form {@code key=value}. */
    static SparkSession session(String name, String master, List<String> settings) {
        Map<String, String> all = settings.stream()
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        return SparkSessions.start(
                name, new Launch(Optional.of(master), List.of()), new SparkSettings(Optional.empty(), all));
    }

    /** Trains, and tells the hash of the weights. */
    static String weights(SparkSession spark, Path file, List<String> overrides) throws IOException {
        return weights(spark, file, overrides, NOBODY);
    }

    /** The same, observed. */
    static String weights(SparkSession spark, Path file, List<String> overrides, RunObserver observer)
            throws IOException {
        Configuration configuration = new ConfigurationLoader(ModelKind.names()).load(file, overrides);
        return new TrainingRun(spark, configuration, observer).execute().weightsSha256();
    }

    /** Writes a table of the first rows of the Adult set. */
    static Path adult(Path file, int rows) throws IOException {
        Path all = Path.of(System.getProperty("glissade.home"), "src/main/data/adult/a9a.svm.gz");
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(all)), StandardCharsets.UTF_8))) {
            return Files.write(file, reader.lines().limit(rows).toList());
        }
    }
}
