package dev.glissade.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reports in a headless Chromium, where there is one: all charts are drawn, and the console is silent. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReportInBrowserTest {

    private static final int NO_BROWSER = 3;

    @TempDir
    private Path directory;

    @Test
    void allChartsAreDrawnAndNothingIsSaidOnTheConsole() throws IOException, InterruptedException {
        Path file = Files.writeString(
                directory.resolve("report.html"), FigureSamples.report().html());
        Look look = look(file);
        assertThat(look.status()).as(look.said()).isZero();
        assertThat(look.said()).contains("3 charts are drawn");
        assertThat(directory.resolve("report.html.png")).isNotEmptyFile();
    }

    @Test
    void anErrorOnTheConsoleIsNoticed() throws IOException, InterruptedException {
        String broken = FigureSamples.report().html().replace("\"kind\":\"contour\"", "\"kind\":\"cube\"");
        Look look = look(Files.writeString(directory.resolve("broken.html"), broken));
        assertThat(look.status()).as(look.said()).isEqualTo(1);
    }

    private record Look(int status, String said) {}

    private Look look(Path file) throws IOException, InterruptedException {
        Path script = Path.of(System.getProperty("glissade.home"), "scripts/look-at-report");
        Process process = new ProcessBuilder(script.toString(), file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        assumeFalse(status == NO_BROWSER, "there is no Chromium here");
        return new Look(status, said);
    }
}
