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
        SliceBorders made = new SliceBorders(slices, partitions, slices);
        assertThat(starts(made)).isEqualTo(numbers(borders));
    }

    private static int[] starts(SliceBorders borders) {
        return IntStream.rangeClosed(0, borders.numPartitions())
                .map(borders::start)
                .toArray();
    }

    private static int[] numbers(String borders) {
        return Arrays.stream(borders.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "64, 1, 8, 0 64",
        "64, 2, 8, 0 32 64",
        "64, 3, 8, 0 24 40 64",
        "64, 3, 32, 0 20 44 64",
        "64, 5, 8, 0 16 24 40 48 64",
        "64, 8, 8, 0 8 16 24 32 40 48 56 64",
        "64, 64, 8, 0 8 16 24 32 40 48 56 64",
        "64, 1000000, 2, 0 32 64",
        "64, 7, 1, 0 64",
        "1024, 3, 1024, 0 320 704 1024",
        "1024, 3, 64, 0 320 704 1024",
        "1024, 3, 4, 0 256 768 1024",
        "1, 5, 1, 0 1"
    })
    void noBorderCutsAReplica(int slices, int partitions, int replicas, String borders) {
        assertThat(starts(new SliceBorders(slices, partitions, replicas))).isEqualTo(numbers(borders));
    }

    /** Wherever the borders are, a replica is whole, every partition has one, and none more than twice its share. */
    @Test
    void everyPartitionHasWholeReplicasAndAboutAsMany() {
        for (int slices = 1; slices <= 512; slices *= 2) {
            for (int replicas = 1; replicas <= slices; replicas *= 2) {
                for (int partitions = 1; partitions <= slices + 3; partitions++) {
                    assertWholeReplicas(slices, partitions, replicas);
                }
            }
        }
        assertWholeReplicas(1 << 20, 1_000_000, 1 << 20);
        assertWholeReplicas(1 << 20, 1_000, 1 << 10);
    }

    private static void assertWholeReplicas(int slices, int partitions, int replicas) {
        SliceBorders borders = new SliceBorders(slices, partitions, replicas);
        int count = Math.min(partitions, replicas);
        int each = slices / replicas;
        assertThat(borders.numPartitions()).isEqualTo(count);
        assertThat(borders.start(0)).isZero();
        assertThat(borders.start(count)).isEqualTo(slices);
        for (int partition = 0; partition < count; partition++) {
            int start = borders.start(partition);
            int end = borders.end(partition);
            if (start % each != 0 || end - start < each || (long) (end - start) * count > 2L * slices) {
                throw new AssertionError("%d slices, %d partitions, %d replicas: partition %d is %d to %d"
                        .formatted(slices, partitions, replicas, partition, start, end));
            }
        }
    }

    @Test
    void bordersAreEqualWhereTheyCutAtTheSamePlaces() {
        SliceBorders borders = new SliceBorders(64, 8, 64);
        assertThat(borders)
                .isEqualTo(new SliceBorders(64, 8, 8))
                .hasSameHashCodeAs(new SliceBorders(64, 64, 8))
                .isNotEqualTo(new SliceBorders(64, 8, 4));
    }

    @Test
    void everyPartitionHasNeighbouringSlicesAndAboutAsMany() {
        for (int slices = 1; slices <= 1024; slices *= 2) {
            for (int partitions = 1; partitions <= slices; partitions++) {
                SliceBorders borders = new SliceBorders(slices, partitions, slices);
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
