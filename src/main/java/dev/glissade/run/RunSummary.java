package dev.glissade.run;

import dev.glissade.data.RowFault;
import dev.glissade.data.SkippedRows;
import dev.glissade.gradient.PhaseTimes;
import dev.glissade.training.Evaluation;
import dev.glissade.training.TrainingResult;
import dev.glissade.training.TrainingState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run came to, as {@code summary.json} tells it.
 *
 * @param name the run's
 * @param seed the run's
 * @param directory where the run's files are
 * @param result of the training
 * @param validation over the rows held out for validation, if any
 * @param test over the test set, if there is one
 * @param rateChoice how the learning rate was found, if the configuration left that open
 * @param likelyCauses of a divergence, the likeliest first; empty otherwise
 * @param table of the training set
 * @param jobs Spark jobs of training, evaluation and search, loading left out
 * @param time where it went
 * @param weightsSha256 of the final parameters, on the scale of the features as they were read
 * @param versions of this program and of Spark
 */
public record RunSummary(
        String name,
        long seed,
        String directory,
        TrainingResult result,
        Optional<Evaluation> validation,
        Optional<Evaluation> test,
        Optional<RateChoice> rateChoice,
        List<String> likelyCauses,
        TableFacts table,
        long jobs,
        TimeFacts time,
        String weightsSha256,
        Versions versions) {

    public RunSummary {
        likelyCauses = List.copyOf(likelyCauses);
    }

    /**
     * The size of a table.
     *
     * @param rows N
     * @param features d
     * @param nonZeros values that are not zero
     * @param fingerprint of the content
     * @param skipped bad rows that were left out, by the set that they are missing from; empty unless that was asked for
     */
    public record TableFacts(
            long rows, int features, long nonZeros, String fingerprint, Map<String, SkippedRows> skipped) {

        public TableFacts {
            skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
        }
    }

    /**
     * Where the time of training went; each run has another one.
     *
     * @param phases since the run began, as far as its metrics know
     * @param steps that this is the time of
     * @param advice a line where most of it is overhead and something helps
     */
    public record TimeFacts(PhaseTimes phases, long steps, List<String> advice) {

        public TimeFacts {
            advice = List.copyOf(advice);
        }
    }

    /**
     * What the run was made with.
     *
     * @param glissade this program's version
     * @param spark Spark's version
     */
    public record Versions(String glissade, String spark) {}

    /** Whether the run ended in failure, with the weights of its last good evaluation kept. */
    public boolean diverged() {
        return result.stopReason().diverged();
    }

    Map<String, Object> fields() {
        TrainingState last = result.last();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("status", diverged() ? "diverged" : "completed");
        fields.put("stopReason", result.stopReason().kind().word());
        fields.put("stopDetail", result.stopReason().detail());
        if (diverged()) {
            fields.put("likelyCauses", likelyCauses);
        }
        fields.put("steps", last.step());
        fields.put("modelStep", result.step());
        fields.put("epochs", last.epochs());
        fields.put("gradientEvaluations", last.work().gradientEvaluations());
        fields.put("jobs", jobs);
        fields.put("seconds", last.seconds());
        fields.put(Accounting.FIELD, Accounting.fields(time.phases()));
        fields.put("advice", time.advice());
        fields.put("objective", Json.number(result.evaluation().objective()));
        fields.put("loss", Json.number(result.evaluation().loss()));
        fields.put("train", metrics(result.evaluation()));
        validation.ifPresent(rows -> fields.put("validation", lossAndMetrics(rows)));
        fields.put("test", test.map(RunSummary::metrics).orElse(null));
        rateChoice.ifPresent(choice -> fields.put(choice.name(), choice.fields()));
        fields.put("weightsSha256", weightsSha256);
        fields.put("rows", table.rows());
        fields.put("features", table.features());
        fields.put("nonZeros", table.nonZeros());
        fields.put("dataFingerprint", table.fingerprint());
        if (!table.skipped().isEmpty()) {
            fields.put("skippedRows", skippedFields());
        }
        fields.put("seed", seed);
        fields.put("version", versions.glissade());
        fields.put("sparkVersion", versions.spark());
        return fields;
    }

    private Map<String, Object> skippedFields() {
        Map<String, Object> bySet = new LinkedHashMap<>();
        table.skipped().forEach((set, skipped) -> {
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("total", skipped.total());
            for (RowFault fault : RowFault.values()) {
                counts.put(fault.field(), skipped.counts().getOrDefault(fault, 0L));
            }
            counts.put("first", skipped.first().orElse(null));
            bySet.put(set, counts);
        });
        return bySet;
    }

    /** {@code loss}, then the metrics by name. */
    static Map<String, Object> lossAndMetrics(Evaluation evaluation) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("loss", Json.number(evaluation.loss()));
        figures.putAll(metrics(evaluation));
        return figures;
    }

    static Map<String, Object> metrics(Evaluation evaluation) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        evaluation.metrics().forEach((name, value) -> metrics.put(name, Json.number(value)));
        return metrics;
    }
}
