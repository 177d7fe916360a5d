package dev.glissade.schedule;

import java.io.Serializable;
import java.util.List;

/**
 * The rows b of each step's batch, as a pure function of how far the run has come.
 *
 * <p>A batch grows where a learning rate would decay, and for the same reason: what noise is left in the gradient then keeps the
 * run from coming closer. Fewer, larger steps visit as many rows (Smith, Kindermans, Ying and Le 2018).
 */
public sealed interface BatchSizes extends Serializable {

    /** b of the next step, at least 1. */
    long at(Progress progress);

    /** b of the first step. */
    long first();

    /** The most that b may come to. */
    long most();

    /** Whether all batches have as many rows. */
    default boolean areConstant() {
        return false;
    }

    /** Whether they depend on {@link Pacing#surelyNoise}. */
    default boolean followNoise() {
        return false;
    }

    /** The same at every step. */
    static BatchSizes constant(long rows) {
        return new Constant(rows);
    }

    /**
     * ⌊b₀·factor^⌊t/every⌋⌉, at most {@code most}; t by the clock.
     *
     * @param factor above 1
     * @param every at least 1
     */
    static BatchSizes stepwise(long first, double factor, long every, long most, Clock clock) {
        return new Stepwise(first, factor, every, most, clock);
    }

    /**
     * ⌊b₀·factor^(number of marks ≤ t)⌉, at most {@code most}; t by the clock.
     *
     * @param factor above 1
     * @param at ascending, at least 1
     */
    static BatchSizes atMarks(long first, double factor, List<Long> at, long most, Clock clock) {
        return new AtMarks(first, factor, at, most, clock);
    }

    /**
     * ⌊b₀·η(W)/η(t)⌉, at most {@code most}, W the end of the warm-up: as many times larger as the decayed rate would be smaller. The rate
     * is then η(t)·b/b₀, so that it stays until the batch may grow no more, and decays from there ({@link Gain#ofBatch}).
     *
     * @param decayed η by the clock, warm-up included
     * @param warmup W, before which the batch stays
     */
    static BatchSizes insteadOfDecay(long first, LearningRate decayed, long warmup, long most, Clock clock) {
        return new InsteadOfDecay(first, decayed, warmup, most, clock);
    }

    /**
     * The largest of b₀, 2b₀, 4b₀, … below {@code most}, and {@code most} itself, that is at most share·B, B the most that the noise scale was
     * surely above ({@link Pacing#surelyNoise}); b₀ where none is. So it never falls. A batch much smaller than the noise scale tr Σ/|G|² wastes
     * steps, a much larger one wastes rows (McCandlish, Kaplan, Amodei et al. 2018).
     *
     * @param share of the noise scale, above 0
     */
    static BatchSizes followingNoise(long first, double share, long most) {
        return new FollowingNoise(first, share, most);
    }

    /**
     * What of others is really drawn where rows come in stretches, as in epoch shuffle, whose last batch is short; for what a rate gains from
     * its batch ({@link Gain}).
     *
     * <p>At the gain of a whole batch of b rows, one of b′ has b/b′ times a step's noise: 1,000 rows in batches of 37 are 27 whole ones and a single
     * row, which alone would be as noisy as 37 steps, more than all the others of its epoch. At its own gain it is as noisy as so many
     * rows are anywhere else.
     *
     * @param sizes of whole batches
     * @param least down to which a short batch has its own gain: the batch that gains nothing
     * @param stretch rows of an epoch
     */
    static BatchSizes endingShort(BatchSizes sizes, long least, long stretch) {
        return new EndingShort(sizes, least, stretch);
    }

    private static void require(long first, long most) {
        if (first < 1) {
            throw new IllegalArgumentException("batch-size = %d: must be at least 1".formatted(first));
        }
        if (most < first) {
            throw new IllegalArgumentException(
                    "maximum = %d: must be at least the first batch size, %d".formatted(most, first));
        }
    }

    private static void requireGrowth(double factor) {
        if (!(factor > 1 && factor <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("factor = %s: must be a finite number above 1".formatted(factor));
        }
    }

    /** ⌊b₀·times⌉, at most {@code most}. */
    private static long grown(long first, double times, long most) {
        double rows = Math.rint(first * times);
        return rows >= most ? most : Math.max(first, (long) rows);
    }

    /** One size. */
    record Constant(long first) implements BatchSizes {

        public Constant {
            require(first, first);
        }

        @Override
        public long at(Progress progress) {
            return first;
        }

        @Override
        public long most() {
            return first;
        }

        @Override
        public boolean areConstant() {
            return true;
        }
    }

    /** Larger behind each stretch. */
    record Stepwise(long first, double factor, long every, long most, Clock clock) implements BatchSizes {

        public Stepwise {
            require(first, most);
            requireGrowth(factor);
            if (every < 1) {
                throw new IllegalArgumentException("every = %d: must be at least 1".formatted(every));
            }
        }

        @Override
        public long at(Progress progress) {
            long stretches = clock.at(progress) / every;
            return grown(first, StrictMath.pow(factor, (double) stretches), most);
        }
    }

    /** Larger at each of some marks. */
    record AtMarks(long first, double factor, List<Long> at, long most, Clock clock) implements BatchSizes {

        public AtMarks {
            require(first, most);
            requireGrowth(factor);
            at = List.copyOf(at);
        }

        @Override
        public long at(Progress progress) {
            long time = clock.at(progress);
            long passed = at.stream().filter(mark -> mark <= time).count();
            return grown(first, StrictMath.pow(factor, (double) passed), most);
        }
    }

    /** Larger where the rate would be smaller. */
    record InsteadOfDecay(long first, LearningRate decayed, long warmup, long most, Clock clock) implements BatchSizes {

        public InsteadOfDecay {
            require(first, most);
        }

        @Override
        public long at(Progress progress) {
            long time = clock.at(progress);
            if (time < warmup) {
                return first;
            }
            double rate = decayed.at(time);
            return rate > 0 ? grown(first, decayed.at(warmup) / rate, most) : most;
        }
    }

    /** Not beyond the end of an epoch. */
    record EndingShort(BatchSizes sizes, long least, long stretch) implements BatchSizes {

        public EndingShort {
            if (stretch < sizes.most() || least < 1) {
                throw new IllegalArgumentException("batches of up to %d rows, %d at least, in stretches of %d"
                        .formatted(sizes.most(), least, stretch));
            }
        }

        @Override
        public long at(Progress progress) {
            long left = stretch - progress.rowsDrawn() % stretch;
            return Math.min(sizes.at(progress), Math.max(least, left));
        }

        @Override
        public long first() {
            return sizes.first();
        }

        @Override
        public long most() {
            return sizes.most();
        }

        @Override
        public boolean followNoise() {
            return sizes.followNoise();
        }
    }

    /** As large as the noise is worth. */
    record FollowingNoise(long first, double share, long most) implements BatchSizes {

        public FollowingNoise {
            require(first, most);
            if (!(share > 0 && share <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException("factor = %s: must be a finite number above 0".formatted(share));
            }
        }

        @Override
        public boolean followNoise() {
            return true;
        }

        @Override
        public long at(Progress progress) {
            double worth = share * progress.pacing().surelyNoise();
            long rows = first;
            for (long next = larger(rows); rows < most && next <= worth; next = larger(rows)) {
                rows = next;
            }
            return rows;
        }

        /** Twice as many, or the most, which need be no power of two of the first. */
        private long larger(long rows) {
            return rows <= most / 2 ? 2 * rows : most;
        }
    }
}
