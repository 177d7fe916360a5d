package dev.glissade.study;

import dev.glissade.config.Configuration;
import dev.glissade.run.StableRate;
import java.util.Optional;

/**
 * What is known, before any run, of the learning rates up to which a method is stable.
 *
 * @param stretch what multiple of 2/L they go up to, on a quadratic of curvature L and without noise; empty where that is not known
 * @param noisy whether steps leave rows out, so that runs may diverge below that bound
 * @param kinks whether the loss has kinks, at which it has no curvature L
 */
record StabilityBound(Optional<Double> stretch, boolean noisy, boolean kinks) {

    /** Of a configuration. */
    static StabilityBound of(Configuration base, boolean kinks) {
        return new StabilityBound(
                StableRate.overTwoOverL(base), !base.gradient().takesAllRows(), kinks);
    }
}
