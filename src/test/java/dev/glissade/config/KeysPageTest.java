package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.model.ModelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The page of all keys is what the code says, line by line. With {@code -Dglissade.write=true} it is written anew.
 *
 * <p>A group's heading is its name, so that other pages link to {@code keys.md#learning-rate}.
 */
class KeysPageTest {

    private static final Path PAGE = Path.of(System.getProperty("glissade.home"), "src/site/markdown/keys.md");
    private static final String SINGLE = "name and seed";

    private static final String HEAD = """
            # All keys

            Every key of a configuration, group by group; [the page on configurations](configuration.md) says how they are written and what
            they do. The settings of `bench` are at the end. This page is made from the code: to change it, change the key, and
            [write the page anew](../../../CONTRIBUTING.md#pages).
            """;

    /** What a group is about, or where that is told. */
    private static final Map<String, String> ABOUT = Map.ofEntries(
            Map.entry(SINGLE, "These stand alone, outside of any group."),
            Map.entry("spark", "Beside this one key, any setting of Spark: [Configuration](configuration.md)."),
            Map.entry(
                    "data",
                    "See [bad rows](configuration.md#bad-rows), [storage](configuration.md#storage),"
                            + " [standardising](configuration.md#standardising) and"
                            + " [validation](configuration.md#validation-and-early-stopping)."),
            Map.entry("data.columns", "See [text and categories](configuration.md#text-and-categories)."),
            Map.entry("model", "See [models](configuration.md#models)."),
            Map.entry("penalty", "Both together are the elastic net. Intercepts are not penalised."),
            Map.entry(
                    "gradient",
                    "See [sampling](configuration.md#sampling), [variance reduction](configuration.md#variance-reduction) and"
                            + " [clipping](configuration.md#clipping)."),
            Map.entry("optimizer", "See [optimizers](configuration.md#optimizers)."),
            Map.entry("averaging", "See [averaging](configuration.md#averaging)."),
            Map.entry("learning-rate", "See [learning rates](configuration.md#learning-rates)."),
            Map.entry("batch-size-schedule", "See [batches that grow](configuration.md#batches-that-grow)."),
            Map.entry(
                    "stop",
                    "The first rule that is met ends the run; see [validation and early"
                            + " stopping](configuration.md#validation-and-early-stopping)."),
            Map.entry("on-divergence", "See [divergence](configuration.md#divergence)."),
            Map.entry("engine", "See [local steps](configuration.md#local-steps)."),
            Map.entry("checkpoint", "See [nothing lost](nothing-lost.md#checkpoints)."),
            Map.entry("run", "See [the run directory](run-directory.md)."),
            Map.entry("study", "For `study` alone; see [studies](studies.md)."));

    private static final String BENCH = """

            ## bench

            Settings of [`bench`](bench.md), on its command line. Each benchmark takes those that it has a use for.

            """;

    @Test
    void saysWhatTheCodeSays() throws IOException {
        String expected = page();
        if (Boolean.getBoolean("glissade.write")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    private static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        groups().forEach((name, keys) -> {
            assertThat(ABOUT).as("what the group is about").containsKey(name);
            page.append("\n## %s\n\n%s\n\n%s".formatted(name, ABOUT.get(name), table(keys)));
        });
        return page.append(BENCH).append(table(BenchSettings.keys())).toString();
    }

    private static Map<String, List<Key<?>>> groups() {
        Map<String, List<Key<?>>> groups = new LinkedHashMap<>();
        for (Key<?> key : new Schema(ModelKind.names()).keys()) {
            int dot = key.path().lastIndexOf('.');
            String name = dot < 0 ? SINGLE : key.path().substring(0, dot);
            groups.computeIfAbsent(name, group -> new ArrayList<>()).add(key);
        }
        return groups;
    }

    private static String table(List<Key<?>> keys) {
        StringBuilder table = new StringBuilder("| key | value | default | meaning |\n| --- | --- | --- | --- |\n");
        for (Key<?> key : keys) {
            String byDefault = key.defaultText().orElse("none: must be given");
            table.append("| `%s` | %s | %s | %s |\n".formatted(key.path(), value(key), byDefault, meaning(key)));
        }
        return table.toString();
    }

    /** With URLs as code: they are examples, not links. */
    private static String meaning(Key<?> key) {
        return key.meaning().replaceAll("[a-z0-9]+://[^ ,]+", "`$0`");
    }

    /** The names of models are told in a section of their own, so that adding a loss does not touch this page. */
    private static String value(Key<?> key) {
        return key.path().equals("model.kind") ? "a name, see [models](configuration.md#models)" : key.description();
    }
}
