package dev.glissade.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.report.Browser.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reports in a headless Chromium, where there is one: all charts are drawn, and the console is silent. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReportInBrowserTest {

    @TempDir
    private Path directory;

    @Test
    void allChartsAreDrawnAndNothingIsSaidOnTheConsole() throws IOException, InterruptedException {
        Path file = Files.writeString(
                directory.resolve("report.html"), FigureSamples.report().html());
        Look look = Browser.at(file);
        assertThat(look.status()).as(look.said()).isZero();
        assertThat(look.said()).contains("3 charts are drawn");
        assertThat(directory.resolve("report.html.png")).isNotEmptyFile();
    }

    @Test
    void anErrorOnTheConsoleIsNoticed() throws IOException, InterruptedException {
        String broken = FigureSamples.report().html().replace("\"kind\":\"contour\"", "\"kind\":\"cube\"");
        Look look = Browser.at(Files.writeString(directory.resolve("broken.html"), broken));
        assertThat(look.status()).as(look.said()).isEqualTo(1);
    }
}
