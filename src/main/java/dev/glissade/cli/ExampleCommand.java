package dev.glissade.cli;

import dev.glissade.config.UserError;
import dev.glissade.report.ManyStarts;
import dev.glissade.report.ManyStartsPicture;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code example NAME}. */
@Command(name = "example", description = "Runs an example on a plain function, without Spark, and draws its picture.")
final class ExampleCommand implements Callable<Integer> {

    private static final String MANY_STARTS = "many-starts";

    @Parameters(index = "0", paramLabel = "NAME", description = MANY_STARTS + ".")
    private String name;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the picture goes (default: NAME.png, here).")
    private Path out;

    @Override
    public Integer call() throws IOException {
        if (!name.equals(MANY_STARTS)) {
            throw new UserError("%s: there is no such example, only %s".formatted(name, MANY_STARTS));
        }
        Path picture = out == null ? Path.of(name + ".png") : out;
        if (Files.exists(picture)) {
            throw new UserError("%s: exists already; nothing is ever overwritten".formatted(picture));
        }
        List<ManyStarts.Run> runs = ManyStarts.standard().runs();
        System.out.println("  start      end     f(end)");
        for (ManyStarts.Run run : runs) {
            System.out.println(String.format(Locale.ROOT, "%7.3f  %7.4f  %9.6f", run.start(), run.end(), run.value()));
        }
        System.out.println(String.format(
                Locale.ROOT, "%.0f%% ended at the lowest minimum", 100 * ManyStarts.shareAtTheLowest(runs)));
        try (OutputStream file = Files.newOutputStream(picture)) {
            ManyStartsPicture.write(runs, file);
        }
        System.out.println("picture  " + picture);
        return ExitStatus.DONE;
    }
}
