package dev.glissade.cli;

import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.model.ModelKind;
import dev.glissade.run.BegunRun;
import dev.glissade.study.StudyRun;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code report RUN_DIR}. */
@Command(name = "report", description = "Writes the report of a run or a study again: report.html and plots/*.png.")
final class ReportCommand implements Callable<Integer> {

    /** Its settings are of no use here, and the secrets among them were left out when they were written. */
    static final String WITHOUT_SPARK = "spark=null";

    @Parameters(index = "0", paramLabel = "RUN_DIR", description = "The directory of the run or study.")
    private String location;

    @Override
    public Integer call() throws IOException {
        BegunRun begun = BegunRun.at(location, List.of());
        Consumer<String> lines = line -> System.err.println("glissade: " + line);
        Optional<String> study = begun.study();
        if (study.isPresent()) {
            Configuration configuration = BegunRun.at(location, List.of(WITHOUT_SPARK))
                    .configuration(new ConfigurationLoader(ModelKind.names()));
            new StudyRun(study.get(), configuration).report(begun.hadoop(), lines);
        } else {
            begun.writeReport(lines);
        }
        System.out.println("report  %s/report.html".formatted(location));
        return ExitStatus.DONE;
    }
}
