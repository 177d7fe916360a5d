package dev.glissade.gradient;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.model.MarginModel;
import dev.glissade.model.Model;
import dev.glissade.sampling.SliceTree;
import java.util.ArrayList;
import java.util.List;

/**
 * How a request is worked on where the rows are, and answered once all slices are summed.
 *
 * @param <S> what is summed
 */
interface RequestKind<S extends PartialAnswer> {

    /** The sum over no slice. */
    S nothing();

    /**
     * Adds what the slices of a group come to.
     *
     * @param watch takes the time; no sum follows from it
     */
    void add(SliceGroup group, S sum, Stopwatch watch);

    /** The answer from the sum over the whole table. */
    GradientAnswer answer(S total);

    /**
     * That of a request.
     *
     * @param buffer shared by all requests of a task
     */
    static RequestKind<?> of(GradientRequest request, Model model, SliceTree tree, GradientBuffer buffer) {
        if (request instanceof LocalRequest local) {
            return new LocalKind(local, model, tree);
        }
        if (request instanceof SumRequest sum) {
            return new BatchKind(sum, tree, new SumOfSlice(sum, buffer));
        }
        if (request instanceof NarrowSumRequest narrow) {
            return new BatchKind(narrow, tree, NarrowSumOfSlice.of(narrow, model));
        }
        if (request instanceof FeaturesRequest features) {
            return new FeaturesKind(features, tree, model.features());
        }
        if (request instanceof SlopeRequest slopes) {
            return new BatchKind(slopes, tree, new SlopesOfSlice(slopes, (MarginModel) model, buffer));
        }
        if (request instanceof NormRequest norm) {
            return new BatchKind(norm, tree, new NormOfSlice(norm));
        }
        if (request instanceof SquaresRequest squares) {
            return new BatchKind(squares, tree, new SquaresOfSlice(squares, model, buffer));
        }
        return new BatchKind((ValueRequest) request, tree, new ValueOfSlice((ValueRequest) request, model));
    }

    /** What the rows of a batch come to, slice by slice. */
    interface OfSlice {

        /** Of rows of one slice, one row at least. */
        PartialSum partial(int slice, RowBlock block, RowSelection rows);

        /** The answer from the sum over all slices; {@code total} may be empty. */
        GradientAnswer answer(PartialSum total);
    }

    /** Of a batch: each slice by itself. */
    record BatchKind(BatchRequest request, SliceTree tree, OfSlice of) implements RequestKind<CanonicalSum> {

        @Override
        public CanonicalSum nothing() {
            return new CanonicalSum(tree.slices());
        }

        @Override
        public void add(SliceGroup group, CanonicalSum sum, Stopwatch watch) {
            boolean evaluates = request instanceof ValueRequest;
            RowSelection[] selections = request.batch().select(tree, group.firstSlice(), group.size());
            watch.lap(evaluates ? Phase.EVALUATE : Phase.SAMPLE);
            List<PartialSum> sparse = new ArrayList<>(selections.length); // those before the next slice
            for (int i = 0; i < selections.length; i++) {
                int slice = group.firstSlice() + i;
                PartialSum next = selections[i].count() == 0
                        ? PartialSum.empty()
                        : of.partial(slice, group.slice(i), selections[i]);
                if (next.isSparse()) {
                    sparse.add(next);
                } else {
                    sum.addAll(slice - sparse.size(), sparse);
                    sparse.clear();
                    sum.add(slice, next);
                }
            }
            sum.addAll(group.firstSlice() + selections.length - sparse.size(), sparse);
            watch.lap(evaluates ? Phase.EVALUATE : Phase.COMPUTE);
        }

        @Override
        public GradientAnswer answer(CanonicalSum total) {
            return of.answer(total.total());
        }
    }
}
