package dev.glissade.schedule;

import java.io.Serializable;

/**
 * What the lengths of a schedule are counted in. While every batch has as many rows, all agree.
 */
public sealed interface Clock extends Serializable {

    /** The steps of the run. */
    Clock STEPS = new Steps();

    /** The steps of a reference batch that the run's were worth: AdaScale's scale-invariant steps. */
    Clock GAINED = new Gained();

    /** A whole number, at least 0, that never falls. */
    long at(Progress progress);

    /**
     * The steps that batches of one size would have taken to draw as many rows: for lengths in epochs, where batches grow.
     *
     * @param batchSize rows of such a batch
     * @param stretch rows behind which a short batch ends, as an epoch's last one in epoch shuffle; the batch's size if none is short
     */
    static Clock rows(long batchSize, long stretch) {
        return new Rows(batchSize, stretch);
    }

    /**
     * Ever fewer of the run's steps: each of the first, then each that is further by a share than the one before. For looking at a run
     * about as closely at any time: t up to 1/share, and ⌊1/share + ln(t·share)/ln(1 + share)⌋ beyond.
     *
     * @param share above 0 and below 1
     */
    static Clock spread(double share) {
        return new Spread(share);
    }

    /** Steps that thin out. */
    record Spread(double share) implements Clock {

        public Spread {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("share = %s: must be above 0 and below 1".formatted(share));
            }
        }

        @Override
        public long at(Progress progress) {
            double steps = progress.step() * share;
            return steps <= 1 ? progress.step() : (long) (1 / share + StrictMath.log(steps) / StrictMath.log1p(share));
        }
    }

    /** Steps. */
    record Steps() implements Clock {
        @Override
        public long at(Progress progress) {
            return progress.step();
        }
    }

    /** Steps of a reference batch. */
    record Gained() implements Clock {
        @Override
        public long at(Progress progress) {
            return (long) progress.pacing().gained();
        }
    }

    /** Batches of one size. */
    record Rows(long batchSize, long stretch) implements Clock {

        public Rows {
            if (batchSize < 1 || stretch < batchSize) {
                throw new IllegalArgumentException(
                        "batches of %d rows in stretches of %d".formatted(batchSize, stretch));
            }
        }

        @Override
        public long at(Progress progress) {
            long perStretch = (stretch + batchSize - 1) / batchSize;
            return progress.rowsDrawn() / stretch * perStretch + progress.rowsDrawn() % stretch / batchSize;
        }
    }
}
