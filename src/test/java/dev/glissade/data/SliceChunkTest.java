package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceChunkTest {

    /** Few different keys make many ties: of the top half of the first key, of both keys, of the content too. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 1000})
    void rowsAreSortedByKeysAndThenByContent(int differentKeys) {
        SplittableRandom random = new SplittableRandom(differentKeys);
        int rows = 500;
        PackedRows.Packer packer = new PackedRows.Packer(rows, rows, true);
        long[] first = new long[rows];
        long[] second = new long[rows];
        for (int row = 0; row < rows; row++) {
            packer.add(oneRow(random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(2)), 0);
            first[row] = ((long) random.nextInt(differentKeys) << 62) | random.nextInt(differentKeys);
            second[row] = random.nextInt(differentKeys) * 0x9E3779B97F4A7C15L;
        }
        SliceChunk chunk = new SliceChunk(packer.pack(), first, second);

        int[] sorted = chunk.sorted();

        assertThat(IntStream.of(sorted).sorted().toArray())
                .isEqualTo(IntStream.range(0, rows).toArray());
        Comparator<Integer> byAll = (left, right) -> SliceChunk.compare(chunk, left, chunk, right);
        Integer[] expected = IntStream.range(0, rows).boxed().toArray(Integer[]::new);
        Arrays.sort(expected, byAll);
        for (int position = 0; position < rows; position++) {
            assertThat(byAll.compare(sorted[position], expected[position])).isZero();
        }
    }

    private static PackedRows oneRow(int label, int weight, int index, int value) {
        return new PackedRows(
                new int[] {0, 1}, new int[] {index}, new double[] {value + 1}, new double[] {label}, new double[] {
                    weight
                });
    }

    @Test
    void everyPartOfARowsContentCounts() {
        PackedRows row = oneRow(1, 1, 1, 1);
        assertThat(PackedRows.compare(row, 0, oneRow(1, 1, 1, 1), 0)).isZero();
        assertThat(PackedRows.compare(row, 0, oneRow(2, 1, 1, 1), 0)).isNegative();
        assertThat(PackedRows.compare(row, 0, oneRow(1, 2, 1, 1), 0)).isNegative();
        assertThat(PackedRows.compare(row, 0, oneRow(1, 1, 2, 1), 0)).isNegative();
        assertThat(PackedRows.compare(row, 0, oneRow(1, 1, 1, 2), 0)).isNegative();
        assertThat(PackedRows.compare(row, 0, oneRow(1, 1, 1, 0), 0)).isPositive();
    }
}
