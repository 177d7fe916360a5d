package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glissade.linalg.DenseRows;
import dev.glissade.linalg.RowBlock;
import dev.glissade.sampling.SliceTree;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartOfSlicesTest {

    /** By hand: 0.25 of 2, 5, 5, 12 rows so far are 0.5, 1.25, 1.25, 3, rounded 1, 1, 1, 3. */
    @Test
    void sharesAreRoundedDownTheSlices() {
        assertThat(PartOfSlices.heldOut(SliceTree.of(new int[] {2, 3, 0, 7}), 0.25))
                .containsExactly(1, 0, 0, 2);
        assertThat(PartOfSlices.heldOut(SliceTree.of(new int[] {1, 1, 1, 1}), 0.5))
                .containsExactly(1, 0, 1, 0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, 1e-6, 0.1, 0.2, 0.5, 0.9, 0.999999, 0x1.fffffffffffffp-1})
    void noSliceGivesMoreThanItsShareAndTheTotalIsRounded(double fraction) {
        SplittableRandom random = new SplittableRandom(7);
        for (int bound : new int[] {2, 10, 1000, Integer.MAX_VALUE}) {
            int[] sizes = random.ints(256, 0, bound).toArray();
            int[] heldOut = PartOfSlices.heldOut(SliceTree.of(sizes), fraction);
            for (int slice = 0; slice < sizes.length; slice++) {
                assertThat(heldOut[slice]).isBetween(0, sizes[slice]);
                assertThat(Math.abs(heldOut[slice] - fraction * sizes[slice])).isLessThanOrEqualTo(1 + 1e-6);
            }
            long rows = IntStream.of(sizes).asLongStream().sum();
            long exact = new BigDecimal(fraction)
                    .multiply(BigDecimal.valueOf(rows))
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
            assertThat(IntStream.of(heldOut).asLongStream().sum()).isEqualTo(exact);
        }
    }

    @Test
    void thePartsKeepTheOrderAndShareTheRows() {
        RowBlock rows = new DenseRows(1, new double[] {5, 6, 7, 8}, new double[] {1, 2, 3, 4}, null);
        int[] heldOut = {0, 3, 4};
        for (int slice = 0; slice < heldOut.length; slice++) {
            double[] kept = labels(new PartOfSlices(heldOut, false), slice, rows);
            double[] out = labels(new PartOfSlices(heldOut, true), slice, rows);
            assertThat(out).hasSize(heldOut[slice]).isSorted();
            assertThat(kept).hasSize(4 - heldOut[slice]).isSorted();
            assertThat(DoubleStream.concat(DoubleStream.of(kept), DoubleStream.of(out)))
                    .containsExactlyInAnyOrder(1.0, 2.0, 3.0, 4.0);
        }
        assertThat(new PartOfSlices(new int[1], true).apply(0, new DenseRows(1, new double[0], new double[0], null)))
                .extracting(RowBlock::size)
                .isEqualTo(0);
    }

    /** Of 1024 slices of ten rows, three rows each are held out: each place about 307 times, σ = 14.7. */
    @Test
    void everyPlaceIsHeldOutAsOften() {
        int slices = 1024;
        double[] places = IntStream.range(0, 10).mapToDouble(i -> i).toArray();
        RowBlock rows = new DenseRows(1, new double[10], places, null);
        int[] heldOut = new int[slices];
        Arrays.fill(heldOut, 3);
        int[] times = new int[10];
        for (int slice = 0; slice < slices; slice++) {
            for (double place : labels(new PartOfSlices(heldOut, true), slice, rows)) {
                times[(int) place]++;
            }
        }
        assertThat(IntStream.of(times)).allSatisfy(count -> assertThat(count).isBetween(307 - 59, 307 + 59));
    }

    private static double[] labels(PartOfSlices part, int slice, RowBlock rows) {
        RowBlock kept = part.apply(slice, rows);
        return IntStream.range(0, kept.size()).mapToDouble(kept::label).toArray();
    }
}
