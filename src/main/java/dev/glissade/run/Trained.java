package dev.glissade.run;

import dev.glissade.model.ParameterLayout;
import dev.glissade.sampling.SliceTree;
import dev.glissade.spark.SparkGradientSource;
import java.util.stream.IntStream;

/**
 * What a plan has to know of the table and the model.
 *
 * @param layout the model's parameters
 * @param sizes of the training set's slices
 * @param sparse whether its rows are
 */
record Trained(ParameterLayout layout, SliceTree sizes, boolean sparse) {

    /** That of a source. */
    static Trained on(SparkGradientSource data) {
        return new Trained(data.model().layout(), data.slices(), data.isSparse());
    }

    /** Slices that have rows. */
    long filledSlices() {
        return IntStream.range(0, sizes.slices())
                .filter(slice -> sizes.sliceSize(slice) > 0)
                .count();
    }

    /** Whether most features are in none of a batch's rows. */
    boolean isWide() {
        return sparse && layout.isWide();
    }
}
