package dev.glissade.cli;

import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.model.ModelKind;
import dev.glissade.run.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code train CONF [key=value …]}. */
@Command(name = "train", description = "Trains a model, writes a run directory and prints a summary.")
final class TrainCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Parameters(index = "0", paramLabel = "CONF", description = "The configuration, a HOCON file.")
    private Path file;

    @Parameters(
            index = "1..*",
            paramLabel = "key=value",
            description = "Settings that override the configuration's; key=null unsets one.")
    private List<String> overrides = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Configuration configuration = new ConfigurationLoader(ModelKind.names()).load(file, overrides);
        try (SparkSession spark = main.session(configuration)) {
            TrainingRun run = new TrainingRun(spark, configuration, Progress.onThisTerminal());
            return Training.run(run, main);
        }
    }
}
