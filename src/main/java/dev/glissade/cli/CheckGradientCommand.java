package dev.glissade.cli;

import dev.glissade.config.SparkSettings;
import dev.glissade.config.UserError;
import dev.glissade.run.LossCheck;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code check-gradient CLASS}. */
@Command(
        name = "check-gradient",
        description =
                "Tests the gradient of a loss or row objective of yours by finite differences, on generated rows.")
final class CheckGradientCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Parameters(index = "0", paramLabel = "CLASS", description = "Its name with the package; its jar goes to --jars.")
    private String name;

    @Option(
            names = "--features",
            paramLabel = "N",
            defaultValue = "5",
            description = "Features of the rows that a row objective is tested on (default: ${DEFAULT-VALUE}).")
    private int features;

    @Override
    public Integer call() {
        if (features < 1) {
            throw new UserError("--features %d: must be at least 1".formatted(features));
        }
        UserJars.use(main.launch(), SparkSettings.defaults());
        System.out.println(new LossCheck(name).run(features));
        return ExitStatus.DONE;
    }
}
