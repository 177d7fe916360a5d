package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.model.ModelKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Configurations read from a few lines, with no table behind them. */
final class Configurations {

    private static final String REQUIRED = """
        data.train = table.csv
        model.kind = linear
        """;

    private Configurations() {}

    /**
     * Reads a configuration.
     *
     * @param directory of the test; the file is written there
     * @param lines in HOCON, beside what every configuration has to say; the last one of a key counts
     */
    static Configuration of(Path directory, String... lines) {
        try {
            Path file = directory.resolve("test.conf");
            Files.writeString(file, REQUIRED + String.join("\n", lines));
            return new ConfigurationLoader(ModelKind.names()).load(file, List.of());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
