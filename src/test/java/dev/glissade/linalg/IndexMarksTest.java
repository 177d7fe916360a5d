package dev.glissade.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexMarksTest {

    private static int[] taken(IndexMarks marks, SparseRows rows, RowSelection selection) {
        rows.markFeatures(selection, marks);
        return marks.take();
    }

    /** Widths at the borders of words and of words of words; the same marks serve many times. */
    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 4095, 4096, 4097, 300_000})
    void marksAreTheSortedDistinctFeatures(int features) {
        SplittableRandom random = new SplittableRandom(features);
        IndexMarks marks = new IndexMarks(features);
        for (int round = 0; round < 20; round++) {
            int[] indices = random.ints(30, 0, features).toArray();
            indices[3] = features - 1;
            SparseRows rows =
                    new SparseRows(features, new int[] {0, 10, 10, 30}, indices, new double[30], new double[3], null);
            assertThat(taken(marks, rows, RowSelection.all(3)))
                    .isEqualTo(Arrays.stream(indices).sorted().distinct().toArray());
            assertThat(taken(marks, rows, RowSelection.of(new int[] {2, 2, 1})))
                    .isEqualTo(IntStream.range(10, 30)
                            .map(i -> indices[i])
                            .sorted()
                            .distinct()
                            .toArray());
            assertThat(taken(marks, rows, RowSelection.none())).isEmpty();
        }
    }
}
