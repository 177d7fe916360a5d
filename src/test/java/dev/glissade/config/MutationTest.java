package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.Mutations;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** However a file is mangled, it ends in a configuration that reads back, or in one line for its maker. */
class MutationTest {

    private static final int MUTATIONS = 2_000;
    private static final int BYTE_MUTATIONS = 10_000;

    private static final String WITH_VARIABLES = """
        include "y.conf"
        data { train = my.csv, test = ${?data.train} }
        model.kind = logistic
        penalty.l1 = ${penalty.l2}
        name = ${?SET}
        """;

    private static final List<String> HOCON = List.of(
            "include \"y.conf\"\n",
            "include \"circle.conf\"\n",
            "include required(\"none.conf\")",
            "include file(\"y.conf\")",
            "include url(\"file:y.conf\")",
            "include classpath(\"reference.conf\")",
            "${penalty.l2}",
            "${?penalty}",
            "${data}",
            "${x}\nx = ${x}",
            "penalty = ${penalty}\n",
            "${SET}",
            "{".repeat(3000),
            "[".repeat(3000),
            "a.".repeat(3000),
            "a{".repeat(1000) + "}".repeat(1000),
            "${".repeat(500),
            "1 epochs",
            "1e308 epochs",
            "9e307 ",
            "+= ",
            "= ",
            "{",
            "}",
            "\"\"\"",
            "//");

    private static final List<String> FRAGMENTS = List.of(
            "{",
            "}",
            "[",
            "]",
            "=",
            ":",
            "+=",
            ",",
            "\n",
            "\"",
            "\"\"\"",
            "\\u00",
            "$",
            "${",
            "${?",
            "${seed}",
            "}}",
            "#",
            "//",
            ".",
            "-",
            "-1",
            "0",
            "1e",
            "1e999",
            "1e-99999999999",
            "99999999999999999999",
            "NaN",
            "null",
            "true",
            "include",
            "include \"y.conf\"",
            " epochs",
            "\t",
            "\u0000",
            "\uD800",
            "é",
            "all",
            "spark.",
            "\"\"",
            "(hidden)",
            "seed",
            "penalty",
            "learning-rate",
            "  ");

    @TempDir
    private Path folder;

    @Test
    void neverEndInAnythingElse() {
        Random random = new Random(20_261_121);
        int valid = 0;
        for (int mutation = 0; mutation < MUTATIONS; mutation++) {
            String text = mutate(example(random), 1 + random.nextInt(3), random);
            valid += endsWell(text) ? 1 : 0;
        }
        // Neither all refused nor all accepted, or the mutations would try nothing.
        assertThat(valid).isBetween(MUTATIONS / 50, MUTATIONS - MUTATIONS / 10);
    }

    @Test
    void norDoMangledAssignments() {
        Random random = new Random(7);
        ConfigurationFiles files = new ConfigurationFiles(folder);
        String[] assignments = Stream.concat(Examples.EVERY_KEY.lines(), Examples.OTHER_KEYS.stream())
                .toArray(String[]::new);
        for (int mutation = 0; mutation < MUTATIONS; mutation++) {
            String assignment = mutate(assignments[random.nextInt(assignments.length)].strip(), 1, random);
            try {
                assertThat(files.loadWith("", assignment)).isNotNull();
            } catch (UserError e) {
                assertThat(e.getMessage()).as(assignment).isNotBlank().doesNotContain("\n");
            }
        }
    }

    /** Of a file's bytes, with what HOCON has beside keys and values. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void norDoMangledBytes() throws IOException {
        ConfigurationFiles files = new ConfigurationFiles(folder, Map.of("SET", "1"), Map.of());
        files.write("y.conf", "penalty.l2 = 0.5");
        files.write("circle.conf", "include \"circle.conf\"");
        Mutations mutations = new Mutations(5, HOCON);
        List<String> examples = Stream.concat(
                        Stream.of(Examples.EVERY_KEY, WITH_VARIABLES),
                        Examples.OTHER_KEYS.stream().map(lines -> ConfigurationFiles.REQUIRED + lines))
                .toList();
        int valid = 0;
        for (int mutation = 0; mutation < BYTE_MUTATIONS; mutation++) {
            byte[] mutated = mutations.mutate(mutations.oneOf(examples).getBytes(StandardCharsets.UTF_8));
            String shown = new String(mutated, 0, Math.min(mutated.length, 3000), StandardCharsets.UTF_8);
            Path file = Files.write(folder.resolve("x.conf"), mutated);
            try {
                Configuration configuration = files.loader().load(file, List.of());
                requireFinite(configuration, shown);
                valid++;
            } catch (UserError e) {
                assertThat(e.getMessage())
                        .as(shown)
                        .isNotBlank()
                        .doesNotContain("\n", "\r")
                        .hasSizeLessThan(600);
            }
        }
        assertThat(valid).isBetween(BYTE_MUTATIONS / 50, BYTE_MUTATIONS - BYTE_MUTATIONS / 10);
    }

    /** No setting is a number that is none, however deep in its group. */
    private static void requireFinite(Object setting, String shown) {
        if (setting instanceof Double number) {
            assertThat(number).as(shown).isFinite();
        } else if (setting instanceof Optional<?> optional) {
            optional.ifPresent(inside -> requireFinite(inside, shown));
        } else if (setting instanceof Collection<?> list) {
            list.forEach(inside -> requireFinite(inside, shown));
        } else if (setting instanceof Record group) {
            for (RecordComponent component : group.getClass().getRecordComponents()) {
                try {
                    component.getAccessor().setAccessible(true);
                    requireFinite(component.getAccessor().invoke(group), shown);
                } catch (ReflectiveOperationException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        }
    }

    private static String example(Random random) {
        int at = random.nextInt(2 * Examples.OTHER_KEYS.size());
        return at < Examples.OTHER_KEYS.size()
                ? ConfigurationFiles.REQUIRED + Examples.OTHER_KEYS.get(at)
                : Examples.EVERY_KEY;
    }

    private boolean endsWell(String text) {
        ConfigurationFiles files = new ConfigurationFiles(folder);
        try {
            Configuration configuration = files.load(text);
            if (!configuration.render().contains("(hidden)")) {
                assertThat(files.load(configuration.render())).as(text).isEqualTo(configuration);
            }
            return true;
        } catch (UserError e) {
            assertThat(e.getMessage())
                    .as(text)
                    .isNotBlank()
                    .doesNotContain("\n")
                    .hasSizeLessThan(600);
            return false;
        }
    }

    private static String mutate(String text, int changes, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int change = 0; change < changes; change++) {
            int at = random.nextInt(mutated.length() + 1);
            int end = Math.min(mutated.length(), at + 1 + random.nextInt(6));
            String fragment = FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
            switch (random.nextInt(5)) {
                case 0 -> mutated.delete(at, end);
                case 1 -> mutated.insert(at, fragment);
                case 2 -> mutated.replace(at, end, fragment);
                case 3 -> mutated.insert(at, mutated.substring(at, end));
                default -> mutated.insert(at, (char) (32 + random.nextInt(95)));
            }
        }
        return mutated.toString();
    }
}
