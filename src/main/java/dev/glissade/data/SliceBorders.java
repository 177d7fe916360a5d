package dev.glissade.data;

import java.util.Arrays;
import org.apache.spark.Partitioner;

/**
 * Which Spark partition holds which slices: neighbouring ones, about as many in each. The key of the partitioner is the
 * number of a slice.
 *
 * <p>Borders are multiples of a power of two, large enough that few nodes of the tree over the slices straddle a border
 * (sums below a node that does not are merged before they are sent), and small enough that partitions stay even.
 */
final class SliceBorders extends Partitioner {

    private static final long serialVersionUID = 1L;

    /** At least this many subtrees of slices go to a partition, where there are so many slices. */
    private static final int SUBTREES = 4;

    private final int slices;
    private final int[] starts;

    /**
     * @param slices number of slices, a power of two
     * @param partitions number of partitions, at least 1; more than there are replicas make no difference
     * @param replicas that no border may cut, a power of two, at most the number of slices: with as many, borders are free
     */
    SliceBorders(int slices, int partitions, int replicas) {
        this.slices = slices;
        int count = Math.min(replicas, partitions);
        int unit = Math.max(slices / replicas, Integer.highestOneBit(slices / count / SUBTREES));
        starts = new int[count + 1];
        for (int partition = 0; partition <= count; partition++) {
            long exact = (long) partition * slices;
            starts[partition] = unit * (int) Math.floorDiv(2 * exact + (long) unit * count, 2L * unit * count);
        }
    }

    @Override
    public int numPartitions() {
        return starts.length - 1;
    }

    @Override
    public int getPartition(Object slice) {
        int found = Arrays.binarySearch(starts, (Integer) slice);
        return found >= 0 ? found : -found - 2;
    }

    int slices() {
        return slices;
    }

    /** The first slice of a partition; of {@link #numPartitions}: the number of slices. */
    int start(int partition) {
        return starts[partition];
    }

    /** One behind the last slice of a partition. */
    int end(int partition) {
        return starts[partition + 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SliceBorders borders && Arrays.equals(starts, borders.starts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(starts);
    }
}
