package dev.glissade.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SliceTreeTest {

    @Test
    void nodesHoldTheRowsBelowThem() {
        SliceTree tree = SliceTree.of(new int[] {3, 0, 5, 1_000});
        assertThat(tree.slices()).isEqualTo(4);
        assertThat(tree.rows()).isEqualTo(1_008);
        assertThat(tree.rowsUnder(2)).isEqualTo(3);
        assertThat(tree.rowsUnder(3)).isEqualTo(1_005);
        assertThat(tree.sliceSize(2)).isEqualTo(5);
        assertThat(SliceTree.of(new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE})
                        .rows())
                .isEqualTo(4_294_967_294L);
    }

    /** Small numbers beside 1 are lost or kept as the neighbours stand. */
    @Test
    void foldAddsNeighboursFirst() {
        SliceTree tree = SliceTree.of(new int[] {1, 1, 1, 1});
        double[] numbers = {1, -1, 1e-20, 1e-20};
        assertThat(tree.fold(numbers)).isEqualTo(2e-20);
        assertThat(numbers).containsExactly(1, -1, 1e-20, 1e-20);
        assertThat(tree.fold(new double[] {1e-20, 1, -1, 1e-20})).isZero();
        assertThat(SliceTree.of(new int[] {9}).fold(new double[] {7})).isEqualTo(7);
    }

    @Test
    void onlyPowersOfTwoAndSizesFromZero() {
        assertThatThrownBy(() -> SliceTree.of(new int[3])).hasMessageContaining("not 3");
        assertThatThrownBy(() -> SliceTree.of(new int[0])).hasMessageContaining("not 0");
        assertThatThrownBy(() -> SliceTree.of(new int[] {1, -2})).hasMessageContaining("slice 1 has -2 rows");
    }
}
