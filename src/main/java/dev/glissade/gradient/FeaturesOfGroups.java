package dev.glissade.gradient;

import dev.glissade.linalg.IndexSet;
import java.util.ArrayList;

/** The features that rows of some groups of slices have. */
final class FeaturesOfGroups implements PartialAnswer {

    private static final long serialVersionUID = 1L;

    private final ArrayList<IndexSet> sets = new ArrayList<>();
    private long nonZeros;

    void add(IndexSet features, long stored) {
        sets.add(features);
        nonZeros += stored;
    }

    @Override
    public void merge(PartialAnswer other) {
        if (!(other instanceof FeaturesOfGroups more)) {
            throw new IllegalArgumentException("features and a sum");
        }
        sets.addAll(more.sets);
        nonZeros += more.nonZeros;
    }

    FeaturesOfRows answer(int features) {
        return new FeaturesOfRows(IndexSet.union(features, sets), nonZeros);
    }
}
