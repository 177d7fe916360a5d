package dev.glissade.statistics;

/**
 * What a larger batch still brings (Shallue et al. 2019, section 4.1), from the curve S(b) = Smin·(1 + B/b) with B the critical batch size.
 *
 * <p>On that curve twice the batch takes S(b)/S(2b) = 2(b + B)/(2b + B) times fewer steps: twice fewer at first, in the end none fewer. The
 * borders are where that quotient is 1.8, within 10 % of halving, and 1/0.9, where it saves 10 %.
 */
public enum ScalingRegime {
    /** Twice the batch halves the steps, within 10 %: b ≤ B/8. */
    PERFECT,
    /** Twice the batch saves steps, but not half of them: B/8 &lt; b &lt; 4B. */
    DIMINISHING,
    /** Twice the batch saves less than 10 % of the steps: b ≥ 4B. */
    MAXIMAL;

    /** The quotient of steps from which on a doubling counts as perfect. */
    static final double PERFECT_GAIN = 1.8;

    /** As a share of B: 2(b + B)/(2b + B) = 1.8. */
    static final double PERFECT_UP_TO = 1.0 / 8;

    /** In multiples of B: (2b + B)/(2(b + B)) = 0.9. */
    static final double MAXIMAL_FROM = 4;

    /** Where a batch size lies. */
    public static ScalingRegime of(double batchSize, double criticalBatchSize) {
        if (batchSize <= criticalBatchSize * PERFECT_UP_TO) {
            return PERFECT;
        }
        return batchSize < criticalBatchSize * MAXIMAL_FROM ? DIMINISHING : MAXIMAL;
    }
}
