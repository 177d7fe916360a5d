package dev.glissade.schedule;

import dev.glissade.statistics.NoiseAverage;

/**
 * What a run remembers of its steps for those to come, beside their number.
 *
 * @param gained Σ of the gains of the steps before ({@link Gain}): the steps of a reference batch that they were worth
 * @param noise what is known of the gradient's noise
 * @param surelyNoise the most that the noise scale was surely above, so far, in rows; 0 where no batch size follows it
 */
public record Pacing(double gained, NoiseAverage noise, double surelyNoise) {

    /** So many steps of late count: few enough to follow the weights, enough to see through the scatter of one. */
    private static final double STEPS_THAT_COUNT = 100;

    /** An interval changes slowly, and takes longer than all else of this. */
    private static final int BETWEEN_BOUNDS = 16;

    /** Below that many steps an interval says next to nothing. */
    private static final double ENOUGH = 10;

    /** Before the first step. */
    public static final Pacing START = new Pacing(0, NoiseAverage.over(STEPS_THAT_COUNT), 0);

    /** Behind one more step, or several that say nothing of noise. */
    public Pacing behind(double gain) {
        return new Pacing(gained + gain, noise, surelyNoise);
    }

    /**
     * With what the batch of one more step says of the noise.
     *
     * @param decay what the steps before weigh beside it, see {@link Gain#memory}
     */
    public Pacing seeing(double decay, double trace, double squaredNorm) {
        return new Pacing(gained, noise.forgetting(decay).plus(trace, squaredNorm), surelyNoise);
    }

    /** With the bound of what is known behind a step, now and then; for batch sizes that follow it. */
    public Pacing bounded(long step) {
        return step % BETWEEN_BOUNDS != 0 || noise.effectiveSteps() < ENOUGH
                ? this
                : new Pacing(
                        gained,
                        noise,
                        Math.max(surelyNoise, noise.scale().scale().low()));
    }
}
