package dev.glissade.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The power of the batch size that the variance of a gradient falls with, variance = c·bˢ: −1 for rows drawn with replacement.
 *
 * <p>The {@linkplain LogLine line} is fitted to the variances, not to their logarithms, which lie lower the more draws scatter. A
 * point weighs by its relative error, {@linkplain VarianceTrend shrunk} to the trend of all, as single rows scatter more than means of many. The intervals
 * are {@linkplain Tolerance as wide} as the draws say, or as the points lie about the line.
 *
 * @param slope s
 * @param trace c, the variance at batches of one row
 * @param misfit squares about the line per degree of freedom, near 1 where it is straight; empty where the draws do not scatter
 */
public record VarianceSlope(Interval slope, Interval trace, OptionalDouble misfit) {

    private static final int FEWEST = 3;

    /**
     * The fit.
     *
     * @param points at three batch sizes or more; none of the full batch, whose gradient does not vary
     */
    public static VarianceSlope of(List<VariancePoint> points) {
        if (points.size() < FEWEST) {
            throw new IllegalArgumentException("a slope and its interval through %d points".formatted(points.size()));
        }
        double[] x = points.stream()
                .mapToDouble(point -> StrictMath.log(point.batchSize()))
                .toArray();
        double[] variances =
                points.stream().mapToDouble(VariancePoint::variance).toArray();
        double[] errors =
                points.stream().mapToDouble(VariancePoint::relativeVariance).toArray();
        double[] degrees =
                points.stream().mapToDouble(point -> point.draws() - 1.0).toArray();
        boolean known = Arrays.stream(errors).anyMatch(error -> error > 0);
        double[] weights = known ? reciprocal(VarianceTrend.shrunk(x, errors, degrees)) : ones(x.length);

        WeightedLine line = LogLine.through(x, variances, weights);
        double lineDegrees = x.length - 2.0;
        double width = Tolerance.of(
                        line.squares(),
                        lineDegrees,
                        known ? Arrays.stream(degrees).sum() : 0)
                .width();
        double traceError = Math.sqrt(1 / line.weight() + line.centre() * line.centre() / line.spread());
        return new VarianceSlope(
                Interval.around(line.slope(), width * line.slopeError()),
                Interval.around(line.at(0), width * traceError).exp(),
                known ? OptionalDouble.of(line.squares() / lineDegrees) : OptionalDouble.empty());
    }

    private static double[] reciprocal(double[] values) {
        return Arrays.stream(values).map(value -> 1 / value).toArray();
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
