package dev.glissade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.SharedSpark;
import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.model.ModelKind;
import dev.glissade.study.StudyRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code report}. */
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

    /** A secret is left out of the configuration that is written, and nothing of a report needs it. */
    @Test
    void thatOfAStudyNeedsNeitherSparkNorSecrets() throws IOException {
        Path rows = Files.writeString(directory.resolve("rows.csv"), "x,y\n1,2\n2,5\n3,5\n4,9\n-1,-2\n0,1\n");
        Path study = directory.resolve("study");
        Configuration configuration = new ConfigurationLoader(ModelKind.names())
                .loadText("""
                        data { train = "%s", label = y }
                        model.kind = linear
                        learning-rate.initial = 0.02
                        stop.max-steps = 20
                        study { batch-sizes = [2, all], seeds = 2 }
                        run.dir = "%s"
                        spark.hadoop.fs.s3a.secret.key = sesame-open
                        """.formatted(rows, study), "the test's configuration", List.of());
        new StudyRun("batch-size", configuration).execute(SharedSpark.session(), Progress.onThisTerminal());
        assertThat(study.resolve("config.conf")).content().contains("(hidden)").doesNotContain("sesame");
        byte[] first = Files.readAllBytes(study.resolve("report.html"));
        Files.delete(study.resolve("report.html"));
        assertThat(report(study)).isEqualTo(new Ended(0, ""));
        assertThat(Files.readAllBytes(study.resolve("report.html"))).isEqualTo(first);
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
