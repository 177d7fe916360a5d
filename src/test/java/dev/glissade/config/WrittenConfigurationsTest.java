package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.model.ModelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configurations that come along, and those that the pages of methods show, can be read. */
class WrittenConfigurationsTest {

    private static final Path HOME = Path.of(System.getProperty("glissade.home"));
    private static final Path PAGES = HOME.resolve("src/site/markdown/methods");
    private static final Pattern BLOCK = Pattern.compile("```hocon\n(.*?)```", Pattern.DOTALL);

    /** They say where their data is from. */
    private static final Set<String> NOT_ALONG =
            Set.of("mnist-linear-scaling.conf", "mnist-noise.conf", "kddcup99.conf");

    @TempDir
    private Path directory;

    static Stream<Path> files() throws IOException {
        return Stream.concat(in(HOME.resolve("conf")), in(HOME.resolve("conf/studies")))
                .filter(Files::isRegularFile);
    }

    static Stream<Path> pages() throws IOException {
        return in(PAGES);
    }

    private static Stream<Path> in(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList().stream();
        }
    }

    private static Configuration load(Path file) {
        return new ConfigurationLoader(ModelKind.names()).load(file, List.of());
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsValidAndTrainsOnDataThatComeAlong(Path file) {
        Path data = Path.of(load(file).data().train());
        assertThat(Files.exists(data) || NOT_ALONG.contains(file.getFileName().toString()))
                .as("%s of %s", data, file)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPageOfAMethodShowsAValidOne(Path page) throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(page));
        assertThat(block.find()).isTrue();
        Configuration shown = load(Files.writeString(directory.resolve("shown.conf"), block.group(1)));
        assertThat(Path.of(shown.data().train())).exists();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPageIsListed(Path page) throws IOException {
        assertThat(Files.readString(PAGES.resolveSibling("methods.md")))
                .contains("](methods/%s) |".formatted(page.getFileName()));
    }

    @Test
    void whatRunsWithoutAConfigurationFindsTheSameFolder() {
        assertThat(Variables.home().resolve("conf/adult-svrg.conf")).isRegularFile();
    }

    /** Newton's method ends at 0.3244130441119617 on these data. */
    @Test
    void varianceReductionIsAskedForNineDigits() {
        Configuration svrg = load(HOME.resolve("conf/adult-svrg.conf"));
        assertThat(svrg.penalty().l2()).isEqualTo(1e-4);
        assertThat(svrg.stop().targetObjective()).hasValue(0.3244130441119617 * (1 + 1e-9));
    }
}
