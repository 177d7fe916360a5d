package dev.glissade.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.linalg.RowSelection;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochOrderTest {

    /** Wherever it begins, also at the end of an epoch, and over the end of several. */
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 7", "4, 13", "5, 58", "6, 59", "7, 60", "8, 61", "9, 1234567890123"})
    void rowsAreThoseOfBatchesOfOne(long seed, long rowsDrawn) {
        for (int[] sizes : new int[][] {{10, 0, 25, 1, 3, 0, 0, 20}, {1}, {0, 5}, {0, 0, 0, 1}, {7, 7, 7, 7}}) {
            SliceTree tree = SliceTree.of(sizes);
            EpochOrder order = new EpochOrder(tree, seed, rowsDrawn);
            for (long drawn = rowsDrawn; drawn < rowsDrawn + 3 * tree.rows() + 2; drawn++) {
                order.next();
                Batch batch = new Sampling(Sampling.Mode.EPOCH_SHUFFLE, seed).batch(0, drawn, 1, tree.rows());
                RowSelection[] selected = batch.select(tree, 0, sizes.length);
                for (int slice = 0; slice < sizes.length; slice++) {
                    assertThat(selected[slice].count()).isEqualTo(slice == order.slice() ? 1 : 0);
                }
                assertThat(order.row()).isEqualTo(selected[order.slice()].row(0));
            }
        }
    }

    /** More rows than a product of two numbers of them has room for: 64 slices of two thousand million. */
    @ParameterizedTest
    @CsvSource({"0", "1", "68719476735", "137438953408", "274877906943"})
    void manyRows(long rowsDrawn) {
        int[] sizes = new int[64];
        Arrays.fill(sizes, Integer.MAX_VALUE - 5);
        SliceTree tree = SliceTree.of(sizes);
        EpochOrder order = new EpochOrder(tree, 3, rowsDrawn);
        for (long drawn = rowsDrawn; drawn < rowsDrawn + 200; drawn++) {
            order.next();
            RowSelection[] selected = new Sampling(Sampling.Mode.EPOCH_SHUFFLE, 3)
                    .batch(0, drawn, 1, tree.rows())
                    .select(tree, 0, 64);
            assertThat(order.row()).isEqualTo(selected[order.slice()].row(0));
        }
    }
}
