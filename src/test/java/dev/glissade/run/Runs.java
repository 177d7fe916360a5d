package dev.glissade.run;

import dev.glissade.SharedSpark;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.model.ModelKind;
import dev.glissade.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Runs of short configurations on the shared Spark session. */
final class Runs {

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

    private Runs() {}

    /**
     * Trains.
     *
     * @param directory of the test; the configuration is written there
     * @param lines of the configuration
     */
    static RunSummary train(Path directory, List<String> lines, String... overrides) {
        return train(NOBODY, directory, lines, overrides);
    }

    /** Trains, watched by an observer. */
    static RunSummary train(RunObserver observer, Path directory, List<String> lines, String... overrides) {
        try {
            Path file = directory.resolve("test.conf");
            Files.write(file, lines);
            var configuration = new ConfigurationLoader(ModelKind.names()).load(file, Arrays.asList(overrides));
            return new TrainingRun(SharedSpark.session(), configuration, observer).execute();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Goes on with a run. */
    static RunSummary resume(RunObserver observer, Path run, String... overrides) {
        try {
            return goingOn(observer, run, overrides).execute();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A run that goes on once it is told to. */
    static TrainingRun goingOn(RunObserver observer, Path run, String... overrides) {
        try {
            var configuration = BegunRun.at(run.toString(), Arrays.asList(overrides))
                    .configuration(new ConfigurationLoader(ModelKind.names()));
            return TrainingRun.goingOn(SharedSpark.session(), configuration, observer, run.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
