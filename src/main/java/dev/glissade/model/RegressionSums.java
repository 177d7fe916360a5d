package dev.glissade.model;

import java.util.Map;

/**
 * Sums that the metrics of a regression need, with e = m − y the error of a row and c its weight: Σce², Σc|e|, Σc, Σcy,
 * Σcy², Σcd, Σcd², d = y − s.
 *
 * <p>R² wants the variance of the labels, which as mean square less squared mean loses the more digits the farther the mean
 * lies from zero, as seen from the labels' deviation. So the moments are taken twice, about zero and about a shift s
 * that is the same for all rows (the model's intercept, which comes to lie near the labels when features are centred), and the
 * smaller ones are used. The sums carry what each addition rounds off, so that their number of rows does not matter; what
 * is left is an error of about 10⁻¹⁵·(mean square / variance) in the variance.
 */
final class RegressionSums {

    /** How many sums there are. */
    static final int SUMS = 7;

    private static final int SQUARED_ERROR = 0;
    private static final int ABSOLUTE_ERROR = 1;
    private static final int WEIGHT = 2;
    private static final int LABEL = 3;
    private static final int SHIFTED = 5;

    /** Below this share of the mean square a variance is lost in rounding, or there is none: labels do not vary. */
    private static final double SMALLEST_VARIANCE = 1e-12;

    private final double shift;
    private final double[] sums = new double[SUMS];
    private final double[] lost = new double[SUMS];

    /**
     * @param shift s, of the size of the labels at best; any finite number will do
     */
    RegressionSums(double shift) {
        this.shift = shift;
    }

    /** Adds a row. */
    void add(double margin, double label, double weight) {
        double error = margin - label;
        add(SQUARED_ERROR, weight * error * error);
        add(ABSOLUTE_ERROR, weight * Math.abs(error));
        add(WEIGHT, weight);
        addMoments(LABEL, label, weight);
        addMoments(SHIFTED, label - shift, weight);
    }

    private void addMoments(int index, double label, double weight) {
        add(index, weight * label);
        add(index + 1, weight * label * label);
    }

    /** Neumaier's compensated summation (1974). */
    private void add(int index, double term) {
        double sum = sums[index];
        double next = sum + term;
        lost[index] += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
        sums[index] = next;
    }

    /** Adds these sums to those of other rows. */
    void addTo(double[] target) {
        for (int i = 0; i < SUMS; i++) {
            // what is lost is NaN beside a sum that is infinite, which must be seen as such
            target[i] += Double.isFinite(sums[i]) ? sums[i] + lost[i] : sums[i];
        }
    }

    /**
     * Puts {@code rmse}, {@code mae} and {@code r2} = 1 − Σce² / Σc(y − ȳ)², the last one only where labels vary.
     *
     * @param sums added up over all rows
     */
    static void putMetrics(double[] sums, Map<String, Double> metrics) {
        double weight = sums[WEIGHT];
        double meanSquare = sums[SQUARED_ERROR] / weight;
        metrics.put("rmse", Math.sqrt(meanSquare));
        metrics.put("mae", sums[ABSOLUTE_ERROR] / weight);
        int moments = sums[SHIFTED + 1] < sums[LABEL + 1] ? SHIFTED : LABEL;
        double mean = sums[moments] / weight;
        double labelSquare = sums[moments + 1] / weight;
        double variance = labelSquare - mean * mean;
        if (variance > SMALLEST_VARIANCE * labelSquare) {
            metrics.put("r2", 1 - meanSquare / variance);
        }
    }
}
