package dev.glissade.sampling;

import dev.glissade.linalg.ReproducibleMath;

/**
 * Binomial and hypergeometric numbers from one uniform number each, by inversion: the probabilities are taken off in
 * the order mode, mode + 1, mode − 1, mode + 2, … until the uniform number is used up.
 *
 * <p>The expected number of terms is a few standard deviations (Kachitvichyanukul and Schmeiser 1985 describe the
 * family). The probability of the mode follows Loader (2000), which loses no digits to the logarithms of large
 * factorials: ln n! of 10⁹ rows is 2·10¹⁰, and its rounding alone is past 10⁻⁶. Only reproducible arithmetic is used, so
 * every machine draws the same number.
 */
final class DiscreteDraw {

    /** Far below the 2⁻⁵³ to which uniform numbers are given. */
    private static final double NEGLIGIBLE = 1e-30;

    private static final double TWO_PI = 6.283185307179586;
    private static final int TABLE_SIZE = 16;
    private static final double[] STIRLING_REMAINDERS = new double[TABLE_SIZE];

    static {
        double factorial = 1;
        for (int n = 1; n < TABLE_SIZE; n++) {
            factorial *= n;
            STIRLING_REMAINDERS[n] =
                    ReproducibleMath.log(factorial / Math.sqrt(TWO_PI * n)) - n * (ReproducibleMath.log(n) - 1);
        }
    }

    private DiscreteDraw() {}

    /**
     * Successes in {@code trials} independent trials.
     *
     * @param probability of a success, from 0 to 1
     * @param uniform in (0, 1)
     */
    static long binomial(long trials, double probability, double uniform) {
        if (trials == 0 || probability <= 0) {
            return 0;
        }
        if (probability >= 1) {
            return trials;
        }
        double odds = probability / (1 - probability);
        long mode = Math.min(trials, (long) ((trials + 1) * probability));
        double atMode = binomialProbability(mode, trials, probability);
        // p(k + 1) / p(k) = odds (n − k) / (k + 1)
        return invert(0, trials, mode, atMode, uniform, k -> odds * (trials - k) / (k + 1.0));
    }

    /**
     * How many of {@code draws} items drawn without replacement are marked.
     *
     * @param items all items
     * @param marked those of them that are marked
     * @param draws at most {@code items}
     * @param uniform in (0, 1)
     */
    static long hypergeometric(long items, long marked, long draws, double uniform) {
        long unmarked = items - marked;
        long least = Math.max(0, draws - unmarked);
        long most = Math.min(marked, draws);
        if (least == most) {
            return least;
        }
        double share = (draws + 1.0) * ((marked + 1.0) / (items + 2.0));
        long mode = Math.max(least, Math.min(most, (long) share));
        // the binomial numbers of marked and of unmarked items drawn, given their sum
        double drawn = (double) draws / items;
        double atMode = binomialProbability(mode, marked, drawn)
                * binomialProbability(draws - mode, unmarked, drawn)
                / binomialProbability(draws, items, drawn);
        // p(k + 1) / p(k) = (K − k)(n − k) / ((k + 1)(N − K − n + k + 1))
        return invert(
                least,
                most,
                mode,
                atMode,
                uniform,
                k -> ((double) (marked - k) / (k + 1)) * ((double) (draws - k) / (unmarked - draws + k + 1)));
    }

    /** The ratio p(k + 1) / p(k) of neighbouring probabilities. */
    private interface Ratio {
        double after(long k);
    }

    private static long invert(long least, long most, long mode, double atMode, double uniform, Ratio ratio) {
        double up = atMode;
        double down = atMode;
        double left = uniform - atMode;
        long above = mode;
        long below = mode;
        // each side ends at its bound or where nothing is left; the smallest doubles times 0.9 would never reach 0
        while (left > 0 && ((above < most && up > NEGLIGIBLE) || (below > least && down > NEGLIGIBLE))) {
            if (above < most) {
                up *= ratio.after(above);
                above++;
                left -= up;
                if (left <= 0) {
                    return above;
                }
            }
            if (below > least) {
                down /= ratio.after(below - 1);
                below--;
                left -= down;
                if (left <= 0) {
                    return below;
                }
            }
        }
        return mode;
    }

    /** Probability of k successes in n trials, 0 &lt; probability &lt; 1, to about 14 digits near the mode. */
    static double binomialProbability(long k, long n, double probability) {
        double success = n * probability;
        double failure = n * (1 - probability);
        if (k == 0) {
            return ReproducibleMath.exp(-deviance(n, failure) - success);
        }
        if (k == n) {
            return ReproducibleMath.exp(-deviance(n, success) - failure);
        }
        double exponent = stirlingRemainder(n)
                - stirlingRemainder(k)
                - stirlingRemainder(n - k)
                - deviance(k, success)
                - deviance(n - k, failure);
        return ReproducibleMath.exp(exponent) * Math.sqrt(n / (TWO_PI * k * (n - k)));
    }

    /** x ln(x / mean) + mean − x, by a series where the two are close and the terms would cancel. */
    private static double deviance(long x, double mean) {
        double difference = x - mean;
        if (Math.abs(difference) >= 0.1 * (x + mean)) {
            return x * ReproducibleMath.log(x / mean) - difference;
        }
        double v = difference / (x + mean);
        double sum = difference * v;
        double term = 2 * x * v;
        double before = Double.NaN;
        for (int odd = 3; sum != before; odd += 2) {
            before = sum;
            term *= v * v;
            sum += term / odd;
        }
        return sum;
    }

    /** ln n! − ln(√(2πn)·(n/e)ⁿ) for n ≥ 1, by a table, then Stirling's series (error below 10⁻¹⁵). */
    private static double stirlingRemainder(long n) {
        if (n < TABLE_SIZE) {
            return STIRLING_REMAINDERS[(int) n];
        }
        double inverse = 1.0 / n;
        double square = inverse * inverse;
        double tail = 1.0 / 1260 - square * (1.0 / 1680 - square * (1.0 / 1188));
        return inverse * (1.0 / 12 - square * (1.0 / 360 - square * tail));
    }
}
