package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.linalg.RowSelection;
import dev.glissade.linalg.SparseRows;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureMarksTest {

    /** Widths at the borders of words and of words of words; the same marks serve many times. */
    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 4095, 4096, 4097, 300_000})
    void marksAreTheSortedDistinctFeatures(int features) {
        SplittableRandom random = new SplittableRandom(features);
        FeatureMarks marks = new FeatureMarks(features);
        for (int round = 0; round < 20; round++) {
            int[] indices = random.ints(30, 0, features).toArray();
            indices[3] = features - 1;
            SparseRows rows =
                    new SparseRows(features, new int[] {0, 10, 10, 30}, indices, new double[30], new double[3], null);
            assertThat(marks.of(rows, RowSelection.all(3)))
                    .isEqualTo(Arrays.stream(indices).sorted().distinct().toArray());
            assertThat(marks.of(rows, RowSelection.of(new int[] {2, 2, 1})))
                    .isEqualTo(IntStream.range(10, 30)
                            .map(i -> indices[i])
                            .sorted()
                            .distinct()
                            .toArray());
            assertThat(marks.of(rows, RowSelection.none())).isEmpty();
        }
    }
}
