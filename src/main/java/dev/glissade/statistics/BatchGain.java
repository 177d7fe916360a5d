package dev.glissade.statistics;

import java.util.List;

/**
 * How many times fewer steps the larger one of two batch sizes takes.
 *
 * <p>ln of the quotient is the difference of the centres, with Student's interval from the scatter of the seeds of both. With batches f times as
 * large, scaling is perfect where the quotient is f, and counts as perfect while it is at least f·0.9^(log₂ f): 1.8 for twice the batch.
 *
 * @param batchSize the smaller one
 * @param largerBatchSize the larger one
 * @param quotient S(batchSize)/S(largerBatchSize); 0 with no upper end where too few runs of the larger batch met the target
 */
public record BatchGain(long batchSize, long largerBatchSize, Interval quotient) {

    /** Of two batch sizes of which the smaller is usable. */
    static BatchGain between(StepsToTarget smaller, StepsToTarget larger) {
        if (!larger.isUsable()) {
            return new BatchGain(smaller.batchSize(), larger.batchSize(), new Interval(0, 0, Double.POSITIVE_INFINITY));
        }
        SeedScatter scatter = SeedScatter.pooled(List.of(smaller, larger));
        double error = Math.sqrt(scatter.variance() * (1 / smaller.effectiveSeeds() + 1 / larger.effectiveSeeds()));
        Interval logarithm =
                Interval.around(smaller.centre() - larger.centre(), StudentT.quantile(scatter.degrees()) * error);
        return new BatchGain(smaller.batchSize(), larger.batchSize(), logarithm.exp());
    }

    /** The least quotient that counts as perfect. */
    public double bar() {
        double factor = (double) largerBatchSize / batchSize;
        return StrictMath.pow(factor, StrictMath.log(ScalingRegime.PERFECT_GAIN) / StrictMath.log(2));
    }

    /** Whether the estimate counts as perfect scaling. */
    public boolean isPerfect() {
        return quotient.estimate() >= bar();
    }

    /** Whether all of the interval does. */
    public boolean isCertain() {
        return quotient.low() >= bar();
    }

    /** Whether some of the interval does. A larger batch that missed the target while the smaller one met it does not. */
    public boolean isPossible() {
        return quotient.estimate() > 0 && quotient.high() >= bar();
    }
}
