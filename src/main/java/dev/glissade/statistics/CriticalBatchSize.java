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
 * <p>Steps of the seeds that chose the best of several learning rates would be low by selection, about alike at all batch sizes: that lowers Smin
 * more than B. Steps of other seeds at the rate chosen are not.
 *
 * @param minimumSteps Smin, in the limit of large batches
 * @param minimumEpochs Emin, in the limit of small ones
 * @param criticalBatchSize B in rows; an estimate to rely on only where the bend is seen
 * @param bend what the batch sizes show of it
 * @param misfit squares about the curve per degree of freedom, in units of the seeds' scatter: near 1 where the curve is right; empty where the seeds
 *     do not scatter, or are one each
 * @param refused whether the steps lie farther off the curve than the seeds' scatter accounts for, by an F test at 5 %; no where the misfit is empty
 * @param largestDeviation of the centre of a batch size from the curve, as a share of the curve
 */
public record CriticalBatchSize(
        Interval minimumSteps,
        Interval minimumEpochs,
        Interval criticalBatchSize,
        Bend bend,
        OptionalDouble misfit,
        boolean refused,
        double largestDeviation) {

    /** What the data show of the bend between steps that fall like 1/b and steps that do not fall. */
    public enum Bend {
        /** Both ends of the interval are numbers. */
        SEEN,
        /** Only a lower bound is known, and no batch is above it: all are below the critical size. */
        ALL_BELOW,
        /** Only an upper bound is known, and no batch is below it: all are above the critical size. */
        ALL_ABOVE,
        /** Only a lower bound is known, and it lies among the batches: on which side the larger ones are is open. */
        NO_UPPER_END,
        /** Only an upper bound is known, and it lies among the batches: on which side the smaller ones are is open. */
        NO_LOWER_END,
        /** Steps scatter so much that both would do. */
        NOT_SEEN
    }

    private static final int FEWEST = 3;

    /**
     * The fit.
     *
     * @param batches in any order, each batch size once; those with half of their runs or more short of the target are left out
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
        return Optional.of(fit(usable, rows));
    }

    private static CriticalBatchSize fit(List<StepsToTarget> batches, long rows) {
        SeedScatter scatter = SeedScatter.pooled(batches);
        ScalingCurve curve = new ScalingCurve(batches, SeedScatter.variances(batches));
        double best = curve.best();
        double least = curve.squares(best);
        double curveDegrees = batches.size() - 2.0;
        // the trend of the scatter takes two
        double seedDegrees = scatter.isKnown() ? scatter.degrees() - 2 : 0;
        Tolerance tolerance = Tolerance.of(least, curveDegrees, seedDegrees);
        double bound = least + tolerance.squares();

        double from = curve.reach(best, bound, Double.NEGATIVE_INFINITY);
        double to = curve.reach(best, bound, Double.POSITIVE_INFINITY);
        Interval critical = new Interval(best, Math.min(from, best), Math.max(to, best)).exp();
        return new CriticalBatchSize(
                steps(curve, best, from, to, bound),
                epochs(curve, best, from, to, bound).times(1.0 / rows),
                critical,
                bend(critical, batches),
                scatter.isKnown() ? OptionalDouble.of(least / curveDegrees) : OptionalDouble.empty(),
                tolerance.refused(),
                curve.largestDeviation(best));
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

    /** Of batches in ascending order. */
    private static Bend bend(Interval critical, List<StepsToTarget> batches) {
        if (critical.low() == 0) {
            if (critical.high() == Double.POSITIVE_INFINITY) {
                return Bend.NOT_SEEN;
            }
            return critical.high() <= (double) batches.get(0).batchSize() ? Bend.ALL_ABOVE : Bend.NO_LOWER_END;
        }
        if (critical.high() == Double.POSITIVE_INFINITY) {
            return critical.low() >= (double) batches.get(batches.size() - 1).batchSize()
                    ? Bend.ALL_BELOW
                    : Bend.NO_UPPER_END;
        }
        return Bend.SEEN;
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
