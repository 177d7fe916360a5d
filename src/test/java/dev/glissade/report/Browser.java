package dev.glissade.report;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A headless Chromium, where there is one; a test that needs it is skipped where there is none. */
public final class Browser {

    private static final int NONE = 3;

    private Browser() {}

    /**
     * What came of a look at a report.
     *
     * @param status 0 if all its charts were drawn and the console was silent
     * @param said how many charts there are, or what went wrong
     */
    public record Look(int status, String said) {}

    /** Opens a report by {@code scripts/look-at-report}; a picture of it is written beside it. */
    public static Look at(Path report) throws IOException, InterruptedException {
        Path script = Path.of(System.getProperty("glissade.home"), "scripts/look-at-report");
        Process process = new ProcessBuilder(script.toString(), report.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        assumeFalse(status == NONE, "there is no Chromium here");
        return new Look(status, said);
    }
}
