package dev.glissade.sampling;

import dev.glissade.linalg.RowSelection;
import java.io.Serializable;

/**
 * The rows of one batch, described in a few numbers: which rows of a slice belong to it is a pure function of the
 * description, the slice sizes and the slice, so that every task works out its own, the same wherever it runs.
 *
 * <p>Within a slice the rows are taken in ascending order. Every row of the table is equally likely.
 */
public sealed interface Batch extends Serializable
        permits AllRows, EpochShuffleBatch, WithoutReplacementBatch, WithReplacementBatch, BernoulliBatch {

    /** How many rows are drawn; for {@link BernoulliBatch} how many are expected. */
    long size();

    /** Whether a row may be drawn several times; it then stands as often in the selection. */
    default boolean mayRepeat() {
        return false;
    }

    /**
     * The rows of some neighbouring slices, in time proportional to the rows drawn and the slices asked for.
     *
     * @param tree sizes of all slices
     * @param first the first slice asked for
     * @param count how many slices
     * @return a selection for each of these slices
     */
    RowSelection[] select(SliceTree tree, int first, int count);
}
