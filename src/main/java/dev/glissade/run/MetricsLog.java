package dev.glissade.run;

import dev.glissade.linalg.DenseVector;
import dev.glissade.training.Evaluation;
import dev.glissade.training.TrainingListener;
import dev.glissade.training.TrainingState;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes {@code metrics.jsonl}: a line for each recorded step, and for each step with an evaluation, where the test set is
 * evaluated too.
 */
final class MetricsLog implements TrainingListener, AutoCloseable {

    private final OutputStream out;
    private final long every;
    private final Optional<Evaluator> test;
    /** Step of the last line; local steps come several at a time. */
    private long last = -1;

    /** Evaluates weights over a set other than the training set. */
    interface Evaluator {
        Evaluation of(DenseVector weights);
    }

    /**
     * @param every steps between two recorded ones, at least 1
     * @param test evaluates over the test set, if there is one
     */
    MetricsLog(OutputStream out, long every, Optional<Evaluator> test) {
        this.out = out;
        this.every = every;
        this.test = test;
    }

    @Override
    public void reached(TrainingState state) {
        boolean due = last < 0
                || state.step() / every > last / every
                || state.stopReason().isPresent();
        if (!due && state.evaluation().isEmpty()) {
            return;
        }
        last = state.step();
        try {
            out.write((Json.line(fields(state)) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write metrics.jsonl", failed);
        }
    }

    private Map<String, Object> fields(TrainingState state) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("step", state.step());
        fields.put("epoch", state.epochs());
        fields.put("rows", state.work().rowsVisited());
        state.lastStep().ifPresent(step -> step.loss().ifPresent(loss -> fields.put("loss", Json.number(loss))));
        state.evaluation().ifPresent(train -> {
            fields.put("objective", Json.number(train.objective()));
            fields.put("train", RunSummary.metrics(train));
            state.validation().ifPresent(rows -> {
                fields.put("validation", Json.number(rows.loss()));
                fields.put("validationMetrics", RunSummary.metrics(rows));
            });
            test.ifPresent(evaluator -> fields.put("test", RunSummary.metrics(evaluator.of(state.answer()))));
        });
        state.lastStep().ifPresent(step -> {
            fields.put("gradientNorm", Json.number(step.gradientNorm()));
            fields.put("learningRate", Json.number(step.learningRate()));
            fields.put("batchSize", step.batchSize());
        });
        fields.put("seconds", state.seconds());
        return fields;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
