package dev.glissade.cli;

import dev.glissade.run.BegunRun;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code report RUN_DIR}. */
@Command(name = "report", description = "Writes the report of a run again: report.html and plots/*.png.")
final class ReportCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "RUN_DIR", description = "The run directory.")
    private String location;

    @Override
    public Integer call() throws IOException {
        BegunRun.at(location, List.of()).writeReport(line -> System.err.println("glissade: " + line));
        System.out.println("report  %s/report.html".formatted(location));
        return ExitStatus.DONE;
    }
}
