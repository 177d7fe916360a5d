package dev.glissade.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowBlockTest {

    /** Rows (1, 0, 2), (0, 0, 0), (0, −3, 0). */
    private static final RowBlock DENSE = new DenseRows(
            3, new double[] {1, 0, 2, 0, 0, 0, 0, -3, 0}, new double[] {5, 6, 7}, new double[] {1, 2, 0.5});

    private static final RowBlock SPARSE = new SparseRows(
            3,
            new int[] {0, 2, 2, 3},
            new int[] {0, 2, 1},
            new double[] {1, 2, -3},
            new double[] {5, 6, 7},
            new double[] {1, 2, 0.5});

    @Test
    void blocksSayWhatTheyHold() {
        for (RowBlock block : new RowBlock[] {DENSE, SPARSE}) {
            assertThat(block.size()).isEqualTo(3);
            assertThat(block.features()).isEqualTo(3);
            assertThat(block.label(2)).isEqualTo(7);
            assertThat(block.weight(1)).isEqualTo(2);
            assertThat(block.totalWeight()).isEqualTo(3.5);
            assertThat(block.dot(0, new double[] {9, 1, 10, 100}, 1)).isEqualTo(201);
            assertThat(block.dot(1, new double[] {1, 1, 1}, 0)).isZero();
            double[] target = {1, 1, 1, 1};
            block.addScaled(2, 2, target, 1);
            assertThat(target).containsExactly(1, 1, -5, 1);
            assertThat(new double[] {block.squaredNorm(0), block.squaredNorm(1), block.squaredNorm(2)})
                    .containsExactly(5, 0, 9);
        }
    }

    @Test
    void rowsWithoutWeightsWeighOne() {
        RowBlock dense = new DenseRows(1, new double[] {4, 5}, new double[2], null);
        RowBlock sparse = new SparseRows(1, new int[] {0, 0, 0}, new int[0], new double[0], new double[2], null);
        assertThat(dense.weight(1)).isEqualTo(1);
        assertThat(sparse.weight(1)).isEqualTo(1);
        assertThat(dense.totalWeight()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 16, 33})
    void denseAndSparseRowsAgree(int features) {
        SplittableRandom random = new SplittableRandom(features);
        int rows = 20;
        double[] values = new double[rows * features];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(3) == 0 ? random.nextDouble(-1, 1) : 0;
        }
        RowBlock dense = new DenseRows(features, values, new double[rows], null);
        RowBlock sparse = compressed(features, values, rows);
        double[] factors = random.doubles(features + 2, -1, 1).toArray();
        for (int row = 0; row < rows; row++) {
            assertThat(sparse.dot(row, factors, 2)).isCloseTo(dense.dot(row, factors, 2), within(1e-14 * features));
            double[] ofDense = factors.clone();
            double[] ofSparse = factors.clone();
            dense.addScaled(0.7, row, ofDense, 1);
            sparse.addScaled(0.7, row, ofSparse, 1);
            assertThat(ofSparse).isEqualTo(ofDense);
        }
    }

    private static RowBlock compressed(int features, double[] values, int rows) {
        int[] offsets = new int[rows + 1];
        int[] indices = new int[values.length];
        double[] kept = new double[values.length];
        int filled = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                indices[filled] = i % features;
                kept[filled++] = values[i];
            }
            offsets[i / features + 1] = filled;
        }
        return new SparseRows(
                features, offsets, Arrays.copyOf(indices, filled), Arrays.copyOf(kept, filled), new double[rows], null);
    }

    @Test
    void rowsAreSelectedInTheOrderGiven() {
        for (RowBlock block : new RowBlock[] {DENSE, SPARSE}) {
            RowBlock selected = block.select(RowSelection.of(new int[] {2, 0, 2, 1}));
            assertThat(selected).hasSameClassAs(block);
            assertThat(selected.features()).isEqualTo(3);
            assertThat(selected.size()).isEqualTo(4);
            int[] origins = {2, 0, 2, 1};
            for (int row = 0; row < 4; row++) {
                assertThat(selected.label(row)).isEqualTo(block.label(origins[row]));
                assertThat(selected.weight(row)).isEqualTo(block.weight(origins[row]));
                assertThat(selected.dot(row, new double[] {1, 10, 100}, 0))
                        .isEqualTo(block.dot(origins[row], new double[] {1, 10, 100}, 0));
            }
            assertThat(block.select(RowSelection.none()).size()).isZero();
            assertThat(block.select(RowSelection.none()).features()).isEqualTo(3);
        }
        RowBlock unweighted = new DenseRows(1, new double[] {4, 5}, new double[2], null);
        assertThat(unweighted.select(RowSelection.of(new int[] {1})).weight(0)).isEqualTo(1);
    }

    @Test
    void nonZerosAreCounted() {
        assertThat(DENSE.nonZeros()).isEqualTo(3);
        assertThat(SPARSE.nonZeros()).isEqualTo(3);
        double[] stored = {1, 0, -0.0};
        assertThat(new SparseRows(3, new int[] {0, 3}, new int[] {0, 1, 2}, stored, new double[1], null).nonZeros())
                .isEqualTo(1);
    }

    /** By hand: (1, 0, 2) − (1, −1, 0.5) = (0, 1, 1.5), divided by (4, 2, 3): (0, 0.5, 0.5). */
    @Test
    void denseRowsAreShiftedThenScaled() {
        DenseRows rows = (DenseRows) DENSE.standardized(DenseVector.of(1, -1, 0.5), DenseVector.of(4, 2, 3));
        assertThat(rows.values().toArray()).containsExactly(0, 0.5, 0.5, -0.25, 0.5, -0.5 / 3, -0.25, -1, -0.5 / 3);
        assertThat(rows.label(2)).isEqualTo(7);
        assertThat(rows.weight(2)).isEqualTo(0.5);
        assertThat(((DenseRows) DENSE).values().toArray()).containsExactly(1, 0, 2, 0, 0, 0, 0, -3, 0);
        // Not (1/49)·49, nor 0.3/49 − 0.1/49: their bits differ.
        DenseRows one = new DenseRows(2, new double[] {49, 0.3}, new double[1], null);
        assertThat(one.standardized(DenseVector.of(0, 0.1), DenseVector.of(49, 49))
                        .dot(0, new double[] {1, 0}, 0))
                .isEqualTo(1);
        assertThat(one.standardized(DenseVector.of(0, 0.1), DenseVector.of(49, 49))
                        .values()
                        .get(1))
                .isEqualTo((0.3 - 0.1) / 49);
    }

    @Test
    void sparseRowsAreScaledAndKeepTheirPattern() {
        double[] stored = {6, 0, -0.0, 49};
        SparseRows rows = new SparseRows(3, new int[] {0, 3, 4}, new int[] {0, 1, 2, 2}, stored, new double[2], null);
        SparseRows scaled = rows.standardized(DenseVector.of(0, -0.0, 0), DenseVector.of(4, 2, 49));
        assertThat(scaled.values().toArray()).containsExactly(1.5, 0, -0.0, 1);
        assertThat(scaled.indices()).isSameAs(rows.indices());
        assertThat(scaled.offsets()).isSameAs(rows.offsets());
        assertThat(stored).containsExactly(6, 0, -0.0, 49);
        assertThatThrownBy(() -> rows.standardized(DenseVector.of(0, 0, 0.5), DenseVector.of(1, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shift[2] = 0.5: must be 0 for sparse rows");
    }

    @Test
    void asManyShiftsAndScalesAsFeatures() {
        for (RowBlock block : new RowBlock[] {DENSE, SPARSE}) {
            assertThatThrownBy(() -> block.standardized(DenseVector.zeros(3), DenseVector.of(1, 1)))
                    .hasMessage("3 features, but 3 shifts and 2 scales");
            assertThatThrownBy(() -> block.standardized(DenseVector.zeros(4), DenseVector.of(1, 1, 1)))
                    .hasMessage("3 features, but 4 shifts and 3 scales");
        }
    }

    @Test
    void arraysThatDoNotFitAreRefused() {
        double[] two = new double[2];
        assertThatThrownBy(() -> new DenseRows(3, two, two, null)).hasMessageContaining("need 6 values, not 2");
        assertThatThrownBy(() -> new DenseRows(1, two, two, new double[1])).hasMessageContaining("1 weights");
        assertThatThrownBy(() -> new SparseRows(1, new int[2], new int[0], new double[0], two, null))
                .hasMessageContaining("3 offsets");
        assertThatThrownBy(() -> new SparseRows(1, new int[] {0, 1, 2}, new int[1], two, two, null))
                .hasMessageContaining("indices");
        assertThatThrownBy(() -> new SparseRows(1, new int[3], new int[0], new double[0], two, new double[1]))
                .hasMessageContaining("1 weights");
    }
}
