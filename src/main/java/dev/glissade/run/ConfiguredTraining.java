package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.linalg.DenseVector;
import dev.glissade.spark.SparkGradientSource;
import dev.glissade.training.TrainingResult;
import java.util.List;
import java.util.Optional;

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
        DenseVector initial = DenseVector.wrap(configuration
                .model()
                .initialWeights()
                .toArray(data.model().layout().size()));
        return new LockstepTraining(data, Optional.empty())
                .train(List.of(new Variation(configuration, initial)))
                .get(0)
                .result();
    }
}
