package dev.glissade.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * Independent repetitions of one measurement, such as the figures of runs that differ by their seed.
 *
 * <p>A measurement that never came (a target that was not met) is ∞: the median takes it, the mean does not.
 */
public final class Sample {

    private final double[] sorted;
    private final double mean;
    private final double variance;

    private Sample(double[] values) {
        this.sorted = values.clone();
        Arrays.sort(sorted);
        this.mean = Arrays.stream(values).sum() / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        this.variance = values.length > 1 ? squares / (values.length - 1) : Double.NaN;
    }

    /** @throws IllegalArgumentException if there is no value, or one is not a number */
    public static Sample of(double... values) {
        if (values.length == 0 || Arrays.stream(values).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException("a sample of the values " + Arrays.toString(values));
        }
        return new Sample(values);
    }

    /** The same of boxed values. */
    public static Sample of(List<Double> values) {
        return of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** How many repetitions, n. */
    public int count() {
        return sorted.length;
    }

    /** x̄. */
    public double mean() {
        return mean;
    }

    /** s² = Σ(x − x̄)²/(n − 1); not a number for one repetition. */
    public double variance() {
        return variance;
    }

    /** s/√n, of the mean. */
    public double standardError() {
        return Math.sqrt(variance / sorted.length);
    }

    /** The mean with Student's interval, x̄ ± t·s/√n; unbounded for one repetition. */
    public Interval meanInterval() {
        double half = StudentT.quantile(sorted.length - 1.0) * standardError();
        return Interval.around(mean, half);
    }

    /**
     * exp of the mean logarithm, with Student's interval: the centre of values that scatter by factors, as times and numbers of steps
     * do.
     *
     * @throws IllegalArgumentException unless all values are positive
     */
    public Interval geometricMeanInterval() {
        if (!(sorted[0] > 0)) {
            throw new IllegalArgumentException("no geometric mean with the value " + sorted[0]);
        }
        return new Sample(Arrays.stream(sorted).map(StrictMath::log).toArray())
                .meanInterval()
                .exp();
    }

    /** The middle value, or the mean of the two in the middle. */
    public double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
