package dev.glissade.data;

import dev.glissade.linalg.RowBlock;
import java.io.Serializable;

/**
 * How the blocks of a table become those of a table derived from it, slice by slice. It may be as large as the number
 * of slices or of features, so it is broadcast and not sent with every task.
 */
sealed interface BlockChange extends Serializable permits PartOfSlices, ScaledFeatures {

    /** The derived table's rows of a slice, a function of these alone. */
    RowBlock apply(int slice, RowBlock rows);
}
