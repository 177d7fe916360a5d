package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.config.GradientSettings;
import dev.glissade.config.Momentum;
import dev.glissade.config.OptimizerSettings;
import java.util.Optional;

/**
 * Up to which learning rate a method without noise is stable on a quadratic of curvature L: up to 2/L for plain descent, whose steps
 * multiply the distance to the minimum by 1 − ηL, and up to a multiple of it with momentum, by the roots of its recursion (Polyak
 * 1964; Lessard, Recht and Packard 2016).
 */
public final class StableRate {

    private StableRate() {}

    /**
     * What multiple of 2/L it is: 1; with momentum β 1 + β; with Nesterov's (1 + β)/(1 + 2β).
     *
     * @return empty for methods of which no such bound is known
     */
    public static Optional<Double> overTwoOverL(Configuration configuration) {
        GradientSettings.Kind kind = configuration.gradient().kind();
        boolean plain = kind == GradientSettings.Kind.MINI_BATCH || kind == GradientSettings.Kind.FULL;
        return plain && !configuration.engine().takesLocalSteps() ? of(configuration.optimizer()) : Optional.empty();
    }

    private static Optional<Double> of(OptimizerSettings settings) {
        return switch (settings.kind()) {
            case SGD -> Optional.of(1.0);
            case MOMENTUM -> settings.momentum().map(momentum -> 1 + factor(momentum));
            case NESTEROV -> settings.momentum().map(momentum -> (1 + factor(momentum)) / (1 + 2 * factor(momentum)));
            default -> Optional.empty();
        };
    }

    /** The increasing momentum ends at 1. */
    private static double factor(Momentum momentum) {
        return momentum instanceof Momentum.Constant constant ? constant.factor() : 1;
    }
}
