package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.model.FeatureMoments;
import java.util.List;

/**
 * Weighted mean and standard deviation (divided by Σc) of each feature over all rows.
 *
 * @param means one a feature
 * @param deviations one a feature, at least 0; exactly 0 where the feature does not vary beyond rounding
 */
public record FeatureStatistics(DenseVector means, DenseVector deviations) {

    /** A deviation below this share of the mean is rounding: the square root of the precision would still be one digit. */
    private static final double SMALLEST_SHARE = 1e-13;

    /**
     * The statistics of a table in two passes: the means, then the squares of the distances from them.
     *
     * @param data over a {@link FeatureMoments} model
     */
    public static FeatureStatistics of(GradientSource data) {
        int features = data.model().features();
        DenseVector means = new Pass(data, DenseVector.zeros(features)).means();
        return new FeatureStatistics(means, new Pass(data, means).deviations());
    }

    /** Root mean square of each feature, its scale as a margin sees it. */
    public double rootMeanSquare(int feature) {
        double mean = means.get(feature);
        double deviation = deviations.get(feature);
        return Math.sqrt(mean * mean + deviation * deviation);
    }

    /** The sums about one point. Rows in which a feature is not stored have it at 0. */
    private static final class Pass {
        private final DenseVector point;
        private final double totalWeight;
        private final double[] sums;

        private Pass(GradientSource data, DenseVector point) {
            double[] parameters = new double[3 * point.size()];
            System.arraycopy(point.values(), 0, parameters, 0, point.size());
            this.point = point;
            this.totalWeight = data.totalWeight();
            this.sums = data.sum(new SumRequest(data.allRows(), List.of(DenseVector.wrap(parameters))))
                    .gradients()
                    .get(0)
                    .values();
        }

        private DenseVector means() {
            double[] means = new double[point.size()];
            for (int feature = 0; feature < means.length; feature++) {
                means[feature] = point.get(feature) + distance(feature);
            }
            return DenseVector.wrap(means);
        }

        private DenseVector deviations() {
            double[] deviations = new double[point.size()];
            for (int feature = 0; feature < deviations.length; feature++) {
                double square =
                        sums[point.size() + feature] + absent(feature) * point.get(feature) * point.get(feature);
                double distance = distance(feature);
                double deviation = Math.sqrt(Math.max(0, square / totalWeight - distance * distance));
                deviations[feature] = deviation > SMALLEST_SHARE * Math.abs(point.get(feature)) ? deviation : 0;
            }
            return DenseVector.wrap(deviations);
        }

        /** How far the mean lies from the point. */
        private double distance(int feature) {
            return (sums[feature] - absent(feature) * point.get(feature)) / totalWeight;
        }

        private double absent(int feature) {
            return totalWeight - sums[2 * point.size() + feature];
        }
    }
}
