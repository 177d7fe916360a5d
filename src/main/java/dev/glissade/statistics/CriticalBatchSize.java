package dev.glissade.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The batch size beyond which larger batches cost more epochs than they save steps: the fit of (S/Smin − 1)(E/Emin − 1) = 1 to the steps S and
 * epochs E = S·b/N that batches of b of N rows take to a target (McCandlish, Kaplan et al. 2018, equation 2.11).
 *
 * <p>That is S(b) = Smin·(1 + B/b), with B = Emin·N/Smin the critical batch size, at which steps and epochs are twice their least. The curve is
 * fitted to ln S by least squares, each batch size weighing by its seeds and the variance of ln S among them, which is
 * shrunk to its trend by batch size.
 *
 * <p>The intervals are those of the profile likelihood: all values for which some curve stays within t² of the least squares, in units of
 * their scale, which is the seeds' scatter, or that of the batch sizes about the curve where it is larger. Tried side by side on
 * simulated studies of 8 batch sizes and 5 seeds: a percentile bootstrap over the seeds covers in 90 %, as few seeds resampled scatter too little;
 * the curve's own residuals alone cover as often, but are wider for few batch sizes. The profile also has no upper end where steps
 * still fall like 1/b, and 0 for its lower end where they are flat, which no symmetric interval shows.
 *
 * <p>Steps at the best of several learning rates are low by selection, about alike at all batch sizes: that lowers Smin more than B.
 *
 * @param minimumSteps Smin, in the limit of large batches
 * @param minimumEpochs Emin, in the limit of small ones
 * @param criticalBatchSize B in rows; an estimate to rely on only where the bend is seen
 * @param bend what the batch sizes show of it
 * @param misfit squares about the curve per degree of freedom, in units of the seeds' scatter: near 1 where the curve is right; empty where the seeds
 *     do not scatter, or are one each
 * @param largestDeviation of the centre of a batch size from the curve, as a share of the curve
 * @param leftOut batch sizes with half of their runs or more short of the target
 */
public record CriticalBatchSize(
        Interval minimumSteps,
        Interval minimumEpochs,
        Interval criticalBatchSize,
        Bend bend,
        OptionalDouble misfit,
        double largestDeviation,
        List<Long> leftOut) {

    /** What the data show of the bend between steps that fall like 1/b and steps that do not fall. */
    public enum Bend {
        /** Both ends of the interval are numbers. */
        SEEN,
        /** All batches are well below the critical size: only its lower bound is known. */
        ALL_BELOW,
        /** All batches are well above the critical size: only its upper bound is known. */
        ALL_ABOVE,
        /** Steps scatter so much that both would do. */
        NOT_SEEN
    }

    private static final int FEWEST = 3;

    public CriticalBatchSize {
        leftOut = List.copyOf(leftOut);
    }

    /**
     * The fit.
     *
     * @param batches in any order, each batch size once
     * @param rows N
     * @return empty with fewer than three usable batch sizes
     */
    public static Optional<CriticalBatchSize> of(List<StepsToTarget> batches, long rows) {
        List<StepsToTarget> usable = batches.stream()
                .filter(StepsToTarget::isUsable)
                .sorted(Comparator.comparingLong(StepsToTarget::batchSize))
                .toList();
        if (usable.stream().mapToLong(StepsToTarget::batchSize).distinct().count() < usable.size()) {
            throw new IllegalArgumentException("a batch size is given twice among " + batches);
        }
        if (usable.size() < FEWEST) {
            return Optional.empty();
        }
        List<Long> leftOut = batches.stream()
                .filter(batch -> !batch.isUsable())
                .map(StepsToTarget::batchSize)
                .sorted()
                .toList();
        return Optional.of(fit(usable, rows, leftOut));
    }

    private static CriticalBatchSize fit(List<StepsToTarget> batches, long rows, List<Long> leftOut) {
        SeedScatter scatter = SeedScatter.pooled(batches);
        ScalingCurve curve = new ScalingCurve(batches, SeedScatter.variances(batches));
        double best = curve.best();
        double least = curve.squares(best);
        double curveDegrees = batches.size() - 2.0;
        // the trend of the scatter takes two
        double seedDegrees = scatter.isKnown() ? scatter.degrees() - 2 : 0;
        double bound = least + Tolerance.of(least, curveDegrees, seedDegrees).squares();

        double from = curve.reach(best, bound, Double.NEGATIVE_INFINITY);
        double to = curve.reach(best, bound, Double.POSITIVE_INFINITY);
        return new CriticalBatchSize(
                steps(curve, best, from, to, bound),
                epochs(curve, best, from, to, bound).times(1.0 / rows),
                new Interval(best, Math.min(from, best), Math.max(to, best)).exp(),
                bend(from, to),
                scatter.isKnown() ? OptionalDouble.of(least / curveDegrees) : OptionalDouble.empty(),
                curve.largestDeviation(best),
                leftOut);
    }

    private static Interval steps(ScalingCurve curve, double best, double from, double to, double bound) {
        double estimate = best == Double.POSITIVE_INFINITY ? Double.NEGATIVE_INFINITY : curve.level(best);
        Interval range = curve.range(estimate, from, to, bound, 0);
        double low = to == Double.POSITIVE_INFINITY ? Double.NEGATIVE_INFINITY : range.low();
        return new Interval(estimate, low, range.high()).exp();
    }

    /** Smin·B, the rows that are visited at least. */
    private static Interval epochs(ScalingCurve curve, double best, double from, double to, double bound) {
        double estimate = best == Double.POSITIVE_INFINITY ? curve.level(best) : curve.level(best) + best;
        Interval range = curve.range(estimate, from, to, bound, 1);
        double low = from == Double.NEGATIVE_INFINITY ? Double.NEGATIVE_INFINITY : range.low();
        return new Interval(estimate, low, range.high()).exp();
    }

    private static Bend bend(double from, double to) {
        if (from == Double.NEGATIVE_INFINITY) {
            return to == Double.POSITIVE_INFINITY ? Bend.NOT_SEEN : Bend.ALL_ABOVE;
        }
        return to == Double.POSITIVE_INFINITY ? Bend.ALL_BELOW : Bend.SEEN;
    }

    /** Whether the critical batch size is a figure, not only a bound. */
    public boolean isFinite() {
        return bend == Bend.SEEN;
    }

    /** Where perfect scaling ends on the curve, see {@link ScalingRegime#PERFECT}. */
    public Interval perfectUpTo() {
        return criticalBatchSize.times(ScalingRegime.PERFECT_UP_TO);
    }

    /** Where larger batches all but cease to save steps, see {@link ScalingRegime#MAXIMAL}. */
    public Interval maximalFrom() {
        return criticalBatchSize.times(ScalingRegime.MAXIMAL_FROM);
    }

    /** Where a batch size lies; empty where the bend is not seen. */
    public Optional<ScalingRegime> regimeOf(long batchSize) {
        return isFinite()
                ? Optional.of(ScalingRegime.of((double) batchSize, criticalBatchSize.estimate()))
                : Optional.empty();
    }
}
