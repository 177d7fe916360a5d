package dev.glissade.run;

import dev.glissade.files.Directory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The file {@code metrics.jsonl} of a run: it grows line by line, and where a run goes on it begins with the lines up to
 * there.
 */
final class MetricsFile implements AutoCloseable {

    static final String NAME = "metrics.jsonl";

    /** In the line of a step that was given up: where the run went back to. */
    static final String ROLLBACK = "rollback";

    /** What it is called until its beginning is copied for good; it holds all lines until then. */
    private static final String BEFORE = "metrics.jsonl.before";

    private final Directory directory;
    private final Directory.Growing out;
    /** Whether the lines before stay until this file is closed, as it is not to be seen before. */
    private boolean keepsBefore;

    private long lines;
    private String last = "";

    private MetricsFile(Directory directory) throws IOException {
        this.directory = directory;
        this.out = directory.open(NAME);
    }

    static MetricsFile create(Directory directory) throws IOException {
        return new MetricsFile(directory);
    }

    /**
     * Keeps the first lines; those behind are of steps that will be taken again.
     *
     * @param lines how many
     * @param kept is told each of them
     * @param warnings is told if there are not as many
     */
    static MetricsFile goingOn(Directory directory, long lines, Consumer<String> kept, Consumer<String> warnings)
            throws IOException {
        if (directory.has(BEFORE)) { // a run that was ended while it copied
            directory.delete(NAME);
        } else if (directory.has(NAME)) {
            directory.rename(NAME, BEFORE);
        }
        MetricsFile file = create(directory);
        if (directory.has(BEFORE)) {
            try (BufferedReader before = new BufferedReader(
                    new InputStreamReader(directory.openForReading(BEFORE), StandardCharsets.UTF_8))) {
                for (String line = before.readLine(); line != null && file.lines < lines; line = before.readLine()) {
                    kept.accept(line);
                    file.add(line);
                }
            }
            file.out.flush();
            file.keepsBefore = !file.out.isSeenOnceFlushed();
            if (!file.keepsBefore) {
                directory.delete(BEFORE);
            }
        }
        if (file.lines < lines) {
            warnings.accept("%s/%s: the last %d lines up to the checkpoint are missing; they were not on disk yet"
                    .formatted(directory, NAME, lines - file.lines));
        }
        return file;
    }

    /** Lines so far. */
    long lines() {
        return lines;
    }

    /** Whether the last line is that of a step, unless the run went back from there. */
    boolean endsWith(long step) {
        return last.startsWith("{\"step\":%d,".formatted(step)) && !last.contains("\"%s\":".formatted(ROLLBACK));
    }

    /** The step behind the last line, or behind the one that the run went back to from there; 0 at the start. */
    long nextStep() {
        if (lines == 0) {
            return 0;
        }
        Map<String, Object> fields = Json.fields(last);
        Object step = fields.get(ROLLBACK) instanceof Map<?, ?> back ? back.get("toStep") : fields.get("step");
        return ((Number) step).longValue() + 1;
    }

    void add(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        lines++;
        last = line;
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
        if (keepsBefore) {
            directory.delete(BEFORE);
        }
    }
}
