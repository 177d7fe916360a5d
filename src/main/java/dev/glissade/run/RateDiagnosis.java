package dev.glissade.run;

import static dev.glissade.run.Diagnosis.text;

import dev.glissade.config.Configuration;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.Smoothness;
import dev.glissade.linalg.DenseVector;
import dev.glissade.training.StepExtremes;
import java.util.Optional;

/**
 * Whether the learning rate was too high: above the bound where descent becomes unstable, where such a bound is known, or far
 * above the rate that short trials find best.
 */
final class RateDiagnosis {

    /** Trials find a rate to a factor of two, and are over before all of a rate's harm shows. */
    private static final double FAR = 8;

    private final Configuration configuration;
    private final TrainingPlan plan;
    private final GradientSource data;
    private final DenseVector initial;

    RateDiagnosis(Configuration configuration, TrainingPlan plan, GradientSource data, DenseVector initial) {
        this.configuration = configuration;
        this.plan = plan;
        this.data = data;
        this.initial = initial;
    }

    /** One line, if it was. */
    Optional<String> cause(StepExtremes steps) {
        if (!(steps.largestRate() > 0)) { // L-BFGS has none
            return Optional.empty();
        }
        double smoothness = Smoothness.at(data, plan.penalty()::addSmoothGradient, initial);
        Optional<Double> stretch = StableRate.overTwoOverL(configuration);
        boolean knowsBound = stretch.isPresent() && smoothness > 0;
        return knowsBound ? aboveTheBound(steps, smoothness, stretch.get()) : aboveTheBest(steps, smoothness);
    }

    private static Optional<String> aboveTheBound(StepExtremes steps, double smoothness, double stretch) {
        double bound = stretch * 2 / smoothness;
        return steps.largestRate() > bound
                ? Optional.of(text(
                        "the learning rate of %.4g at step %d is above %.4g, where descent becomes unstable (%s, L = %.4g the"
                                + " largest curvature at the start)",
                        steps.largestRate(),
                        steps.stepOfLargestRate(),
                        bound,
                        stretch == 1 ? "2/L" : text("%.4g·2/L with this momentum", stretch),
                        smoothness))
                : Optional.empty();
    }

    private Optional<String> aboveTheBest(StepExtremes steps, double smoothness) {
        return plan.trials()
                .search(data, initial)
                .rate()
                .filter(best -> steps.largestRate() > FAR * best)
                .map(best -> text(
                        "the learning rate of %.4g at step %d is far above the %.4g that short trials find best for %s (2/L ="
                                + " %.4g for plain descent, L = %.4g the largest curvature at the start)",
                        steps.largestRate(),
                        steps.stepOfLargestRate(),
                        best,
                        configuration.optimizer().kind().word(),
                        2 / smoothness,
                        smoothness));
    }
}
