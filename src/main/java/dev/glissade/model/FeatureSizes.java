package dev.glissade.model;

/**
 * How large each feature is where it is not 0, summed as if it were a model's gradient, and so with the same bits wherever
 * the rows are.
 *
 * <p>"Parameters" are not looked at. The "gradient" of the rows is two blocks of d numbers: Σcx² and Σc over the rows in which
 * the feature is not 0, stored or not.
 */
public final class FeatureSizes extends SumsByFeature {

    private static final long serialVersionUID = 1L;

    /**
     * @param labels of the table; not looked at otherwise
     * @param features d
     */
    public FeatureSizes(LabelKind labels, int features) {
        super(labels, features, 2);
    }

    @Override
    void add(int feature, double value, double weight, double[] parameters, double[] sums) {
        if (value != 0) {
            sums[feature] += weight * value * value;
            sums[features() + feature] += weight;
        }
    }
}
