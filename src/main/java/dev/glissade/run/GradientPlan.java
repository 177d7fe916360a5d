package dev.glissade.run;

import dev.glissade.config.GradientSettings;
import dev.glissade.config.UserError;
import dev.glissade.gradient.ClippedGradient;
import dev.glissade.gradient.Clipping;
import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.gradient.Saga;
import dev.glissade.gradient.Svrg;
import dev.glissade.model.MarginModel;
import dev.glissade.model.Model;
import dev.glissade.sampling.Sampling;
import dev.glissade.schedule.BatchSizes;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns the settings of the gradient into an estimator.
 *
 * @param settings what the configuration says
 * @param lengths of the run
 */
record GradientPlan(GradientSettings settings, Lengths lengths) {

    private static final double MEBI = 1 << 20;

    /** At the first step slopes are there as results, joined, and in their table. */
    private static final int COPIES = 4;

    /** The longest array that every Java machine makes. */
    private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;

    /** Whether the gradient is that of drawn batches and nothing else. */
    boolean takesPlainBatches() {
        return settings.kind() == GradientSettings.Kind.MINI_BATCH && !takesAllRows();
    }

    /** Whether its variance is reduced, so that its noise vanishes at the optimum. */
    boolean reducesVariance() {
        return settings.kind() == GradientSettings.Kind.SVRG || settings.kind() == GradientSettings.Kind.SAGA;
    }

    /**
     * What the estimator keeps with the driver, where it keeps anything.
     *
     * @param driverBytes that the driver has
     * @param resultBytes that the results of a job may have; 0 for no limit
     * @return one line
     * @throws UserError if that is too much, or the model does not suit the estimator
     */
    Optional<String> memory(Model model, long driverBytes, long resultBytes) {
        if (settings.kind() != GradientSettings.Kind.SAGA) {
            return Optional.empty();
        }
        if (!(model instanceof MarginModel ofMargins)) {
            throw new UserError("gradient.kind = saga: keeps slopes by margin, and an objective of whole rows has none;"
                    + " svrg needs none");
        }
        long bytes = Saga.bytes(lengths.rows(), ofMargins);
        String need = String.format(
                Locale.ROOT,
                "gradient.kind = saga: the driver keeps the slopes of %,d rows, %,.1f MiB",
                lengths.rows(),
                bytes / MEBI);
        if (bytes > driverBytes / COPIES) {
            throw refused(
                    "%s, and needs %d times that while they arrive; it has %,.1f MiB: give it more memory"
                            + " (spark.driver.memory), or take svrg",
                    need, COPIES, driverBytes / MEBI);
        }
        if (resultBytes > 0 && bytes > resultBytes) {
            throw refused(
                    "%s, which are the results of one job, and these may have %,.1f MiB: allow more"
                            + " (spark.driver.maxResultSize), or take svrg",
                    need, resultBytes / MEBI);
        }
        if (bytes / Double.BYTES > LONGEST_ARRAY) {
            throw refused(
                    "%s, which arrive in one array of at most %,d numbers: take svrg, which needs none",
                    need, LONGEST_ARRAY);
        }
        return Optional.of(need);
    }

    private static UserError refused(String format, Object... figures) {
        return new UserError(String.format(Locale.ROOT, format, figures));
    }

    /** The estimator, with batches of these sizes where they may differ. */
    GradientEstimator estimator(BatchSizes sizes) {
        Clipping clipping = new Clipping(
                settings.clipValue().orElse(Double.POSITIVE_INFINITY),
                settings.clipNorm().orElse(Double.POSITIVE_INFINITY));
        boolean clips = Double.isFinite(clipping.value()) || Double.isFinite(clipping.norm());
        return clips ? new ClippedGradient(unclipped(sizes), clipping) : unclipped(sizes);
    }

    private GradientEstimator unclipped(BatchSizes sizes) {
        return switch (settings.kind()) {
            case SVRG ->
                new Svrg(
                        lengths.sampling(),
                        lengths.batchSize(),
                        lengths.loop(),
                        Svrg.Snapshot.valueOf(settings.snapshot().orElseThrow().name()));
            case SAGA -> new Saga(lengths.sampling(), lengths.batchSize());
            case FULL -> new FullGradient();
            case MINI_BATCH -> takesAllRows() ? new FullGradient() : new MiniBatchGradient(lengths.sampling(), sizes);
        };
    }

    /** A batch of as many rows as there are is all rows once in every mode but that with replacement. */
    private boolean takesAllRows() {
        boolean asMany = lengths.batchSize() == lengths.rows();
        return settings.takesAllRows() || (asMany && lengths.sampling().mode() != Sampling.Mode.WITH_REPLACEMENT);
    }
}
