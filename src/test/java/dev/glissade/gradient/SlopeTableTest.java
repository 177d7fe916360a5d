package dev.glissade.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowSelection;
import dev.glissade.sampling.AllRows;
import dev.glissade.sampling.SliceTree;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlopeTableTest {

    /** Sizes around those of chunks, of 64 rows. */
    private static final SliceTree SIZES = SliceTree.of(new int[] {0, 1, 63, 64, 65, 200, 0, 128});

    private static RowSelection[] all(SliceTree sizes) {
        return new AllRows(sizes.rows()).select(sizes, 0, sizes.slices());
    }

    /** 0, 1, 2, … */
    private static DenseVector counted(long length) {
        double[] numbers = new double[Math.toIntExact(length)];
        Arrays.setAll(numbers, i -> i);
        return DenseVector.wrap(numbers);
    }

    private static DenseVector joined(List<DenseVector> vectors) {
        return DenseVector.wrap(vectors.stream()
                .flatMapToDouble(vector -> Arrays.stream(vector.values()))
                .toArray());
    }

    /** Some rows of four slices, the last row of a chunk, the first of the next one, and one twice. */
    private static RowSelection[] some() {
        RowSelection[] some = new RowSelection[8];
        Arrays.fill(some, RowSelection.none());
        some[1] = RowSelection.of(new int[] {0});
        some[4] = RowSelection.of(new int[] {63, 64});
        some[5] = RowSelection.of(new int[] {0, 100, 100, 199});
        some[7] = RowSelection.of(new int[] {127});
        return some;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whatIsPutInComesOut(int outputs) {
        DenseVector slopes = counted(SIZES.rows() * outputs);
        SlopeTable table = SlopeTable.of(SIZES, outputs, slopes);
        assertThat(table.of(all(SIZES)))
                .hasSize(8)
                .extracting(DenseVector::size)
                .containsExactly(0, outputs, 63 * outputs, 64 * outputs, 65 * outputs, 200 * outputs, 0, 128 * outputs);
        assertThat(joined(table.of(all(SIZES)))).isEqualTo(slopes);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void someRowsAreReadAndChanged(int outputs) {
        DenseVector slopes = counted(SIZES.rows() * outputs);
        SlopeTable table = SlopeTable.of(SIZES, outputs, slopes);
        int[] rows = {0, 1 + 63 + 64 + 63, 1 + 63 + 64 + 64, 193, 193 + 100, 193 + 100, 193 + 199, 393 + 127};
        double[] before = new double[rows.length * outputs];
        double[] now = new double[before.length];
        double[] expected = slopes.toArray();
        for (int i = 0; i < before.length; i++) {
            int at = rows[i / outputs] * outputs + i % outputs;
            before[i] = at;
            now[i] = -1 - at; // of a row that stands twice, both times the same
            expected[at] = now[i];
        }
        assertThat(joined(table.of(some()))).isEqualTo(DenseVector.wrap(before));
        SlopeTable changed = table.with(some(), DenseVector.wrap(now));
        assertThat(joined(changed.of(all(SIZES)))).isEqualTo(DenseVector.wrap(expected));
        assertThat(joined(table.of(all(SIZES)))).as("the table before").isEqualTo(slopes);
        SlopeTable back = changed.with(some(), DenseVector.wrap(before));
        assertThat(joined(back.of(all(SIZES)))).isEqualTo(slopes);
        assertThat(joined(changed.of(all(SIZES)))).isEqualTo(DenseVector.wrap(expected));
    }

    /** A million rows take 8 MB; a changed row takes a chunk and the pointers to those of its slice. */
    @Test
    void aChangedTableSharesWhatIsAsItWas() {
        SliceTree sizes = SliceTree.of(new int[] {250_000, 250_000, 250_000, 250_000});
        SlopeTable table = SlopeTable.of(sizes, 1, counted(1_000_000));
        RowSelection[] one = {
            RowSelection.none(), RowSelection.of(new int[] {77_777}), RowSelection.none(), RowSelection.none()
        };
        table.with(one, DenseVector.of(1)); // classes loaded
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        SlopeTable changed = table.with(one, DenseVector.of(-5));
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertThat(changed.of(one)).contains(DenseVector.of(-5));
        assertThat(table.of(one)).contains(DenseVector.of(327_777));
        assertThat(allocated).isLessThan(8 * 250_000 / 64 + 5_000);
    }

    @Test
    void itsSizeIsEightBytesASlope() {
        assertThat(SlopeTable.bytes(5_000_000_000L, 3)).isEqualTo(120_000_000_000L);
    }
}
