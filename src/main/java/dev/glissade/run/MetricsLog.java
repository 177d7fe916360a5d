package dev.glissade.run;

import dev.glissade.linalg.DenseVector;
import dev.glissade.statistics.Interval;
import dev.glissade.statistics.NoiseAverage;
import dev.glissade.statistics.NoiseScale;
import dev.glissade.training.Evaluation;
import dev.glissade.training.Rollback;
import dev.glissade.training.TrainingListener;
import dev.glissade.training.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Writes {@code metrics.jsonl}: a line for each recorded step, and for each step with an evaluation, where the test set is
 * evaluated too.
 */
final class MetricsLog implements TrainingListener {

    /** The parameters, where they are so few that their path can be drawn. */
    static final String WEIGHTS = "weights";

    private final MetricsFile file;
    private final long every;
    private final Optional<Evaluator> test;
    private final Extra extra;
    private final Accounting accounting;
    private final MetricsSink sink;

    /** Step of the last state that was seen; local steps come several at a time. */
    private long last;

    /** Evaluates weights over a set other than the training set. */
    interface Evaluator {
        Evaluation of(DenseVector weights);
    }

    /**
     * What only some runs write.
     *
     * @param weights makes of the weights what is written of them, where they are
     * @param referenceSteps whether the steps of a reference batch are told that the run's were worth
     */
    record Extra(Optional<UnaryOperator<DenseVector>> weights, boolean referenceSteps) {}

    /**
     * @param every steps between two recorded ones, at least 1
     * @param last the step of the state that the run goes on from; -1 at its start
     * @param test evaluates over the test set, if there is one
     * @param extra what is written beside what all runs write
     * @param accounting knows where the time goes
     * @param sink is told of each line too
     */
    MetricsLog(
            MetricsFile file,
            long every,
            long last,
            Optional<Evaluator> test,
            Extra extra,
            Accounting accounting,
            MetricsSink sink) {
        this.file = file;
        this.every = every;
        this.last = last;
        this.test = test;
        this.extra = extra;
        this.accounting = accounting;
        this.sink = sink;
    }

    @Override
    public void reached(TrainingState state) {
        boolean due = last < 0
                || state.step() / every > last / every
                || state.evaluation().isPresent()
                || state.stopReason().isPresent();
        last = state.step();
        if (due && !file.endsWith(state.step())) { // a run that goes on from its end, and ends, has its line
            Map<String, Object> fields = fields(state);
            write(fields);
            sink.recorded(fields);
        }
    }

    /** Lines of the file so far. */
    long lines() {
        return file.lines();
    }

    /** A line for the step that was given up, with where the run goes back to. */
    void rolledBack(Rollback.Event event) {
        Map<String, Object> fields = fields(event.diverged());
        Map<String, Object> back = new LinkedHashMap<>();
        back.put("number", event.number());
        back.put("toStep", event.to().step());
        back.put("learningRateFactor", event.factor());
        fields.put(MetricsFile.ROLLBACK, back);
        write(fields);
        last = event.to().step();
        sink.wentBack(last);
    }

    private void write(Map<String, Object> fields) {
        try {
            file.add(Json.line(fields));
            file.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write metrics.jsonl", failed);
        }
    }

    /** Of the steps of late; a bound that there is none of is left out. */
    private static Map<String, Object> noise(NoiseAverage average) {
        NoiseScale noise = average.scale();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("trace", Json.number(average.trace()));
        fields.put("squaredNorm", Json.number(average.squaredNorm()));
        fields.put("resolved", noise.resolved());
        Interval scale = noise.scale();
        if (Double.isFinite(scale.estimate())) {
            fields.put("scale", scale.estimate());
        }
        fields.put("scaleLow", Json.number(scale.low()));
        if (Double.isFinite(scale.high())) {
            fields.put("scaleHigh", scale.high());
        }
        fields.put("steps", average.effectiveSteps());
        return fields;
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
        if (state.pacing().noise().weight() > 0) {
            fields.put("noise", noise(state.pacing().noise()));
        }
        if (extra.referenceSteps()) {
            fields.put("referenceSteps", state.pacing().gained());
        }
        extra.weights().ifPresent(of -> fields.put(WEIGHTS, numbers(of.apply(state.weights()))));
        fields.put("seconds", state.seconds());
        fields.put(Accounting.FIELD, accounting.line());
        return fields;
    }

    private static List<Double> numbers(DenseVector weights) {
        List<Double> numbers = new ArrayList<>();
        for (double weight : weights.values()) {
            numbers.add(Json.number(weight));
        }
        return numbers;
    }
}
