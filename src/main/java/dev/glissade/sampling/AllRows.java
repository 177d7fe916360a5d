package dev.glissade.sampling;

import dev.glissade.linalg.RowSelection;

/**
 * Every row once: full-batch gradients and evaluations.
 *
 * @param size rows of the table
 */
public record AllRows(long size) implements Batch {

    @Override
    public RowSelection[] select(SliceTree tree, int first, int count) {
        RowSelection[] selections = new RowSelection[count];
        for (int i = 0; i < count; i++) {
            selections[i] = RowSelection.all(tree.sliceSize(first + i));
        }
        return selections;
    }
}
