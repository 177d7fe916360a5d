package dev.glissade.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How fast a curve of F − F* falls: linearly, gap ~ ρᵗ, or sublinearly, gap ~ t⁻ᵖ, each a straight line through ln gap, by t or by ln t.
 *
 * <p>Both are fitted to the same points, the later half of those before the curve first meets the floor of rounding; the one that comes closer
 * is its law. Deviations of neighbouring points resemble each other, so the slope's standard error is that of
 * n(1 − r)/(1 + r) points, r being the correlation of neighbours (Bartlett 1935), and never less than that of independent ones. A
 * curve of no noise at all has an interval too: it tells how straight the curve is.
 *
 * @param law the one that fits better
 * @param factor ρ, by which the gap is multiplied in one unit of t
 * @param order p
 * @param linearDeviation root mean square of ln gap about gap ~ ρᵗ
 * @param sublinearDeviation the same about gap ~ t⁻ᵖ
 * @param points how many were fitted
 * @param from t of the first of them
 * @param to t of the last
 */
public record ConvergenceRate(
        Law law,
        Interval factor,
        Interval order,
        double linearDeviation,
        double sublinearDeviation,
        int points,
        double from,
        double to) {

    /** What the curve looks like. */
    public enum Law {
        /** gap ~ ρᵗ. */
        LINEAR,
        /** gap ~ t⁻ᵖ. */
        SUBLINEAR,
        /** It does not fall, or not for certain. */
        NONE
    }

    private static final int FEWEST = 4;
    private static final double CLOSEST = 0.99;

    /**
     * The rate of a curve, in the order of t.
     *
     * @param curve the points
     * @param floor gaps up to which rounding rules, at least 0
     * @return empty where fewer than four points are left
     */
    public static Optional<ConvergenceRate> of(List<CurvePoint> curve, double floor) {
        List<CurvePoint> falling = curve.stream()
                .takeWhile(point -> point.gap() > Math.max(0, floor))
                .filter(point -> point.at() > 0)
                .toList();
        List<CurvePoint> later = falling.subList(falling.size() / 2, falling.size());
        if (later.size() < FEWEST) {
            return Optional.empty();
        }
        Trend linear = Trend.of(later, CurvePoint::at);
        Trend sublinear = Trend.of(later, point -> StrictMath.log(point.at()));
        return Optional.of(new ConvergenceRate(
                law(linear, sublinear),
                linear.slope.exp(),
                negative(sublinear.slope),
                linear.deviation,
                sublinear.deviation,
                later.size(),
                later.get(0).at(),
                later.get(later.size() - 1).at()));
    }

    private static Law law(Trend linear, Trend sublinear) {
        if (linear.deviation <= sublinear.deviation) {
            return linear.slope.high() < 0 ? Law.LINEAR : Law.NONE;
        }
        return sublinear.slope.high() < 0 ? Law.SUBLINEAR : Law.NONE;
    }

    private static Interval negative(Interval slope) {
        return new Interval(-slope.estimate(), -slope.high(), -slope.low());
    }

    /** A line through ln gap, with the slope's interval. */
    private record Trend(Interval slope, double deviation) {

        static Trend of(List<CurvePoint> points, ToDoubleFunction<CurvePoint> place) {
            double[] x = points.stream().mapToDouble(place).toArray();
            double[] y = points.stream()
                    .mapToDouble(point -> StrictMath.log(point.gap()))
                    .toArray();
            double[] weights = new double[x.length];
            Arrays.fill(weights, 1);
            WeightedLine line = WeightedLine.through(x, y, weights);
            double likeness = likenessOfNeighbours(x, y, line);
            double independent = x.length * (1 - likeness) / (1 + likeness);
            double degrees = Math.max(1, independent - 2);
            double variance = line.squares() / x.length * independent / degrees;
            double error = Math.sqrt(variance * x.length / independent / line.spread());
            return new Trend(
                    Interval.around(line.slope(), StudentT.quantile(degrees) * error),
                    Math.sqrt(line.squares() / x.length));
        }

        /** The correlation of neighbouring deviations, from 0 to 0.99; those about a fitted line have (2 + 4r)/n less of it. */
        private static double likenessOfNeighbours(double[] x, double[] y, WeightedLine line) {
            double products = 0;
            for (int i = 1; i < x.length; i++) {
                products += (y[i] - line.at(x[i])) * (y[i - 1] - line.at(x[i - 1]));
            }
            double fitted = line.squares() > 0 ? products / line.squares() : 0;
            return Math.max(0, Math.min(CLOSEST, fitted + (2 + 4 * fitted) / x.length));
        }
    }
}
