package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.FewEntries;
import dev.glissade.linalg.IndexSet;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.linalg.SparseRows;
import dev.glissade.model.Model;
import dev.glissade.model.ParameterLayout;
import java.util.List;

/**
 * Losses and gradients of rows that are seen as if there were no other features than theirs: weights and sums are as long as
 * these are many, and stay in cache.
 *
 * @param features that the rows have
 * @param whole the parameters of all features
 * @param narrow the same sum, of a model of those features
 */
record NarrowSumOfSlice(IndexSet features, ParameterLayout whole, SumOfSlice narrow) implements RequestKind.OfSlice {

    static NarrowSumOfSlice of(NarrowSumRequest request, Model model) {
        Model ofFew = model.ofFeatures(request.features().size()).orElseThrow();
        GradientBuffer buffer =
                GradientBuffer.alwaysSparse(ofFew, model.layout().size());
        return new NarrowSumOfSlice(
                request.features(),
                model.layout(),
                new SumOfSlice(
                        new SumRequest(request.batch(), request.points(), List.of(), request.scatter()), buffer));
    }

    @Override
    public PartialSum partial(int slice, RowBlock block, RowSelection rows) {
        SparseRows own = ((SparseRows) block).narrowed(rows, features);
        return narrow.partial(slice, own, RowSelection.all(own.size()));
    }

    @Override
    public GradientSum answer(PartialSum total) {
        GradientSum sum = narrow.answer(total);
        int[] parameters = whole.parametersOf(features.indices());
        List<DenseVector> gradients = sum.gradients().stream()
                .map(gradient -> gradient.few()
                        .map(few -> DenseVector.ofFew(whole.size(), placed(few, parameters)))
                        .orElseGet(() -> DenseVector.zeros(whole.size()))) // no row was drawn
                .toList();
        return new GradientSum(sum.rows(), sum.weight(), sum.losses(), gradients, sum.slices(), sum.sliceSquares());
    }

    private static FewEntries placed(FewEntries few, int[] parameters) {
        int[] indices = new int[few.indices().length];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = parameters[few.indices()[i]];
        }
        return new FewEntries(indices, few.values());
    }
}
