package dev.glissade.study;

import dev.glissade.gradient.ExactNoise;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.statistics.Interval;
import dev.glissade.statistics.NoiseAverage;
import java.util.Locale;

/**
 * The variance of a batch's gradient at one place, as it was measured.
 *
 * @param mode how rows were drawn
 * @param batchSize b
 * @param draws how many batches
 * @param seen as {@link GradientDraws} has it
 */
record NoisePoint(Mode mode, long batchSize, int draws, NoiseAverage seen) {

    /** The mean of ‖g_B − ḡ‖². */
    Interval variance() {
        return seen.scale().trace();
    }

    /** As a configuration spells it. */
    static String word(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Of the variance a table without an end would have, what is left. */
    double share(long rows) {
        return ExactNoise.share(mode, batchSize, rows);
    }
}
