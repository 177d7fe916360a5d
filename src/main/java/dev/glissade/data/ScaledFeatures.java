package dev.glissade.data;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.Storage;
import dev.glissade.model.FeatureScaling;

/** All rows, with standardised features. */
final class ScaledFeatures implements BlockChange {

    private static final long serialVersionUID = 1L;

    private final FeatureScaling scaling;
    private final Storage storage;

    ScaledFeatures(FeatureScaling scaling, Storage storage) {
        this.scaling = scaling;
        this.storage = storage;
    }

    @Override
    public RowBlock apply(int slice, RowBlock rows) {
        return rows.standardized(scaling.shift(), scaling.scale()).stored(storage);
    }
}
