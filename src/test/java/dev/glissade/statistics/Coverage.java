package dev.glissade.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.Predicate;

/** How often 95 % intervals hold the truth, over 200 repetitions of a problem with known truth. */
final class Coverage {

    static final int REPETITIONS = 200;

    private Coverage() {}

    /**
     * Asserts 90 to 99 %.
     *
     * @param what is covered, for the message
     * @param seed of the first repetition
     * @param covers one repetition, with a generator of its own
     */
    static void assertHonest(String what, long seed, Predicate<SplittableRandom> covers) {
        int covered = 0;
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            covered += covers.test(new SplittableRandom(seed + 1_000_003L * repetition)) ? 1 : 0;
        }
        double share = (double) covered / REPETITIONS;
        assertThat(share)
                .as("%s: covered in %.1f %% of %d", what, 100 * share, REPETITIONS)
                .isBetween(0.90, 0.99);
    }
}
