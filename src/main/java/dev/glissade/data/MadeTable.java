package dev.glissade.data;

import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.RowBlock;
import dev.glissade.linalg.Storage;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/**
 * A table whose rows are made on the executors instead of read, for measurements on tables of any size. The rows are dealt to
 * slices as evenly as can be, neighbours together.
 */
public final class MadeTable {

    private static final int SLICES = 64;

    private MadeTable() {}

    /** What makes the rows: the same ones whenever it is asked. Goes with the tasks. */
    public interface Maker extends Serializable {

        /** Number of features. */
        int features();

        /** Whether blocks are dense, all of them; else all are sparse. */
        boolean dense();

        /**
         * The rows of a slice.
         *
         * @param slice its number
         * @param rows how many
         */
        RowBlock slice(int slice, int rows);

        /** What rows it makes; two makers of the same description make the same rows. */
        @Override
        String toString();
    }

    /**
     * Makes and caches a table, in one Spark job.
     *
     * @param rows how many in all
     * @param schema labels are encoded by it
     * @param options slices, 64 unless given; partitions, replicas and storage; nothing else is looked at
     */
    public static SlicedTable cached(
            JavaSparkContext context, Maker maker, long rows, TableSchema schema, TableOptions options) {
        int slices = options.slices().orElse(SLICES);
        int partitions = options.partitions().orElse(context.defaultParallelism());
        SliceBorders borders =
                new SliceBorders(slices, partitions, options.replicas().orElse(slices));
        TableContent content = new TableContent(
                maker.toString(),
                schema,
                maker.dense(),
                options.storage(),
                new SkippedRows(rows, Map.of(), Optional.empty()));
        return SlicedTable.cached(
                context.parallelize(
                                IntStream.range(0, borders.numPartitions())
                                        .boxed()
                                        .toList(),
                                borders.numPartitions())
                        .map(new Make(maker, borders, rows, options.storage())),
                content,
                Fingerprint.ofDescription("%s, %d rows, %d slices".formatted(maker, rows, slices)),
                Lineage.withoutBroadcast());
    }

    /** The task. */
    private static final class Make implements Function<Integer, SliceGroup> {

        private static final long serialVersionUID = 1L;

        private final Maker maker;
        private final SliceBorders borders;
        private final long rows;
        private final Storage storage;

        Make(Maker maker, SliceBorders borders, long rows, Storage storage) {
            this.maker = maker;
            this.borders = borders;
            this.rows = rows;
            this.storage = storage;
        }

        @Override
        public SliceGroup call(Integer partition) {
            int first = borders.start(partition);
            RowBlock[] blocks = new RowBlock[borders.end(partition) - first];
            for (int slice = 0; slice < blocks.length; slice++) {
                int count = (int) (rowsBefore(first + slice + 1) - rowsBefore(first + slice));
                blocks[slice] = maker.slice(first + slice, count).stored(storage);
            }
            return new SliceGroup(first, blocks);
        }

        private long rowsBefore(int slice) {
            return rows * slice / borders.slices();
        }
    }
}
