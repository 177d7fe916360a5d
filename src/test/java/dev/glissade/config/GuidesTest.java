package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.glissade.model.ModelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guides name keys that there are, and every configuration and every override in them can be read. */
class GuidesTest {

    private static final Path HOME = Path.of(System.getProperty("glissade.home"));
    private static final Path PAGES = HOME.resolve("src/site/markdown");
    private static final Pattern BLOCK = Pattern.compile("```(hocon|sh)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WRITTEN = Pattern.compile("cat > (\\S+) <<'END'\n(.*?)\nEND\n", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile(
            "(?:scripts/glissade|glissade-\\S+\\.jar) +(train|study [a-z-]+|resume) +(\\S+)([^\n|>&#]*)");
    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|\\S)+");
    private static final Pattern SETTING = Pattern.compile("`([a-z][a-z-]*(?:\\.[a-z][a-z0-9-]*)+)(?: ?=[^`]*)?`");

    private static final Schema SCHEMA = new Schema(ModelKind.names());
    private static final Set<String> KEYS =
            SCHEMA.keys().stream().map(Key::path).collect(Collectors.toSet());
    private static final Set<String> GROUPS =
            KEYS.stream().map(key -> key.replaceFirst("\\..*", "")).collect(Collectors.toSet());

    @TempDir
    private Path directory;

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(PAGES.resolve("get-started.md"), PAGES.resolve("migration.md")));
        try (Stream<Path> guides = Files.list(PAGES.resolve("guides"))) {
            guides.sorted().forEach(pages::add);
        }
        return pages.stream();
    }

    /** What a block leaves open is filled in: where the rows are, and the model. */
    @ParameterizedTest
    @MethodSource("pages")
    void configurationsCanBeRead(Path page) throws IOException {
        for (String block : blocks(page, "hocon")) {
            Path file = Files.writeString(
                    directory.resolve("shown.conf"), "data.train = rows.svm\nmodel.kind = logistic\n" + block);
            assertThatCode(() -> load(file, List.of())).as(block).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commandsGiveSettingsThatCanBeRead(Path page) throws IOException {
        String script = String.join("", blocks(page, "sh")).replace("\\\n", " ");
        Files.writeString(
                directory.resolve("my.conf"), "data.train = rows.svm\nmodel.kind = logistic\n"); // the reader's
        Matcher written = WRITTEN.matcher(script);
        while (written.find()) {
            Files.writeString(directory.resolve(written.group(1)), written.group(2));
        }
        for (MatchResult command : COMMAND.matcher(script).results().toList()) {
            List<String> settings = words(command.group(3)).stream()
                    .filter(word -> word.matches("[a-z][a-z.-]*=.*") && !word.startsWith("spark."))
                    .toList();
            if (command.group(1).equals("resume")) {
                assertThat(settings).allMatch(setting -> KEYS.contains(setting.replaceFirst("=.*", "")));
            } else {
                Path file = Stream.of(directory, HOME)
                        .map(folder -> folder.resolve(command.group(2)))
                        .filter(Files::exists)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(command.group()));
                assertThatCode(() -> load(file, settings)).as(command.group()).doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void keysAreThere(Path page) throws IOException {
        assertThat(SETTING.matcher(Files.readString(page)).results().map(found -> found.group(1)))
                .filteredOn(key -> !key.matches(".*\\.(json|csv)")
                        && GROUPS.contains(key.replaceFirst("\\..*", ""))
                        && !key.startsWith("spark."))
                .allSatisfy(key -> assertThat(
                                KEYS.contains(key) || KEYS.stream().anyMatch(known -> known.startsWith(key + ".")))
                        .as(key)
                        .isTrue());
    }

    private static List<String> blocks(Path page, String language) throws IOException {
        return BLOCK.matcher(Files.readString(page))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** As the shell takes them apart. */
    private static List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group().replaceAll("['\"]", ""))
                .toList();
    }

    private static Configuration load(Path file, List<String> settings) {
        return new ConfigurationLoader(ModelKind.names()).load(file, settings);
    }
}
