package dev.glissade.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written stays apart. */
class BenchDirectoryTest {

    @TempDir
    private Path directory;

    private static Result result(String name) {
        Line line = new Line("a", "", "1", List.of(1.0), List.of(), "");
        return new Result(name, "what", "data", "", "ms", "rounds in turns", 0, 1, List.of(line));
    }

    @Test
    void picturesOfOneNameAreNumbered() throws IOException {
        Path results = directory.resolve("results");
        BenchDirectory written = BenchDirectory.choose(Optional.of(results.toString()), new Configuration());
        Machine machine = Machine.of(SharedSpark.session().sparkContext());
        List<Result> all =
                List.of(result("accuracy, a.svm to 1e-3"), result("other"), result("accuracy, a.svm to 1e-3"));
        written.write(new BenchReport(machine, List.of(), all, List.of(), List.of()));
        try (Stream<Path> pictures = Files.list(results.resolve("plots"))) {
            assertThat(pictures.map(picture -> picture.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "accuracy-a.svm-to-1e-3.png", "accuracy-a.svm-to-1e-3-2.png", "other.png");
        }
    }
}
