package dev.glissade.model;

/**
 * Mean and deviation of each feature, summed as if they were a model's gradient, and so with the same bits wherever the
 * rows are.
 *
 * <p>"Parameters" are three blocks of d numbers; the first is a point s near the means, the others are not looked at. The
 * "gradient" of the rows is Σc(x − s), Σc(x − s)² and Σc, over the rows in which the feature is stored: all rows of dense
 * blocks, the non-zeros of sparse ones.
 */
public final class FeatureMoments extends SumsByFeature {

    private static final long serialVersionUID = 1L;

    /**
     * @param labels of the table; not looked at otherwise
     * @param features d
     */
    public FeatureMoments(LabelKind labels, int features) {
        super(labels, features, 3);
    }

    @Override
    void add(int feature, double value, double weight, double[] point, double[] sums) {
        double distance = value - point[feature];
        sums[feature] += weight * distance;
        sums[features() + feature] += weight * distance * distance;
        sums[2 * features() + feature] += weight;
    }
}
