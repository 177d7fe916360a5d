package dev.glissade.statistics;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The steps that runs of one batch size took to a target, a figure a seed, all at one learning rate.
 *
 * <p>Where the rate is the best one of a grid, the steps of the seeds at that rate are meant, not each seed's least over the rates, which
 * would be lower the more the seeds scatter. A run that did not meet the target within its limit is counted, not guessed at. As long as
 * fewer than half of the seeds missed it, the median is known, and it is the centre of this batch size; otherwise the centre is beyond the
 * limit, and the batch size is not usable in a fit.
 *
 * @param batchSize b
 * @param steps of the runs that met the target, positive
 * @param missed how many runs did not
 */
public record StepsToTarget(long batchSize, List<Double> steps, int missed) {

    /** The variance of a normal sample's median is up to π/2 of its mean's. */
    private static final double MEDIAN_VARIANCE = StrictMath.PI / 2;

    public StepsToTarget {
        steps = List.copyOf(steps);
        if (batchSize < 1 || missed < 0 || steps.size() + missed == 0) {
            throw new IllegalArgumentException(
                    "%d runs of batch size %d, and %d that missed".formatted(steps.size(), batchSize, missed));
        }
        if (!steps.stream().allMatch(count -> count > 0 && Double.isFinite(count))) {
            throw new IllegalArgumentException("steps to the target of batch size %d: %s".formatted(batchSize, steps));
        }
    }

    /** Of runs that all met the target. */
    public static StepsToTarget of(long batchSize, double... steps) {
        return new StepsToTarget(batchSize, DoubleStream.of(steps).boxed().toList(), 0);
    }

    /** Whether more than half of the runs met the target. */
    public boolean isUsable() {
        return steps.size() > missed;
    }

    /** Steps in the middle of the runs': the geometric mean, or the median where a run missed the target; of a usable batch size. */
    public double typical() {
        return StrictMath.exp(centre());
    }

    /** The interval of {@link #typical}; empty where a run missed the target, or there is one alone. */
    public Optional<Interval> interval() {
        return missed == 0 && steps.size() > 1
                ? Optional.of(Sample.of(steps).geometricMeanInterval())
                : Optional.empty();
    }

    /** ln of the steps: the mean, or the median where a run missed the target. */
    double centre() {
        return missed == 0
                ? Sample.of(logarithms().toArray()).mean()
                : Sample.of(DoubleStream.concat(
                                        logarithms(),
                                        DoubleStream.generate(() -> Double.POSITIVE_INFINITY)
                                                .limit(missed))
                                .toArray())
                        .median();
    }

    /** How many seeds the centre is worth, as a mean of logarithms. */
    double effectiveSeeds() {
        return missed == 0 ? steps.size() : (steps.size() + missed) / MEDIAN_VARIANCE;
    }

    private DoubleStream logarithms() {
        return steps.stream().mapToDouble(StrictMath::log);
    }

    /** Σ(ln S − centre)² over the seeds, and their degrees of freedom; nothing where a run is missing. */
    SeedScatter scatter() {
        if (missed > 0 || steps.size() < 2) {
            return new SeedScatter(0, 0);
        }
        Sample sample = Sample.of(logarithms().toArray());
        double degrees = steps.size() - 1.0;
        return new SeedScatter(sample.variance() * degrees, degrees);
    }
}
