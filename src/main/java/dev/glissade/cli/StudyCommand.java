package dev.glissade.cli;

import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.model.ModelKind;
import dev.glissade.study.StudyRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code study NAME CONF [key=value …]}. */
@Command(
        name = "study",
        description =
                "Runs a study of a configuration, and draws its report; one that was interrupted goes on in its run.dir.")
final class StudyCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = {
                "batch-size: runs of several batch sizes.",
                "convergence: methods beside each other.",
                "learning-rate: a sweep, beside 2/L, and warm-up past it.",
                "gradient-noise: variance of the gradient against batch size, beside its formula.",
                "linear-scaling: batch sizes, learning rates and scaling rules to a target."
            })
    private String name;

    @Parameters(index = "1", paramLabel = "CONF", description = "The configuration, a HOCON file.")
    private Path file;

    @Parameters(
            index = "2..*",
            paramLabel = "key=value",
            description = "Settings that override the configuration's; key=null unsets one.")
    private List<String> overrides = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Configuration configuration = new ConfigurationLoader(ModelKind.names()).load(file, overrides);
        StudyRun study = new StudyRun(name, configuration);
        return run(study, configuration, main);
    }

    /** Whatever is not done yet of it. */
    static int run(StudyRun study, Configuration configuration, Main main) throws IOException {
        try (SparkSession spark = main.session(configuration)) {
            String directory = study.execute(spark, Progress.onThisTerminal());
            System.out.println("results  " + directory);
        }
        return ExitStatus.DONE;
    }
}
