package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.config.OptimizerSettings;
import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.SumRequest;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.FeatureSizes;
import dev.glissade.spark.SparkGradientSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Tells before training of features that are of a wildly different scale than the others: a rate that suits one is far too
 * large for the other, or far too small.
 *
 * <p>The scale of a feature is the root mean square of its values other than 0. That of an indicator is 1 however rare it is,
 * so one-hot features are all alike, and so is a bag of words. Takes one pass over the cached table, in one Spark job.
 */
final class ScaleWarning {

    /** This many times the median, in either direction: the curvatures of the loss then differ by its square. */
    private static final double WILD = 100;

    /** A feature that is small, and hardly ever there, harms nobody: it must not be 0 in this share of the rows. */
    private static final double LEAST_SHARE = 0.1;

    /** Wider tables are sparse ones; the sums of all their features would cost more than the warning is worth. */
    private static final int MOST_FEATURES = 100_000;

    private static final Set<OptimizerSettings.Kind> ADAPTIVE = EnumSet.of(
            OptimizerSettings.Kind.ADAGRAD,
            OptimizerSettings.Kind.RMSPROP,
            OptimizerSettings.Kind.ADAM,
            OptimizerSettings.Kind.ADAMW);

    private final SlicedTable table;
    private final double[] scales;
    private final double[] shares;

    private ScaleWarning(SlicedTable table, double[] scales, double[] shares) {
        this.table = table;
        this.scales = scales;
        this.shares = shares;
    }

    /**
     * One line, if there are such features and the configuration does nothing about them.
     *
     * @param table the training set
     * @param results the bytes that the results of one job may have; 0 for no limit
     */
    static Optional<String> of(Configuration configuration, ModelFamily family, SlicedTable table, long results) {
        boolean harmless = configuration.data().standardize()
                || ADAPTIVE.contains(configuration.optimizer().kind())
                || family.isOfWholeRows()
                || table.features() > MOST_FEATURES;
        long bytes = 2L * Double.BYTES * table.features() * table.partitions();
        boolean tooLarge = results > 0 && bytes > results; // a warning is no reason to fail
        return harmless || tooLarge ? Optional.empty() : of(table);
    }

    private static Optional<String> of(SlicedTable table) {
        int features = table.features();
        FeatureSizes sizes = new FeatureSizes(table.labels().kind(), features);
        GradientSource data = new SparkGradientSource(table, sizes, OptionalInt.empty());
        DenseVector nowhere = DenseVector.zeros(sizes.layout().size());
        DenseVector sums = data.sum(new SumRequest(data.allRows(), List.of(nowhere)))
                .gradients()
                .get(0);
        double[] scales = new double[features];
        double[] shares = new double[features];
        for (int feature = 0; feature < features; feature++) {
            double weight = sums.get(features + feature);
            scales[feature] = weight > 0 ? Math.sqrt(sums.get(feature) / weight) : 0;
            shares[feature] = weight / data.totalWeight();
        }
        return new ScaleWarning(table, scales, shares).line();
    }

    private Optional<String> line() {
        double[] ascending =
                Arrays.stream(scales).filter(scale -> scale > 0).sorted().toArray();
        if (ascending.length == 0) {
            return Optional.empty();
        }
        double median = ascending[(ascending.length - 1) / 2];
        int[] wild = IntStream.range(0, scales.length)
                .filter(feature -> isWild(feature, median))
                .toArray();
        if (wild.length == 0) {
            return Optional.empty();
        }
        int worst = wild[0];
        for (int feature : wild) {
            worst = ratio(feature, median) > ratio(worst, median) ? feature : worst;
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "warning: %s of wildly different scale: feature %s has a root mean square of %.4g, the median feature one"
                        + " of %.4g; data.standardize = true brings all to one scale",
                wild.length == 1 ? "a feature is" : String.format(Locale.ROOT, "%,d features are", wild.length),
                table.featureNames().isEmpty()
                        ? Integer.toString(worst + 1)
                        : table.featureNames().get(worst),
                scales[worst],
                median));
    }

    private boolean isWild(int feature, double median) {
        boolean large = scales[feature] > WILD * median;
        boolean small = scales[feature] > 0 && scales[feature] < median / WILD && shares[feature] >= LEAST_SHARE;
        return large || small;
    }

    private double ratio(int feature, double median) {
        return Math.max(scales[feature] / median, median / scales[feature]);
    }
}
