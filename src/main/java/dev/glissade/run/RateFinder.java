package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.config.GradientSettings;
import dev.glissade.config.Momentum;
import dev.glissade.config.OptimizerSettings;
import dev.glissade.config.UserError;
import dev.glissade.gradient.BatchSmoothness;
import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.MarginModel;
import dev.glissade.model.MarginSquares;
import dev.glissade.spark.SparkGradientSource;
import dev.glissade.training.RateSearch;
import java.util.OptionalDouble;

/**
 * Finds the learning rate that a configuration leaves open: for variance reduction from the smoothness of the loss, where
 * that is known, else by short trials.
 *
 * @param plan of the run
 * @param data gradients over the training set
 */
record RateFinder(Configuration configuration, TrainingPlan plan, SparkGradientSource data) {

    RateChoice find(DenseVector initial) {
        return goesBySmoothness() ? bySmoothness(squares()) : searched(data, initial);
    }

    /** Whether it follows from the smoothness of the loss, else trials are needed. */
    boolean goesBySmoothness() {
        boolean smooth = data.model() instanceof MarginModel model && Double.isFinite(model.marginCurvature());
        return factor().isPresent() && smooth;
    }

    /** The rows, for their smoothness. */
    SparkGradientSource squares() {
        MarginModel model = (MarginModel) data.model();
        return data.of(new MarginSquares(model.labelKind(), model.layout()));
    }

    /** What stands over L_b; empty where no such bound is known. A momentum β makes steps 1/(1 − β) as long. */
    private OptionalDouble factor() {
        if (!plan.gradient().reducesVariance()) {
            return OptionalDouble.empty();
        }
        double ofKind = configuration.gradient().kind() == GradientSettings.Kind.SAGA ? 1.0 / 3 : 1;
        OptimizerSettings optimizer = configuration.optimizer();
        return switch (optimizer.kind()) {
            case SGD -> OptionalDouble.of(ofKind);
            case MOMENTUM ->
                OptionalDouble.of(
                        ofKind * (1 - ((Momentum.Constant) optimizer.momentum().orElseThrow()).factor()));
            default -> OptionalDouble.empty();
        };
    }

    /** @param squares {@link #squares}, or what answers as it does */
    RateChoice bySmoothness(GradientSource squares) {
        long start = System.nanoTime();
        MarginModel model = (MarginModel) data.model();
        long jobsBefore = data.jobs();
        Lengths lengths = plan.lengths();
        long rows = Math.max(lengths.batchSize(), lengths.rows() / lengths.replicas());
        BatchSmoothness smoothness = BatchSmoothness.of(
                squares, model, configuration.penalty().l2(), lengths.sampling().mode(), lengths.batchSize(), rows);
        requireUsable(smoothness.value());
        return new RateChoice.BySmoothness(
                factor().orElseThrow(),
                smoothness,
                lengths.batchSize(),
                rows,
                data.jobs() - jobsBefore,
                (System.nanoTime() - start) * 1e-9);
    }

    /** It is 0 where every row is, and infinite where squares overflow. */
    private static void requireUsable(double smoothness) {
        if (!(smoothness > 0 && Double.isFinite(smoothness) && Double.isFinite(1 / smoothness))) {
            throw new UserError("learning-rate.initial = auto: no rate follows from a smoothness of %s; give one"
                    .formatted(smoothness));
        }
    }

    /** @param rows the data, or what answers as it does */
    RateChoice searched(GradientSource rows, DenseVector initial) {
        long jobsBefore = data.jobs();
        RateSearch search = plan.trials();
        RateSearch.Found found = search.search(rows, initial);
        double rate = found.rate()
                .orElseThrow(() -> new UserError(
                        "learning-rate.initial = auto: none of the %d rates tried lowers the objective; give one"
                                .formatted(found.trials().size())));
        return new RateChoice.Searched(
                rate, found, search.steps(), plan.lengths().rows(), data.jobs() - jobsBefore);
    }
}
