package dev.glissade.study;

import dev.glissade.config.Configuration;
import dev.glissade.config.GradientSettings;
import dev.glissade.config.LearningRateSettings.Scaling;
import dev.glissade.config.OptimizerSettings;
import java.util.Optional;

/** Settings of a configuration that fix what a study would vary, each as "key = value: why". */
final class Fixed {

    private Fixed() {}

    /** What leaves no learning rate to choose. */
    static Optional<String> rate(Configuration configuration) {
        return configuration.optimizer().kind() == OptimizerSettings.Kind.LBFGS
                ? Optional.of("optimizer.kind = lbfgs: it finds its own step")
                : Optional.empty();
    }

    /** What leaves no batch size to choose. */
    static Optional<String> batchSize(Configuration configuration) {
        return configuration.gradient().kind() == GradientSettings.Kind.FULL
                ? Optional.of("gradient.kind = full: it takes all rows")
                : Optional.empty();
    }

    /** What makes another learning rate of the one that is chosen. */
    static Optional<String> scaling(Configuration configuration) {
        Scaling scaling = configuration.learningRate().scaling();
        return scaling == Scaling.NONE
                ? Optional.empty()
                : Optional.of(
                        "learning-rate.scaling = %s: it makes other rates of them; unset it".formatted(scaling.word()));
    }
}
