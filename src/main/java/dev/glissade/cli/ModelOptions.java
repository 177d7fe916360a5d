package dev.glissade.cli;

import dev.glissade.config.Secrets;
import dev.glissade.data.TableFormat;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of the commands that use a saved model. */
final class ModelOptions {

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "A saved model's directory, or a run directory with one inside.")
    private String model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description = "The data set, with the columns that the model was trained on.")
    private String data;

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "Its format: ${COMPLETION-CANDIDATES} (default: by the path's ending).")
    private TableFormat format;

    /** @throws dev.glissade.config.UserError if a path holds a password; to be called before anything is shown or started */
    void check() {
        Secrets.requireNone("--model", model);
        Secrets.requireNone("--data", data);
    }

    String model() {
        return model;
    }

    String data() {
        return data;
    }

    Optional<TableFormat> format() {
        return Optional.ofNullable(format);
    }
}
