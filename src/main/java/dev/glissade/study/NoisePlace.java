package dev.glissade.study;

import dev.glissade.gradient.ExactNoise;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.statistics.Interval;
import dev.glissade.statistics.NoiseAverage;
import dev.glissade.statistics.NoiseScale;
import dev.glissade.statistics.SizedNoise;
import dev.glissade.statistics.VariancePoint;
import dev.glissade.statistics.VarianceSlope;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of the gradient's noise at some weights.
 *
 * @param name of the place
 * @param exact what all rows say
 * @param squaredNorm |G|² of the whole objective's gradient, its smooth part, exactly
 * @param free what some steps of training there would see
 * @param points measured variances
 */
record NoisePlace(String name, ExactNoise exact, double squaredNorm, Free free, List<NoisePoint> points) {

    private static final int FEWEST_SIZES = 3;

    NoisePlace {
        points = List.copyOf(points);
    }

    /**
     * What training sees for nothing.
     *
     * @param batchSize of its steps
     * @param steps how many
     * @param noise what they saw
     */
    record Free(long batchSize, int steps, NoiseAverage noise) {

        /** Empty where rows are all in one slice. */
        Optional<NoiseScale> scale() {
            return noise.weight() > 0 ? Optional.of(noise.scale()) : Optional.empty();
        }
    }

    /**
     * Whether the steps of the free noise saw rows that can pass for independent draws: where b·√steps is above N, they saw the whole table
     * again and again, and their scatter says next to nothing of how far off they are.
     */
    boolean freeHasIntervals() {
        return free.batchSize() * Math.sqrt(free.steps()) <= exact.rows();
    }

    /** Exact tr Σ/|G|², in rows. */
    double scale() {
        return exact.trace() / squaredNorm;
    }

    List<NoisePoint> of(Mode mode) {
        return points.stream().filter(point -> point.mode() == mode).toList();
    }

    /** Those that vary: not the batch of all rows where none repeats. */
    private List<NoisePoint> varying(Mode mode) {
        return of(mode).stream()
                .filter(point -> point.share(exact.rows()) > 0 && point.seen().trace() > 0)
                .toList();
    }

    double expected(NoisePoint point) {
        return exact.variance(point.mode(), point.batchSize());
    }

    /** Measured over expected variance; not a number where there is none to be expected. */
    double ratio(NoisePoint point) {
        double expected = expected(point);
        return expected > 0 ? point.variance().estimate() / expected : Double.NaN;
    }

    /** The power of b that the variance falls with, the end of the table left out of account; empty of fewer than three batch sizes. */
    Optional<VarianceSlope> slope(Mode mode) {
        List<NoisePoint> varying = varying(mode);
        return varying.size() < FEWEST_SIZES
                ? Optional.empty()
                : Optional.of(VarianceSlope.of(varying.stream()
                        .map(point ->
                                VariancePoint.of((double) point.batchSize(), point.seen(), point.share(exact.rows())))
                        .toList()));
    }

    /** tr Σ, |G|² and their quotient from all draws of a mode; empty if none varies. */
    Optional<NoiseScale> measured(Mode mode) {
        double length = exact.gradient().norm();
        List<SizedNoise> sizes = varying(mode).stream()
                .map(point -> new SizedNoise(point.share(exact.rows()) / point.batchSize(), point.seen()))
                .toList();
        return sizes.isEmpty()
                ? Optional.empty()
                : Optional.of(SizedNoise.together(sizes, mode == Mode.BERNOULLI ? length * length : 0));
    }

    /** The point whose variance is the furthest off its formula; empty if none is expected to vary. */
    Optional<NoisePoint> furthestOff(Mode mode) {
        return of(mode).stream()
                .filter(point -> !Double.isNaN(ratio(point)))
                .reduce((one, other) -> Math.abs(ratio(other) - 1) > Math.abs(ratio(one) - 1) ? other : one);
    }

    /** Intervals of variances that hold the formula's value. */
    long agreeing() {
        return points.stream()
                .filter(point -> expected(point) > 0 && point.variance().contains(expected(point)))
                .count();
    }

    /** Variances that are expected to be above 0. */
    long expectedToVary() {
        return points.stream().filter(point -> expected(point) > 0).count();
    }

    /** How far an estimate is off the exact value, in parts of it. */
    static OptionalDouble deviation(Interval estimate, double exact) {
        double deviation = estimate.estimate() / exact - 1;
        return Double.isFinite(deviation) ? OptionalDouble.of(deviation) : OptionalDouble.empty();
    }
}
