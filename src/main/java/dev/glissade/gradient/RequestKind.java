package dev.glissade.gradient;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.model.MarginModel;
import dev.glissade.model.Model;
import dev.glissade.sampling.SliceTree;

/** How a request is worked on where the rows are, and answered once all slices are summed. */
interface RequestKind {

    /** Adds what the slices of a group come to. */
    void add(SliceGroup group, CanonicalSum sum);

    /** The answer from the sum over the whole table. */
    GradientAnswer answer(PartialSum total);

    /**
     * That of a request.
     *
     * @param buffer shared by all requests of a task
     */
    static RequestKind of(GradientRequest request, Model model, SliceTree tree, GradientBuffer buffer) {
        if (request instanceof LocalRequest local) {
            return new LocalKind(local, model, tree);
        }
        if (request instanceof SumRequest sum) {
            return new BatchKind(sum, tree, new SumOfSlice(sum, buffer));
        }
        if (request instanceof SlopeRequest slopes) {
            return new BatchKind(slopes, tree, new SlopesOfSlice(slopes, (MarginModel) model, buffer));
        }
        if (request instanceof NormRequest norm) {
            return new BatchKind(norm, tree, new NormOfSlice(norm));
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
    record BatchKind(BatchRequest request, SliceTree tree, OfSlice of) implements RequestKind {

        @Override
        public void add(SliceGroup group, CanonicalSum sum) {
            RowSelection[] selections = request.batch().select(tree, group.firstSlice(), group.size());
            int next = 0;
            for (int i = 0; i < selections.length; i++) {
                if (selections[i].count() > 0) {
                    int slice = group.firstSlice() + i;
                    sum.addEmpty(group.firstSlice() + next, i - next);
                    sum.add(slice, of.partial(slice, group.slice(i), selections[i]));
                    next = i + 1;
                }
            }
            sum.addEmpty(group.firstSlice() + next, selections.length - next);
        }

        @Override
        public GradientAnswer answer(PartialSum total) {
            return of.answer(total);
        }
    }
}
