package dev.glissade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages in Markdown keep what {@code .ci/pages} and the site rely on. That the commands work is seen by {@code .ci/pages}. */
class PagesTest {

    private static final Path HOME = Path.of(System.getProperty("glissade.home"));
    private static final Pattern BLOCK = Pattern.compile(
            "(?:^<!-- (prepare|not run|needs|serves):((?:(?!-->).)*)-->\n)?^```(\\S*)\n(.*?)^```$",
            Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern DIRECTIVE = Pattern.compile("<!-- *(?:prepare|not run|needs|serves)");
    private static final Pattern FENCE = Pattern.compile("^\\s*(?:```|~~~)", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ +(.*)$", Pattern.MULTILINE);

    /** Commands are in {@code sh} blocks alone, so that none is passed by. */
    private static final List<String> LANGUAGES = List.of("sh", "text", "hocon", "java", "scala", "python");

    /** What {@code .ci/pages} does not run: it needs what the project's files do not bring, or too much time. */
    private static final List<String> NOT_RUN = List.of(
            "CONTRIBUTING.md: takes most of an hour",
            "src/site/markdown/bench.md: takes most of an hour, and a quiet machine",
            "src/site/markdown/guides/clusters.md: needs a YARN cluster");

    /** What it runs where there is a program from elsewhere. */
    private static final List<String> NEEDS_MORE = List.of(
            "CONTRIBUTING.md: chromium",
            "src/site/markdown/run-directory.md: tensorboard http://localhost:6006/data/plugin/scalars/tags train/loss");

    @TempDir
    private Path directory;

    /**
     * A block of code.
     *
     * @param directive what the comment above it is, or null
     * @param words the rest of that comment
     * @param language behind the fence
     */
    private record Block(String directive, String words, String language, String code) {}

    static Stream<String> pages() throws IOException {
        try (Stream<Path> files = Files.walk(HOME.resolve("src/site/markdown"))) {
            List<String> pages = new ArrayList<>(List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md"));
            files.map(file -> HOME.relativize(file).toString())
                    .filter(file -> file.endsWith(".md"))
                    .sorted()
                    .forEach(pages::add);
            return pages.stream();
        }
    }

    private static String text(String page) throws IOException {
        return Files.readString(HOME.resolve(page));
    }

    private static List<Block> blocks(String page) throws IOException {
        return BLOCK.matcher(text(page))
                .results()
                .map(found -> new Block(found.group(1), found.group(2), found.group(3), found.group(4)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockSaysWhatItIs(String page) throws IOException {
        List<Block> blocks = blocks(page);
        assertThat(blocks).allSatisfy(block -> assertThat(block.language()).isIn(LANGUAGES));
        assertThat(FENCE.matcher(text(page)).results().count())
                .as("fences, none of them indented or of another kind")
                .isEqualTo(2L * blocks.size());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commentsStandRightAboveCommands(String page) throws IOException {
        List<Block> commented =
                blocks(page).stream().filter(block -> block.directive() != null).toList();
        assertThat(commented).allSatisfy(block -> assertThat(block.language()).isEqualTo("sh"));
        assertThat(DIRECTIVE.matcher(text(page)).results().count()).isEqualTo(commented.size());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void bashUnderstandsEveryCommand(String page) throws Exception {
        List<String> scripts = new ArrayList<>();
        for (Block block : blocks(page)) {
            if ("prepare".equals(block.directive())) {
                scripts.add(block.words());
            }
            if (block.language().equals("sh")) {
                scripts.add(block.code());
            }
        }
        for (String script : scripts) {
            Path file = Files.writeString(directory.resolve("block.sh"), script);
            Process bash = new ProcessBuilder("bash", "-n", file.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(bash.exitValue()).as("%s%n%s", script, said).isZero();
        }
    }

    @Test
    void fewCommandsAreNotRun() throws IOException {
        assertThat(with("not run")).containsExactlyInAnyOrderElementsOf(NOT_RUN);
    }

    @Test
    void fewCommandsNeedMore() throws IOException {
        List<String> needs = new ArrayList<>(with("needs"));
        needs.addAll(with("serves"));
        assertThat(needs).containsExactlyInAnyOrderElementsOf(NEEDS_MORE);
    }

    private static List<String> with(String directive) throws IOException {
        List<String> found = new ArrayList<>();
        for (String page : pages().toList()) {
            for (Block block : blocks(page)) {
                if (directive.equals(block.directive())) {
                    found.add(page + ": " + block.words().strip());
                }
            }
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(String page) throws IOException {
        for (MatchResult link : LINK.matcher(prose(page)).results().toList()) {
            String target = link.group(1);
            if (target.matches("[a-z]+:.*")) {
                continue;
            }
            int hash = target.indexOf('#');
            String place = hash < 0 ? target : target.substring(0, hash);
            Path file = place.isEmpty()
                    ? HOME.resolve(page)
                    : HOME.resolve(page).resolveSibling(place).normalize();
            assertThat(file).as("%s: %s", page, target).exists();
            if (hash >= 0) {
                assertThat(anchors(HOME.relativize(file).toString()))
                        .as("%s: %s", page, target)
                        .contains(target.substring(hash + 1));
            }
        }
    }

    private static String prose(String page) throws IOException {
        return BLOCK.matcher(text(page)).replaceAll("").replaceAll("`[^`\n]*`", "");
    }

    /** The anchors that repositories give to headings. */
    private static List<String> anchors(String page) throws IOException {
        Map<String, Integer> seen = new HashMap<>();
        return HEADING.matcher(BLOCK.matcher(text(page)).replaceAll(""))
                .results()
                .map(heading -> heading.group(1)
                        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .map(anchor -> {
                    int before = seen.merge(anchor, 1, Integer::sum) - 1;
                    return before == 0 ? anchor : anchor + "-" + before;
                })
                .toList();
    }

    @Test
    void everyPageIsInTheMenu() throws IOException {
        String menu = Files.readString(HOME.resolve("src/site/site.xml"));
        for (String page : pages().filter(each -> each.startsWith("src/site/")).toList()) {
            String address = page.replace("src/site/markdown/", "").replaceAll("\\.md$", ".html");
            assertThat(menu).contains("href=\"" + address + "\"");
        }
    }
}
