package dev.glissade.cli;

import dev.glissade.bench.BenchRun;
import dev.glissade.config.SparkSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code bench [NAME …] [key=value …]}. */
@Command(name = "bench", description = "Measures this trainer beside its peers and the machine's limits.")
final class BenchCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME | key=value",
            description = {
                "Benchmarks (all, if none is named): step, step-cluster, mllib, pass, sampling, sparse, "
                        + "lockstep, scaling, memory, accuracy, kernels.",
                "Settings: rows, features, data, repeats and others; the page keys.md lists them."
            })
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        BenchRun run = new BenchRun(arguments);
        UserJars.use(main.launch(), SparkSettings.defaults());
        String directory = run.execute(
                settings -> SparkSessions.start("bench", main.launch().on(settings.master()), settings),
                line -> System.err.println("glissade: " + line),
                table -> System.out.println(table + System.lineSeparator()));
        System.out.println("results  " + directory);
        return ExitStatus.DONE;
    }
}
