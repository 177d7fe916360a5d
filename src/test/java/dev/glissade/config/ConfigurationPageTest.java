package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.model.ModelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of keys says what the code says. */
class ConfigurationPageTest {

    @Test
    void listsEveryKeyAsItIs() throws IOException {
        Path page = Path.of(System.getProperty("glissade.home"), "src/site/markdown/configuration.md");
        List<String> rows = Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        List<String> expected = new Schema(ModelKind.names())
                .keys().stream().map(ConfigurationPageTest::row).toList();
        assertThat(rows).containsExactlyElementsOf(expected);
    }

    /** The names of models are told in a section of their own, so that adding a loss does not touch this test's page. */
    private static String row(Key<?> key) {
        String description = key.path().equals("model.kind") ? "a name, see [models](#models)" : key.description();
        return "| `%s` | %s | %s | %s |"
                .formatted(key.path(), description, key.defaultText().orElse("none: must be given"), key.meaning());
    }
}
