package dev.glissade.run;

import dev.glissade.files.Directory;
import dev.glissade.tensorboard.EventFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes what is recorded of a run for TensorBoard, into the folder {@code tensorboard} of its directory. Each process that
 * goes on with the run begins a file of its own there, which takes back what the files before say of steps that are taken
 * again.
 *
 * <p>The wall clock is read for events alone: TensorBoard can lay curves out over it.
 */
final class TensorBoardLog implements MetricsSink {

    /** The folder in the run directory. */
    static final String FOLDER = "tensorboard";

    /** Tags of single figures by the fields of metrics.jsonl; a group's name stands before the slash. */
    private static final Map<String, String> TAGS = Map.of(
            "loss", "train/loss",
            "objective", "train/objective",
            "validation", "validation/loss",
            "gradientNorm", "optimizer/gradient-norm",
            "learningRate", "optimizer/learning-rate",
            "batchSize", "optimizer/batch-size",
            "referenceSteps", "optimizer/reference-steps",
            "epoch", "progress/epoch",
            "seconds", "progress/seconds");

    /** Groups of figures by the fields that hold several by name. */
    private static final Map<String, String> GROUPS =
            Map.of("train", "train/", "validationMetrics", "validation/", "test", "test/", "noise", "noise/");

    private final Directory directory;
    private final boolean required;
    private final Consumer<String> lines;
    private Optional<EventFile> file = Optional.empty();

    private TensorBoardLog(Directory directory, boolean required, Consumer<String> lines) {
        this.directory = directory;
        this.required = required;
        this.lines = lines;
    }

    /**
     * Begins a file.
     *
     * @param run the run's directory
     * @param step the first that is to come
     * @param required whether the run is to fail where this cannot be written
     * @param lines takes the line that says so where it is not
     */
    static TensorBoardLog open(Directory run, long step, boolean required, Consumer<String> lines) {
        TensorBoardLog log = new TensorBoardLog(run.child(FOLDER), required, lines);
        log.attempt(() -> log.file = Optional.of(EventFile.create(log.directory, step, now())));
        return log;
    }

    @Override
    public void recorded(Map<String, Object> fields) {
        long step = ((Number) fields.get("step")).longValue();
        file.ifPresent(open -> attempt(() -> open.add(step, now(), scalars(fields))));
    }

    @Override
    public void wentBack(long toStep) {
        file.ifPresent(open -> attempt(() -> open.start(toStep + 1, now())));
    }

    @Override
    public void close() {
        file.ifPresent(open -> attempt(open::close));
    }

    /** The figures among the fields of a line, by tag; what is no number is left out. */
    static Map<String, Double> scalars(Map<String, Object> fields) {
        Map<String, Double> scalars = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (TAGS.containsKey(name)) {
                put(scalars, TAGS.get(name), value);
            } else if (GROUPS.containsKey(name) && value instanceof Map<?, ?> figures) {
                figures.forEach((figure, each) -> put(scalars, GROUPS.get(name) + figure, each));
            }
        });
        return scalars;
    }

    private static void put(Map<String, Double> scalars, String tag, Object value) {
        if (value instanceof Number number) {
            scalars.put(tag, number.doubleValue());
        }
    }

    private static double now() {
        return (double) System.currentTimeMillis() / 1000;
    }

    private interface Writing {
        void write() throws IOException;
    }

    /** Gives up at the first failure, unless the run is to: file systems fail in unchecked ways too. */
    private void attempt(Writing writing) {
        try {
            writing.write();
        } catch (IOException | RuntimeException failed) {
            Optional<EventFile> broken = file;
            file = Optional.empty();
            broken.ifPresent(TensorBoardLog::abandon);
            String what = "%s: cannot be written: %s".formatted(directory, failed.getMessage());
            if (required) {
                IOException end = new IOException(what + " (run.tensorboard = required)");
                end.addSuppressed(failed);
                throw new UncheckedIOException(end);
            }
            lines.accept(what + "; the run goes on without it");
        }
    }

    private static void abandon(EventFile broken) {
        try {
            broken.close();
        } catch (IOException | RuntimeException again) {
            // it was told already why
        }
    }
}
