package dev.glissade.gradient;

import dev.glissade.linalg.IndexMarks;
import dev.glissade.linalg.RowSelection;
import dev.glissade.linalg.SparseRows;
import dev.glissade.sampling.SliceTree;

/**
 * The features of a batch's rows.
 *
 * @param features of the table
 */
record FeaturesKind(FeaturesRequest request, SliceTree tree, int features) implements RequestKind<FeaturesOfGroups> {

    @Override
    public FeaturesOfGroups nothing() {
        return new FeaturesOfGroups();
    }

    @Override
    public void add(SliceGroup group, FeaturesOfGroups sum, Stopwatch watch) {
        IndexMarks found = new IndexMarks(features);
        RowSelection[] selections = request.batch().select(tree, group.firstSlice(), group.size());
        long nonZeros = 0;
        for (int i = 0; i < selections.length; i++) {
            SparseRows rows = (SparseRows) group.slice(i);
            rows.markFeatures(selections[i], found);
            nonZeros += rows.storedValues(selections[i]);
        }
        sum.add(found.takeSet(), nonZeros);
        watch.lap(Phase.SAMPLE);
    }

    @Override
    public FeaturesOfRows answer(FeaturesOfGroups total) {
        return total.answer(features);
    }
}
