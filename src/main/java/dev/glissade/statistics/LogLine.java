package dev.glissade.statistics;

import java.util.Arrays;

/**
 * The line through the logarithms of means, of quasi-likelihood: μ = exp(line(x)) with Σwᵢ(yᵢ/μᵢ − 1) and Σwᵢ(yᵢ/μᵢ − 1)xᵢ both 0 (Wedderburn 1974).
 *
 * <p>Unlike the line of least squares through ln y it takes the mean of y and not of ln y, which is lower the more y scatters,
 * and y = 0 is no trouble. It is solved by weighted lines through ln μ + y/μ − 1, from the flat one on.
 */
final class LogLine {

    private static final int MOST_ITERATIONS = 200;
    private static final double CLOSE = 1e-14;
    /** In ln μ: a flat start can be far from points over many orders of magnitude. */
    private static final double LONGEST_STEP = 1;

    private LogLine() {}

    /**
     * The line, whose squares are those of the relative residuals y/μ − 1.
     *
     * @param x places
     * @param y means, at least 0 and not all 0
     * @param weights reciprocal variances of y/μ
     */
    static WeightedLine through(double[] x, double[] y, double[] weights) {
        double[] level = new double[x.length];
        Arrays.fill(level, StrictMath.log(mean(y, weights)));
        double step = Double.POSITIVE_INFINITY;
        for (int iteration = 0; iteration < MOST_ITERATIONS && step > CLOSE; iteration++) {
            WeightedLine next = WeightedLine.through(x, workingValues(level, y), weights);
            step = longestStep(next, x, level);
            double share = Math.min(1, LONGEST_STEP / step);
            for (int i = 0; i < x.length; i++) {
                level[i] += share * (next.at(x[i]) - level[i]);
            }
        }
        return WeightedLine.through(x, workingValues(level, y), weights);
    }

    private static double[] workingValues(double[] level, double[] y) {
        double[] values = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            values[i] = level[i] + y[i] / StrictMath.exp(level[i]) - 1;
        }
        return values;
    }

    private static double longestStep(WeightedLine line, double[] x, double[] level) {
        double longest = 0;
        for (int i = 0; i < x.length; i++) {
            longest = Math.max(longest, Math.abs(line.at(x[i]) - level[i]));
        }
        return longest;
    }

    private static double mean(double[] y, double[] weights) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < y.length; i++) {
            sum += weights[i] * y[i];
            weight += weights[i];
        }
        return sum / weight;
    }
}
