package dev.glissade.data;

import java.io.Serializable;

/** How many features a table may have, and who says so. */
final class FeatureLimit implements Serializable {

    private static final long serialVersionUID = 1L;

    /** As many as there are. */
    static final FeatureLimit NONE = new FeatureLimit(Integer.MAX_VALUE, "");

    private final int count;
    private final String origin;

    private FeatureLimit(int count, String origin) {
        this.count = count;
        this.origin = origin;
    }

    static FeatureLimit configured(int count) {
        return new FeatureLimit(count, "data.num-features = " + count);
    }

    static FeatureLimit ofModel(int count) {
        return new FeatureLimit(count, "the model's " + count + " features");
    }

    boolean isSet() {
        return !origin.isEmpty();
    }

    /** The number of features, if it is set. */
    int count() {
        return count;
    }

    /** Such as {@code data.num-features = 123}. */
    @Override
    public String toString() {
        return origin;
    }
}
