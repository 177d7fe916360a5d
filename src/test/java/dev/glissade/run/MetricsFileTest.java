package dev.glissade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.files.Directory;
import dev.glissade.files.FragileFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();

    private static void write(Directory directory, String... lines) throws IOException {
        try (MetricsFile file = MetricsFile.create(directory)) {
            for (String line : lines) {
                file.add(line);
            }
        }
    }

    @Test
    void theLinesUpToThereAreKept() throws IOException {
        Directory directory = Directory.at(folder.toString(), new Configuration());
        write(directory, "a", "b", "c");
        try (MetricsFile file = MetricsFile.goingOn(directory, 2, kept::add, warnings::add)) {
            assertThat(directory.files()).containsExactly("metrics.jsonl");
            file.add("d");
            assertThat(file.lines()).isEqualTo(3);
        }
        assertThat(folder.resolve("metrics.jsonl")).hasContent("a\nb\nd\n");
        assertThat(kept).containsExactly("a", "b");
        assertThat(warnings).isEmpty();
    }

    /** There, a file is seen once it is closed, and not at all if its writer dies: the lines before stay until then. */
    @Test
    void onAnObjectStoreTheLinesBeforeStay() throws IOException {
        Directory directory = Directory.at("fragile://" + folder, FragileFileSystem.configuration());
        write(directory, "a", "b", "c");
        try (MetricsFile file = MetricsFile.goingOn(directory, 2, kept::add, warnings::add)) {
            file.add("d");
            file.flush();
            Files.delete(folder.resolve("metrics.jsonl")); // as if it had never been there
            assertThat(directory.files()).containsExactly("metrics.jsonl.before");
            try (MetricsFile again = MetricsFile.goingOn(directory, 2, kept::add, warnings::add)) {
                again.add("e");
            }
        }
        assertThat(directory.files()).containsExactly("metrics.jsonl");
        assertThat(folder.resolve("metrics.jsonl")).hasContent("a\nb\ne\n");
        assertThat(warnings).isEmpty();
    }
}
