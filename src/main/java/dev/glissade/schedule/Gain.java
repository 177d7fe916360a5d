package dev.glissade.schedule;

import dev.glissade.statistics.NoiseAverage;
import java.io.Serializable;

/** What a step's rate is multiplied by beside what the schedule says, for the size of its batch. */
public sealed interface Gain extends Serializable {

    /** 1. */
    Gain NONE = new None();

    /** A finite number above 0. */
    double at(Progress progress);

    /** What a step's noise weighs in the average behind the next step, beside that step's own: above 0 and below 1. */
    double memory(Progress progress);

    /** b/b₀, b the rows of the step and b₀ those of the first: what a growing batch takes back of a decay. */
    static Gain ofBatch(BatchSizes sizes) {
        return new OfBatch(sizes);
    }

    /**
     * AdaScale's gain r = (σ² + μ²)/(σ²/S + μ²) with S = b/b_ref, σ² = tr Σ/b_ref and μ² = |G|² (Johnson, Agrawal, Gu and Guestrin
     * 2020): S where noise is all, 1 where there is none. A step of b rows at r times the rate is worth r steps of b_ref rows.
     *
     * <p>σ² and μ² are moving averages over the run. As in the paper (section 3.4), a step's share in them decays by θ = 1 − S/1000 a step, so that
     * about 1000/S steps of late count, which is 1000 steps of the reference batch at most: the larger the steps, the sooner the weights are
     * elsewhere. The paper lets θ fall to 0, the noise of a single step; here it falls to 0.9, or ten steps, as that of one batch from a few
     * dozen slices scatters more than that of many workers' whole batches. Before there is any estimate r is 1.
     *
     * @param sizes b
     * @param reference b_ref, at least 1
     */
    static Gain adaScale(BatchSizes sizes, long reference) {
        return new AdaScale(sizes, reference);
    }

    /** No gain. */
    record None() implements Gain {
        @Override
        public double at(Progress progress) {
            return 1;
        }

        @Override
        public double memory(Progress progress) {
            return Pacing.START.noise().decay();
        }
    }

    /** By the batch. */
    record OfBatch(BatchSizes sizes) implements Gain {
        @Override
        public double at(Progress progress) {
            return (double) sizes.at(progress) / sizes.first();
        }

        @Override
        public double memory(Progress progress) {
            return Pacing.START.noise().decay();
        }
    }

    /** By the batch and the noise. */
    record AdaScale(BatchSizes sizes, long reference) implements Gain {

        public AdaScale {
            if (reference < 1) {
                throw new IllegalArgumentException(
                        "reference-batch-size = %d: must be at least 1".formatted(reference));
            }
        }

        private static final double REFERENCE_STEPS = 1000;
        private static final double SHORTEST = 0.9;

        @Override
        public double memory(Progress progress) {
            return Math.max(SHORTEST, 1 - Math.max(1, scale(progress)) / REFERENCE_STEPS);
        }

        private double scale(Progress progress) {
            return (double) sizes.at(progress) / reference;
        }

        /** 1 as long as nothing is known. */
        @Override
        public double at(Progress progress) {
            NoiseAverage noise = progress.pacing().noise();
            double variance = Math.max(0, noise.trace()) / reference;
            double signal = Math.max(0, noise.squaredNorm());
            double below = variance / scale(progress) + signal;
            return below > 0 ? (variance + signal) / below : 1;
        }
    }
}
