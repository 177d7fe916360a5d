package dev.glissade.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes configuration files into a folder and loads them, with made-up surroundings.
 *
 * @param folder where the files go
 * @param environment the environment's variables
 * @param properties the system properties
 */
record ConfigurationFiles(Path folder, Map<String, String> environment, Map<String, String> properties) {

    /** The least that a configuration must say. */
    static final String REQUIRED = """
        data.train = my.csv
        model.kind = logistic
        """;

    static final List<String> MODEL_KINDS = List.of("linear", "logistic", "hinge", "huber", "softmax");

    ConfigurationFiles(Path folder) {
        this(folder, Map.of(), Map.of());
    }

    Path write(String name, String text) {
        try {
            return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Configuration load(String text, String... overrides) {
        return loader().load(write("x.conf", text), List.of(overrides));
    }

    /** The required keys, and these lines before them. */
    Configuration loadWith(String lines, String... overrides) {
        return load(lines + "\n" + REQUIRED, overrides);
    }

    ConfigurationLoader loader() {
        return new ConfigurationLoader(
                MODEL_KINDS,
                new Variables(
                        name -> Optional.ofNullable(environment.get(name)),
                        name -> Optional.ofNullable(properties.get(name))));
    }

    /** A message without the folder, which differs from run to run. */
    String withoutFolder(Throwable error) {
        return error.getMessage().replace(folder + "/", "");
    }
}
