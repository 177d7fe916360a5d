package dev.glissade.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * Least squares of the curve ln S(b) = ln Smin + ln(1 + B/b) to centres of ln S, as a function of x = ln B alone: for each x the best level
 * ln Smin is a weighted mean.
 *
 * <p>At x = −∞ the curve is flat, at x = ∞ it falls like 1/b (its level then being that of ln(Smin·B)); both ends have a finite sum of squares,
 * so the data can fail to exclude them.
 */
final class ScalingCurve {

    private static final int POINTS = 512;
    /** Of ln B beyond the batch sizes: there the curve is one of its ends, to a millionth. */
    private static final double BEYOND = 14;

    private static final int HALVINGS = 100;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final double[] logBatchSizes;
    private final double[] centres;
    private final double[] weights;
    private final double weight;
    private final double[] grid;

    /**
     * @param batches in ascending order
     * @param variances of a single seed's ln S at each of them
     */
    ScalingCurve(List<StepsToTarget> batches, double[] variances) {
        this.logBatchSizes = batches.stream()
                .mapToDouble(batch -> StrictMath.log((double) batch.batchSize()))
                .toArray();
        this.centres = batches.stream().mapToDouble(StepsToTarget::centre).toArray();
        this.weights = new double[variances.length];
        double sum = 0;
        for (int batch = 0; batch < weights.length; batch++) {
            weights[batch] = batches.get(batch).effectiveSeeds() / variances[batch];
            sum += weights[batch];
        }
        this.weight = sum;
        double from = logBatchSizes[0] - BEYOND;
        double to = logBatchSizes[logBatchSizes.length - 1] + BEYOND;
        this.grid = between(from, to, POINTS);
    }

    private static double[] between(double from, double to, int points) {
        double[] places = new double[points];
        Arrays.setAll(places, i -> from + (to - from) * i / (points - 1));
        return places;
    }

    /** The curve at a batch size less its level: ln(1 + B/b), or −ln b where B is infinite. */
    private double bend(double x, int batch) {
        return x == Double.POSITIVE_INFINITY
                ? -logBatchSizes[batch]
                : StrictMath.log1p(StrictMath.exp(x - logBatchSizes[batch]));
    }

    /** ln Smin of least squares at x; at x = ∞ ln(Smin·B). */
    double level(double x) {
        double sum = 0;
        for (int batch = 0; batch < weights.length; batch++) {
            sum += weights[batch] * (centres[batch] - bend(x, batch));
        }
        return sum / weight;
    }

    /** Σw(centre − curve)² at x, with the best level. */
    double squares(double x) {
        double level = level(x);
        double sum = 0;
        for (int batch = 0; batch < weights.length; batch++) {
            double residual = centres[batch] - level - bend(x, batch);
            sum += weights[batch] * residual * residual;
        }
        return sum;
    }

    /** The largest |S/curve − 1|. */
    double largestDeviation(double x) {
        double level = level(x);
        double largest = 0;
        for (int batch = 0; batch < weights.length; batch++) {
            double residual = centres[batch] - level - bend(x, batch);
            largest = Math.max(largest, Math.abs(StrictMath.expm1(residual)));
        }
        return largest;
    }

    /** The x of least squares, infinite where an end of the curve fits best. */
    double best() {
        int least = 0;
        for (int i = 1; i < grid.length; i++) {
            least = squares(grid[i]) < squares(grid[least]) ? i : least;
        }
        if (least == 0 && squares(Double.NEGATIVE_INFINITY) <= squares(grid[0])) {
            return Double.NEGATIVE_INFINITY;
        }
        if (least == grid.length - 1 && squares(Double.POSITIVE_INFINITY) <= squares(grid[least])) {
            return Double.POSITIVE_INFINITY;
        }
        return leastBetween(grid[Math.max(0, least - 1)], grid[Math.min(grid.length - 1, least + 1)]);
    }

    /** By golden section. */
    private double leastBetween(double from, double to) {
        double low = from;
        double high = to;
        for (int i = 0; i < HALVINGS; i++) {
            double lower = high - GOLDEN * (high - low);
            double upper = low + GOLDEN * (high - low);
            if (squares(lower) < squares(upper)) {
                high = upper;
            } else {
                low = lower;
            }
        }
        return low + (high - low) / 2;
    }

    /**
     * How far to one side of the best x the squares stay up to a bound.
     *
     * @param best where they are
     * @param bound of the squares
     * @param end −∞ or ∞, which is the answer where the squares are within the bound even there
     */
    double reach(double best, double bound, double end) {
        if (squares(end) <= bound || best == end) {
            return end;
        }
        double outside = end < 0 ? grid[0] : grid[grid.length - 1];
        double inside = best;
        for (int i = 0; i < grid.length; i++) {
            double x = end < 0 ? grid[i] : grid[grid.length - 1 - i];
            boolean beyondBest = end < 0 ? x >= best : x <= best;
            if (beyondBest || squares(x) <= bound) {
                inside = beyondBest ? best : x;
                break;
            }
            outside = x;
        }
        return border(inside, outside, bound);
    }

    private double border(double within, double without, double bound) {
        double inside = Math.max(grid[0], Math.min(grid[grid.length - 1], within));
        double outside = without;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = inside + (outside - inside) / 2;
            if (squares(middle) <= bound) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }

    /**
     * The least and the greatest ln Smin + slope·x of all curves whose squares stay up to a bound, x being within its own reach.
     *
     * @param estimate at the best x, which is one of them
     */
    Interval range(double estimate, double from, double to, double bound, double slope) {
        double least = estimate;
        double greatest = estimate;
        double[] places = between(Math.max(from, grid[0]), Math.min(to, grid[grid.length - 1]), POINTS);
        for (double x : places) {
            double half = Math.sqrt(Math.max(0, bound - squares(x)) / weight);
            double value = level(x) + slope * x;
            least = Math.min(least, value - half);
            greatest = Math.max(greatest, value + half);
        }
        return new Interval(estimate, least, greatest);
    }
}
