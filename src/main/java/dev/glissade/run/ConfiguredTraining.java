package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.linalg.DenseVector;
import dev.glissade.spark.SparkGradientSource;
import dev.glissade.training.TrainingMethod;
import dev.glissade.training.TrainingResult;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Trains as a run of a configuration trains, its search for a learning rate included, but for the run directory, checkpoints and
 * metrics.
 */
public final class ConfiguredTraining {

    private ConfiguredTraining() {}

    /**
     * Trains on rows that are there already.
     *
     * @param configuration what it says of data, spark and the run's directory is not looked at
     * @param data whose model is the configuration's
     */
    public static TrainingResult train(Configuration configuration, SparkGradientSource data) {
        TrainingPlan plan = TrainingPlan.unrecorded(configuration, Trained.on(data));
        DenseVector initial = DenseVector.wrap(configuration
                .model()
                .initialWeights()
                .toArray(data.model().layout().size()));
        OptionalDouble rate = plan.findsRate()
                ? OptionalDouble.of(
                        new RateFinder(configuration, plan, data).find(initial).rate())
                : OptionalDouble.empty();
        TrainingMethod method = plan.method(rate, Optional.empty());
        return method.train(data, initial);
    }
}
