package dev.glissade.cli;

import dev.glissade.config.UserError;
import dev.glissade.config.Variables;
import dev.glissade.data.LocalTable;
import dev.glissade.report.Example;
import dev.glissade.report.ManyStarts;
import dev.glissade.report.ToTheOptimum;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code example NAME}. */
@Command(name = "example", description = "Runs an example on this machine, without Spark, and draws its picture.")
final class ExampleCommand implements Callable<Integer> {

    private static final String ADULT = "src/main/data/adult/a9a.svm.gz";

    private static final Map<String, Supplier<Example>> EXAMPLES =
            new TreeMap<>(Map.of("many-starts", ManyStarts::standard, "optimum", () -> ToTheOptimum.standard(adult())));

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = {
                "many-starts: descent on a function with many minima.",
                "optimum: SGD and SVRG on the way to a minimum."
            })
    private String name;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the picture goes (default: NAME.png, here).")
    private Path out;

    @Override
    public Integer call() throws IOException {
        if (!EXAMPLES.containsKey(name)) {
            throw new UserError(
                    "%s: there is no such example, only %s".formatted(name, String.join(" and ", EXAMPLES.keySet())));
        }
        Path picture = out == null ? Path.of(name + ".png") : out;
        requireFree(picture);
        Example.Picture drawn = EXAMPLES.get(name).get().run(System.out::println);
        try (OutputStream file = Files.newOutputStream(picture)) {
            drawn.write(file);
        }
        System.out.println("picture  " + picture);
        return ExitStatus.DONE;
    }

    /** Said before the run, not behind it. */
    private static void requireFree(Path picture) {
        if (Files.exists(picture)) {
            throw new UserError("%s: exists already; nothing is ever overwritten".formatted(picture));
        }
        Path folder = picture.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new UserError("%s: there is no folder %s".formatted(picture, folder));
        }
    }

    private static LocalTable adult() {
        return LocalTable.libsvm(Variables.home().resolve(ADULT), ToTheOptimum.REPLICAS);
    }
}
