package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.FeatureStatistics;
import dev.glissade.gradient.GradientCheck;
import dev.glissade.gradient.GradientNoise;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.GradientSum;
import dev.glissade.gradient.SumRequest;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.FeatureMoments;
import dev.glissade.spark.SparkGradientSource;
import dev.glissade.training.StepExtremes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Why a run may have diverged, in the order of likelihood, each cause with the figure that speaks for it: the learning
 * rate, the batch, gradients that nothing bounds, the scale of a feature, a gradient that is wrong. All figures are taken
 * at the initial weights, which are finite.
 */
final class Diagnosis {

    /** A feature this many times as large as the median one asks for a learning rate that suits no other. */
    private static final double WILD = 10;

    private static final double RISEN = 10;

    private final Configuration configuration;
    private final TrainingPlan plan;
    private final SlicedTable table;
    private final GradientSource data;
    private final DenseVector initial;

    /**
     * @param table the training set, as it was trained on
     * @param data its gradients
     * @param initial the weights that training started from
     */
    Diagnosis(
            Configuration configuration,
            TrainingPlan plan,
            SlicedTable table,
            GradientSource data,
            DenseVector initial) {
        this.configuration = configuration;
        this.plan = plan;
        this.table = table;
        this.data = data;
        this.initial = initial;
    }

    /** One line a cause. */
    List<String> causes(StepExtremes steps) {
        List<String> causes = new ArrayList<>();
        new RateDiagnosis(configuration, plan, data, initial).cause(steps).ifPresent(causes::add);
        batchTooSmall().ifPresent(causes::add);
        nothingClipped(steps).ifPresent(causes::add);
        wildFeature().ifPresent(causes::add);
        wrongGradient().ifPresent(causes::add);
        if (causes.isEmpty()) {
            causes.add(text(
                    "none of the usual ones: the learning rate was at most %.4g, and the gradient's norm at most %.4g (%.4g at"
                            + " the first step)",
                    steps.largestRate(), steps.largestNorm(), steps.firstNorm()));
        }
        return causes;
    }

    private Optional<String> batchTooSmall() {
        if (!plan.takesBatches()) {
            return Optional.empty();
        }
        GradientSum sum = data.sum(new SumRequest(data.allRows(), List.of(initial)).withScatter());
        long batchSize = plan.lengths().batchSize();
        return GradientNoise.of(sum, data.allRows(), data)
                .filter(noise -> noise.scale() > batchSize)
                .map(noise -> text(
                        "batches of %d rows are small against the noise scale of %.4g rows (variance of a row's gradient"
                                + " %.4g, squared norm of their mean %.4g, at the start)",
                        batchSize, noise.scale(), noise.trace(), Math.max(0, noise.squaredNorm())));
    }

    private Optional<String> nothingClipped(StepExtremes steps) {
        boolean clips = configuration.gradient().clipNorm().isPresent()
                || configuration.gradient().clipValue().isPresent();
        return !clips && steps.largestNorm() > RISEN * steps.firstNorm()
                ? Optional.of(text(
                        "gradients are not clipped, and their norm rose from %.4g at the first step to %.4g at step %d;"
                                + " gradient.clip-norm bounds it",
                        steps.firstNorm(), steps.largestNorm(), steps.stepOfLargestNorm()))
                : Optional.empty();
    }

    private Optional<String> wildFeature() {
        FeatureMoments moments = new FeatureMoments(table.labels().kind(), table.features());
        FeatureStatistics statistics =
                FeatureStatistics.of(new SparkGradientSource(table, moments, OptionalInt.empty()));
        double[] scales = IntStream.range(0, table.features())
                .mapToDouble(statistics::rootMeanSquare)
                .filter(scale -> scale > 0)
                .sorted()
                .toArray();
        if (scales.length == 0) {
            return Optional.empty();
        }
        double largest = scales[scales.length - 1];
        double median = scales[(scales.length - 1) / 2];
        if (largest <= WILD * median) {
            return Optional.empty();
        }
        int feature = IntStream.range(0, table.features())
                .filter(at -> statistics.rootMeanSquare(at) == largest)
                .findFirst()
                .orElseThrow();
        return Optional.of(text(
                "%s has a root mean square of %.4g, the median feature one of %.4g; data.standardize = true brings all to"
                        + " one scale",
                name(feature), largest, median));
    }

    private String name(int feature) {
        return table.featureNames().isEmpty()
                ? "feature " + (feature + 1)
                : "feature " + table.featureNames().get(feature);
    }

    /** The gradients that come along are tested; those of a user's class may be wrong. */
    private Optional<String> wrongGradient() {
        if (configuration.model().loss().isEmpty()) {
            return Optional.empty();
        }
        GradientCheck check = GradientCheck.at(data, initial);
        return check.passed()
                ? Optional.empty()
                : Optional.of(text(
                        "the gradient of %s fails its check: %.6g for parameter %d where differences of its values give"
                                + " %.6g",
                        configuration.model().loss().get(), check.gradient(), check.parameter(), check.difference()));
    }

    static String text(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }
}
