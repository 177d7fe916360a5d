package dev.glissade.data;

import dev.glissade.model.LabelCoding;
import java.util.List;

/**
 * What a model knows of the tables that it fits: kept from training, given when other tables are read for it.
 *
 * @param labels how labels are encoded
 * @param features number of features
 * @param featureNames a name a feature in their order; empty where the format has none (libsvm, vector columns)
 */
public record TableSchema(LabelCoding labels, int features, List<String> featureNames) {

    /** @throws IllegalArgumentException if there are names, but not one a feature */
    public TableSchema {
        featureNames = List.copyOf(featureNames);
        if (!featureNames.isEmpty() && featureNames.size() != features) {
            throw new IllegalArgumentException("%d names for %d features".formatted(featureNames.size(), features));
        }
    }
}
