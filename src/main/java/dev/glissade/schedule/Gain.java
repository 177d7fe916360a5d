package dev.glissade.schedule;

import dev.glissade.statistics.NoiseAverage;
import java.io.Serializable;

/** What a step's rate is multiplied by beside what the schedule says, for the size of its batch. */
public sealed interface Gain extends Serializable {

    /** 1. */
    Gain NONE = new None();

    /** A finite number above 0. */
    double at(Progress progress);

    /** b/b₀, b the rows of the step and b₀ those of the first: what a growing batch takes back of a decay. */
    static Gain ofBatch(BatchSizes sizes) {
        return new OfBatch(sizes);
    }

    /**
     * AdaScale's gain r = (σ² + μ²)/(σ²/S + μ²) with S = b/b_ref, σ² = tr Σ/b_ref and μ² = |G|² (Johnson, Agrawal, Gu and Guestrin
     * 2020): S where noise is all, 1 where there is none. A step of b rows at r times the rate is worth r steps of b_ref rows.
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
    }

    /** By the batch. */
    record OfBatch(BatchSizes sizes) implements Gain {
        @Override
        public double at(Progress progress) {
            return (double) sizes.at(progress) / sizes.first();
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

        /** 1 as long as nothing is known. */
        @Override
        public double at(Progress progress) {
            NoiseAverage noise = progress.pacing().noise();
            double scale = (double) sizes.at(progress) / reference;
            double variance = Math.max(0, noise.trace()) / reference;
            double signal = Math.max(0, noise.squaredNorm());
            double below = variance / scale + signal;
            return below > 0 ? (variance + signal) / below : 1;
        }
    }
}
