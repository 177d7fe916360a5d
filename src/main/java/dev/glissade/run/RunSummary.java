package dev.glissade.run;

import dev.glissade.training.Evaluation;
import dev.glissade.training.TrainingResult;
import dev.glissade.training.TrainingState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a run came to, as {@code summary.json} tells it.
 *
 * @param name the run's
 * @param seed the run's
 * @param directory where the run's files are
 * @param result of the training
 * @param test over the test set, if there is one
 * @param table of the training set
 * @param jobs Spark jobs of training and evaluation, loading left out
 * @param seconds of training, loading left out
 * @param weightsSha256 of the final parameters
 * @param versions of this program and of Spark
 */
public record RunSummary(
        String name,
        long seed,
        String directory,
        TrainingResult result,
        Optional<Evaluation> test,
        TableFacts table,
        long jobs,
        double seconds,
        String weightsSha256,
        Versions versions) {

    /**
     * The size of a table.
     *
     * @param rows N
     * @param features d
     * @param nonZeros values that are not zero
     * @param fingerprint of the content
     */
    public record TableFacts(long rows, int features, long nonZeros, String fingerprint) {}

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
        fields.put("steps", last.step());
        fields.put("epochs", last.epochs());
        fields.put("gradientEvaluations", last.gradientEvaluations());
        fields.put("jobs", jobs);
        fields.put("seconds", seconds);
        fields.put("objective", Json.number(result.evaluation().objective()));
        fields.put("loss", Json.number(result.evaluation().loss()));
        fields.put("train", metrics(result.evaluation()));
        fields.put("test", test.map(RunSummary::metrics).orElse(null));
        fields.put("weightsSha256", weightsSha256);
        fields.put("rows", table.rows());
        fields.put("features", table.features());
        fields.put("nonZeros", table.nonZeros());
        fields.put("dataFingerprint", table.fingerprint());
        fields.put("seed", seed);
        fields.put("version", versions.glissade());
        fields.put("sparkVersion", versions.spark());
        return fields;
    }

    static Map<String, Object> metrics(Evaluation evaluation) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        evaluation.metrics().forEach((name, value) -> metrics.put(name, Json.number(value)));
        return metrics;
    }
}
