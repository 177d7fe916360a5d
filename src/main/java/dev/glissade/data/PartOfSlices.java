package dev.glissade.data;

import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.RowSelection;
import dev.glissade.sampling.Permutation;
import dev.glissade.sampling.SliceTree;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Of each slice the rows that are trained on, or those that are held out.
 *
 * <p>Which ones is drawn for each slice from its number and size alone. The last ones would not do: rows are sorted by
 * content, so that all copies of a row stand at about the same place of every slice, and would be held out together.
 */
final class PartOfSlices implements BlockChange {

    private static final long serialVersionUID = 1L;

    private final int[] heldOut;
    private final boolean out;

    /**
     * @param heldOut how many rows of each slice are held out
     * @param out whether these make the part, or the others
     */
    PartOfSlices(int[] heldOut, boolean out) {
        this.heldOut = heldOut;
        this.out = out;
    }

    /**
     * How many rows of each slice are held out: with Nₛ the rows of the slices up to s, Hₛ = ⌊fraction·Nₛ + ½⌋ of them
     * are, so slice s holds out Hₛ − Hₛ₋₁, which is its share to less than one row, and the table its share rounded.
     */
    static int[] heldOut(SliceTree sizes, double fraction) {
        int[] heldOut = new int[sizes.slices()];
        long rows = 0;
        long before = 0;
        for (int slice = 0; slice < heldOut.length; slice++) {
            rows += sizes.sliceSize(slice);
            long upToHere = (long) Math.floor(fraction * rows + 0.5);
            heldOut[slice] = (int) (upToHere - before);
            before = upToHere;
        }
        return heldOut;
    }

    /** The part's rows, in the order that they had. */
    @Override
    public RowBlock apply(int slice, RowBlock rows) {
        BitSet drawn = new BitSet(rows.size());
        if (heldOut[slice] > 0) {
            Permutation order = new Permutation(rows.size(), slice);
            IntStream.range(0, heldOut[slice]).map(order::at).forEach(drawn::set);
        }
        IntStream part = IntStream.range(0, rows.size()).filter(row -> drawn.get(row) == out);
        return rows.select(RowSelection.of(part.toArray()));
    }
}
