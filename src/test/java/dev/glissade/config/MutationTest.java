package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a file is mangled, it ends in a configuration that reads back, or in one line for its maker. */
class MutationTest {

    private static final int MUTATIONS = 2_000;

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
