package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.LinearModel;
import org.junit.jupiter.api.Test;

class KeptByRowTest {

    /** Rows of 8 bytes a feature and 8 for the label. */
    private static InMemoryGradientSource rows(int features) {
        RowBlock[] slices = {
            new DenseRows(features, new double[3 * features], new double[] {1, -1, 1}, null),
            new DenseRows(features, new double[2 * features], new double[] {1, -1}, null)
        };
        return new InMemoryGradientSource(LinearModel.logistic(features, false), new SliceGroup(0, slices));
    }

    @Test
    void keepsWhatARowWasGivenAndKnowsNothingOfTheOthers() {
        KeptByRow kept = KeptByRow.of(rows(7), 2).orElseThrow();
        double[] target = {5, 6};
        assertThat(kept.read(0, 1, target)).isFalse();
        kept.keep(0, 1, new double[] {3, Double.NaN});
        assertThat(kept.read(0, 0, target)).isFalse();
        assertThat(kept.read(0, 2, target)).isFalse();
        assertThat(kept.read(1, 1, target)).isFalse();
        assertThat(target).containsExactly(5, 6);
        assertThat(kept.read(0, 1, target)).isTrue();
        assertThat(target).containsExactly(3, Double.NaN);
    }

    /** A slope of NaN is worked out again, and is NaN again. */
    @Test
    void doesNotTakeNaNForNumbers() {
        KeptByRow kept = KeptByRow.of(rows(7), 2).orElseThrow();
        kept.keep(0, 1, new double[] {Double.NaN, 3});
        assertThat(kept.read(0, 1, new double[2])).isFalse();
    }

    @Test
    void takesAQuarterOfTheRowsMemoryAtMost() {
        assertThat(KeptByRow.of(rows(11), 3)).isPresent();
        assertThat(KeptByRow.of(rows(10), 3)).isEmpty();
    }
}
