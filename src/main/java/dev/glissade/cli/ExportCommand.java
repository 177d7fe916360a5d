package dev.glissade.cli;

import dev.glissade.config.Secrets;
import dev.glissade.config.UserError;
import dev.glissade.files.Directory;
import dev.glissade.pmml.PmmlDocument;
import dev.glissade.run.BegunRun;
import dev.glissade.run.SavedModel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code export --model DIR --out FILE [--format pmml]}; needs no Spark. */
@Command(name = "export", description = "Writes a saved model for other programs to score rows by: PMML 4.4.")
final class ExportCommand implements Callable<Integer> {

    /** What can be written. */
    enum Format {
        PMML
    }

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "A saved model's directory, or a run directory with one inside.")
    private String model;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "A new file.")
    private String out;

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = "pmml",
            description = "Its format: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Override
    public Integer call() {
        Secrets.requireNone("--model", model);
        Secrets.requireNone("--out", out);
        Configuration hadoop = new BegunRun(model, List.of()).hadoop();
        requireFree(hadoop);
        PmmlDocument.requireKnown(SavedModel.family(model, hadoop));
        PmmlDocument document = new PmmlDocument(SavedModel.read(model, hadoop));
        try {
            folder(hadoop).writeNew(name(), document::writeTo);
        } catch (IOException failed) {
            throw unwritable(failed);
        }
        System.out.printf("%s  %s%n", format, out);
        return ExitStatus.DONE;
    }

    /** Says at once, before any work, that the place is taken. */
    private void requireFree(Configuration hadoop) {
        try {
            Directory folder = folder(hadoop);
            if (folder.has(name())) {
                throw new UserError("--out %s: exists already; an export never overwrites anything".formatted(out));
            }
            folder.requireWritable();
        } catch (IOException | IllegalArgumentException failed) {
            throw unwritable(failed);
        }
    }

    private UserError unwritable(Exception failed) {
        return new UserError("--out %s: cannot be written: %s".formatted(out, failed.getMessage()), failed);
    }

    private Directory folder(Configuration hadoop) throws IOException {
        return Directory.around(out, hadoop);
    }

    private String name() {
        return new Path(out).getName();
    }
}
