package dev.glissade.cli;

import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.model.ModelKind;
import dev.glissade.run.BegunRun;
import dev.glissade.run.TrainingRun;
import dev.glissade.study.StudyRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code resume RUN_DIR [key=value …]}. */
@Command(
        name = "resume",
        description = "Goes on with a run from its newest whole checkpoint, to the bits that it would have had.")
final class ResumeCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Parameters(index = "0", paramLabel = "RUN_DIR", description = "The run directory.")
    private String location;

    @Parameters(
            index = "1..*",
            paramLabel = "key=value",
            description =
                    "Settings that have changed: of stop, on-divergence, checkpoint, run, spark; where the data is;"
                            + " how many partitions.")
    private List<String> overrides = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        BegunRun begun = BegunRun.at(location, overrides);
        Optional<String> end = begun.end();
        Optional<String> study = begun.study();
        if (end.isPresent() && overrides.isEmpty() && (study.isEmpty() || isDone(study.get(), begun))) {
            System.out.println(
                    "%s: has come to its end (%s); there is nothing to go on with".formatted(location, end.get()));
            return ExitStatus.DONE;
        }
        Configuration configuration = begun.configuration(new ConfigurationLoader(ModelKind.names()));
        if (study.isPresent()) {
            return StudyCommand.run(new StudyRun(study.get(), configuration), configuration, main);
        }
        try (SparkSession spark = main.session(configuration)) {
            TrainingRun run = TrainingRun.goingOn(spark, configuration, Progress.onThisTerminal(), location);
            return Training.run(run, main);
        }
    }

    /** Nothing but what is in its directory is read; secrets of Spark's settings are not among it. */
    private boolean isDone(String study, BegunRun begun) throws IOException {
        Configuration configuration = BegunRun.at(location, List.of(ReportCommand.WITHOUT_SPARK))
                .configuration(new ConfigurationLoader(ModelKind.names()));
        return new StudyRun(study, configuration).isDone(begun.hadoop());
    }
}
