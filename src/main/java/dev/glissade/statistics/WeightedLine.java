package dev.glissade.statistics;

/**
 * The line y = intercept + slope·(x − centre) of least weighted squares, centre the weighted mean of x, which makes its two
 * coefficients uncorrelated.
 *
 * <p>With weights 1/σᵢ², the reciprocal variances of y, and W their sum: Var(intercept) = 1/W, Var(slope) = 1/Σwᵢ(xᵢ − centre)².
 *
 * @param centre Σwx/W
 * @param intercept y at the centre
 * @param slope of y by x
 * @param weight W
 * @param spread Σw(x − centre)²
 * @param squares Σw(y − line)², which is χ² with two degrees less than points where the weights are right
 */
record WeightedLine(double centre, double intercept, double slope, double weight, double spread, double squares) {

    /**
     * Through points of equal weight or of different ones.
     *
     * @throws IllegalArgumentException if all x are equal
     */
    static WeightedLine through(double[] x, double[] y, double[] weights) {
        double weight = 0;
        double centre = 0;
        double height = 0;
        for (int i = 0; i < x.length; i++) {
            weight += weights[i];
            centre += weights[i] * x[i];
            height += weights[i] * y[i];
        }
        centre /= weight;
        height /= weight;
        double spread = 0;
        double product = 0;
        for (int i = 0; i < x.length; i++) {
            spread += weights[i] * (x[i] - centre) * (x[i] - centre);
            product += weights[i] * (x[i] - centre) * (y[i] - height);
        }
        if (!(spread > 0)) {
            throw new IllegalArgumentException("%d points at one place give no slope".formatted(x.length));
        }
        double slope = product / spread;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            double residual = y[i] - height - slope * (x[i] - centre);
            squares += weights[i] * residual * residual;
        }
        return new WeightedLine(centre, height, slope, weight, spread, squares);
    }

    double at(double x) {
        return intercept + slope * (x - centre);
    }

    /** √Var(slope) where weights are reciprocal variances. */
    double slopeError() {
        return 1 / Math.sqrt(spread);
    }
}
