package dev.glissade.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.glissade.SharedSpark;
import dev.glissade.data.MadeTable;
import dev.glissade.data.SlicedTable;
import dev.glissade.data.TableOptions;
import dev.glissade.data.TableSchema;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.SparseRows;
import dev.glissade.model.LabelCoding;
import dev.glissade.model.LabelKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Generated rows: what they are said to be, and the same whoever makes them. */
class MadeRowsTest {

    private static final LabelCoding SIGNS = LabelCoding.classes(LabelKind.BINARY, List.of("-1", "1"));

    private static SlicedTable table(MadeTable.Maker maker, long rows, int partitions) {
        return MadeTable.cached(
                SharedSpark.context(),
                maker,
                rows,
                new TableSchema(SIGNS, maker.features(), List.of()),
                TableOptions.defaults().withSlices(8).withPartitions(partitions));
    }

    @Test
    void tableIsTheSameInAnyPartitions() {
        MadeTable.Maker maker = new DenseMaker(3, 7);
        try (SlicedTable one = table(maker, 1001, 1);
                SlicedTable three = table(maker, 1001, 3)) {
            assertThat(one.rows()).isEqualTo(1001);
            assertThat(three.partitions()).isEqualTo(3);
            assertThat(one.fingerprint()).isEqualTo(three.fingerprint());
            SliceGroup first = one.collect();
            SliceGroup second = three.collect();
            for (int slice = 0; slice < 8; slice++) {
                assertThat(first.slice(slice).size()).isBetween(125, 126);
                assertThat(((DenseRows) first.slice(slice)).values().toArray())
                        .isEqualTo(((DenseRows) second.slice(slice)).values().toArray());
            }
        }
    }

    @Test
    void denseValuesAreFloatsOfMeanZeroAndVarianceOne() {
        double[] values =
                ((DenseRows) new DenseMaker(50, 1).slice(0, 2000)).values().toArray();
        assertThat(DoubleStream.of(values)).allMatch(value -> value == value.floatValue());
        assertThat(DoubleStream.of(values).average().orElseThrow()).isCloseTo(0, within(0.02));
        double squares =
                DoubleStream.of(values).map(value -> value * value).average().orElseThrow();
        assertThat(squares).isCloseTo(1, within(0.02));
    }

    @Test
    void seedAndSliceMakeOtherRows() {
        double[] rows = ((DenseRows) new DenseMaker(5, 1).slice(0, 4)).values().toArray();
        assertThat(((DenseRows) new DenseMaker(5, 1).slice(0, 4)).values().toArray())
                .isEqualTo(rows);
        assertThat(((DenseRows) new DenseMaker(5, 1).slice(1, 4)).values().toArray())
                .isNotEqualTo(rows);
        assertThat(((DenseRows) new DenseMaker(5, 2).slice(0, 4)).values().toArray())
                .isNotEqualTo(rows);
    }

    @Test
    void bothClassesComeInEveryTable() {
        DenseRows rows = (DenseRows) new DenseMaker(20, 3).slice(0, 1000);
        long positive =
                IntStream.range(0, 1000).filter(row -> rows.label(row) > 0).count();
        assertThat(positive).isBetween(400L, 600L);
    }

    @Test
    void sparseRowsHaveDistinctAscendingFeatures() {
        for (boolean zipf : new boolean[] {false, true}) {
            SparseRows rows = (SparseRows) new SparseMaker(200, 30, zipf, 1).slice(0, 300);
            for (int row = 0; row < rows.size(); row++) {
                int[] features = Arrays.copyOfRange(rows.indices(), rows.offsets()[row], rows.offsets()[row + 1]);
                assertThat(features).hasSize(30).isSorted().doesNotHaveDuplicates();
                assertThat(features[0]).isNotNegative();
                assertThat(features[29]).isLessThan(200);
            }
            assertThat(rows.values().toArray()).doesNotContain(0);
        }
    }

    /** Feature 0 has twice the chance of feature 1, about, and ten times that of feature 9. */
    @Test
    void zipfsLawHolds() {
        SparseRows rows = (SparseRows) new SparseMaker(100_000, 1, true, 1).slice(0, 100_000);
        int[] counts = new int[100_000];
        for (int index : rows.indices()) {
            counts[index]++;
        }
        double perUnit = 100_000 / Math.log(100_001);
        for (int feature : new int[] {0, 1, 9}) {
            double expected = perUnit * Math.log((feature + 2.0) / (feature + 1.0));
            assertThat((double) counts[feature]).isCloseTo(expected, within(5 * Math.sqrt(expected)));
        }
    }
}
