package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code report}, which needs no Spark. */
class ReportCommandTest {

    @TempDir
    private Path directory;

    @Test
    void twiceItWritesTheSameBytes() throws IOException {
        Path run = run(
                "{\"step\":0,\"epoch\":0.0,\"objective\":2.0}",
                "{\"step\":1,\"epoch\":1.0,\"loss\":2.0,\"objective\":1.0}");
        assertThat(report(run)).isEqualTo(new Ended(0, ""));
        byte[] first = Files.readAllBytes(run.resolve("report.html"));
        byte[] picture = Files.readAllBytes(run.resolve("plots/loss.png"));
        assertThat(report(run)).isEqualTo(new Ended(0, ""));
        assertThat(Files.readAllBytes(run.resolve("report.html"))).isEqualTo(first);
        assertThat(Files.readAllBytes(run.resolve("plots/loss.png"))).isEqualTo(picture);
        try (var files = Files.list(run)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("config.conf", "metrics.jsonl", "report.html", "plots");
        }
    }

    @Test
    void aDirectoryWithoutARunIsNamed() {
        Path none = directory.resolve("none");
        assertThat(report(none))
                .isEqualTo(new Ended(
                        2, "glissade: %s: there is no config.conf in it; no run has begun there".formatted(none)));
    }

    @Test
    void aRunThatHasNotGotToAStepIsNamed() throws IOException {
        Path run = run();
        assertThat(report(run))
                .isEqualTo(new Ended(
                        2,
                        "glissade: %s: there is no line of metrics in it; the run has not got to its first step"
                                .formatted(run)));
        assertThat(run.resolve("report.html")).doesNotExist();
    }

    @Test
    void aSummaryThatIsNotWholeIsNamed() throws IOException {
        Path run = run("{\"step\":0,\"epoch\":0.0,\"objective\":2.0}");
        Files.writeString(run.resolve("summary.json"), "{\"name\": ");
        assertThat(report(run).status()).isEqualTo(2);
        assertThat(report(run).errors()).contains("summary.json is not whole");
    }

    private Path run(String... lines) throws IOException {
        Path run = Files.createDirectory(directory.resolve("run"));
        Files.writeString(run.resolve("config.conf"), "name=by-hand\n");
        Files.write(run.resolve("metrics.jsonl"), List.of(lines));
        return run;
    }

    private record Ended(int status, String errors) {}

    private static Ended report(Path run) {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int status = Main.run(
                new String[] {"report", run.toString()}, new PrintStream(errors, true, StandardCharsets.UTF_8));
        return new Ended(status, errors.toString(StandardCharsets.UTF_8).strip());
    }
}
