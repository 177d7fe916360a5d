package dev.glissade.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceBordersTest {

    @ParameterizedTest
    @CsvSource({
        "64, 1, 0 64",
        "64, 2, 0 32 64",
        "64, 3, 0 20 44 64",
        "64, 4, 0 16 32 48 64",
        "64, 8, 0 8 16 24 32 40 48 56 64",
        "4, 9, 0 1 2 3 4",
        "1, 1, 0 1",
        "1024, 3, 0 320 704 1024"
    })
    void bordersAreMultiplesOfSubtrees(int slices, int partitions, String borders) {
        SliceBorders made = new SliceBorders(slices, partitions);
        int[] starts =
                IntStream.rangeClosed(0, made.numPartitions()).map(made::start).toArray();
        assertThat(starts)
                .isEqualTo(Arrays.stream(borders.split(" ", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    @Test
    void everyPartitionHasNeighbouringSlicesAndAboutAsMany() {
        for (int slices = 1; slices <= 1024; slices *= 2) {
            for (int partitions = 1; partitions <= slices; partitions++) {
                SliceBorders borders = new SliceBorders(slices, partitions);
                assertThat(borders.numPartitions()).isEqualTo(partitions);
                assertThat(borders.start(0)).isZero();
                assertThat(borders.end(partitions - 1)).isEqualTo(slices);
                for (int partition = 0; partition < partitions; partition++) {
                    int size = borders.end(partition) - borders.start(partition);
                    double even = (double) slices / partitions;
                    assertThat(size).isGreaterThanOrEqualTo(1).isBetween((int) (even * 0.74), (int)
                            Math.ceil(even * 1.26));
                    assertThat(borders.getPartition(borders.start(partition))).isEqualTo(partition);
                    assertThat(borders.getPartition(borders.end(partition) - 1)).isEqualTo(partition);
                }
            }
        }
    }
}
