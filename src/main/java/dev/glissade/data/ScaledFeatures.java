package dev.glissade.data;

import dev.glissade.linalg.RowBlock;
import dev.glissade.model.FeatureScaling;

/** All rows, with standardised features. */
final class ScaledFeatures implements BlockChange {

    private static final long serialVersionUID = 1L;

    private final FeatureScaling scaling;

    ScaledFeatures(FeatureScaling scaling) {
        this.scaling = scaling;
    }

    @Override
    public RowBlock apply(int slice, RowBlock rows) {
        return rows.standardized(scaling.shift(), scaling.scale());
    }
}
