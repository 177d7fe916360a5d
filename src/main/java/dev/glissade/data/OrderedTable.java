package dev.glissade.data;

import dev.glissade.linalg.Storage;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;

/**
 * A table's features in the order of reading (files by path, rows by position), for predictions that stand beside the
 * number of their row. Cached on the executors until closed.
 */
public final class OrderedTable implements AutoCloseable {

    private final ReadTable table;
    private final JavaRDD<NumberedRows> blocks;

    OrderedTable(ReadTable table) {
        this.table = table;
        blocks = table.blocks()
                .mapPartitionsWithIndex(new Numbering(table.features(), table.isDense(), table.firstRows()), true);
    }

    /**
     * The rows: neighbouring rows are in a block, blocks of a partition ascend by row number, but those of different
     * partitions need not.
     */
    public JavaRDD<NumberedRows> blocks() {
        return blocks;
    }

    /** Number of rows. */
    public long rows() {
        return table.rows();
    }

    /** What the rows were read for. */
    public TableSchema schema() {
        return table.schema();
    }

    /** Lets go of everything on the executors. */
    @Override
    public void close() {
        table.close();
    }

    /** The task that makes blocks of what was read. */
    private static final class Numbering implements Function2<Integer, Iterator<InputBlock>, Iterator<NumberedRows>> {

        private static final long serialVersionUID = 1L;

        private final int features;
        private final boolean dense;
        private final long[][] firstRows;

        Numbering(int features, boolean dense, long[][] firstRows) {
            this.features = features;
            this.dense = dense;
            this.firstRows = firstRows;
        }

        @Override
        public Iterator<NumberedRows> call(Integer partition, Iterator<InputBlock> blocks) {
            return new Blocks(this, firstRows[partition], blocks);
        }
    }

    /** One block after the other. */
    private static final class Blocks implements Iterator<NumberedRows> {

        private final Numbering numbering;
        private final long[] firstRows;
        private final Iterator<InputBlock> blocks;
        private int place;

        Blocks(Numbering numbering, long[] firstRows, Iterator<InputBlock> blocks) {
            this.numbering = numbering;
            this.firstRows = firstRows;
            this.blocks = blocks;
        }

        @Override
        public boolean hasNext() {
            return blocks.hasNext();
        }

        @Override
        public NumberedRows next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            PackedRows rows = blocks.next().rows();
            return new NumberedRows(
                    firstRows[place++], rows.toBlock(numbering.features, numbering.dense, Storage.FLOAT64));
        }
    }
}
