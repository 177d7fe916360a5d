package dev.glissade.data;

import java.net.URI;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;

/** The task that packs a partition of a {@code Dataset} into blocks. */
final class RowsToBlocks implements Function2<Integer, Iterator<Row>, Iterator<InputBlock>> {

    private static final long serialVersionUID = 1L;

    private final RowParser parser;
    private final RowRule rule;
    private final boolean placed;

    /** @param placed whether each row begins with its file and the place there of the split that it was read from */
    RowsToBlocks(RowParser parser, RowRule rule, boolean placed) {
        this.parser = parser;
        this.rule = rule;
        this.placed = placed;
    }

    @Override
    public Iterator<InputBlock> call(Integer partition, Iterator<Row> rows) {
        return new Blocks(parser.fresh(), rows, rule.builder("", partition), placed);
    }

    /** Packs when the next block is asked for; a block does not go on from one split of a file to the next. */
    private static final class Blocks implements Iterator<InputBlock> {

        private final RowParser parser;
        private final Iterator<Row> rows;
        private final BlockBuilder builder;
        private final boolean placed;
        private String file = "";
        private long split;
        private Row pending;

        Blocks(RowParser parser, Iterator<Row> rows, BlockBuilder builder, boolean placed) {
            this.parser = parser;
            this.rows = rows;
            this.builder = builder;
            this.placed = placed;
            advance();
        }

        private void advance() {
            pending = rows.hasNext() ? rows.next() : null;
        }

        @Override
        public boolean hasNext() {
            return pending != null && !builder.failed();
        }

        @Override
        public InputBlock next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (!isOfSameSplit()) {
                file = pending.getString(0);
                split = pending.getLong(1);
                builder.moveTo(new Path(URI.create(file)).toString(), split);
            }
            while (!builder.failed() && !builder.isFull() && pending != null && isOfSameSplit()) {
                parser.parse(pending, builder);
                builder.endLine();
                advance();
            }
            return builder.build();
        }

        private boolean isOfSameSplit() {
            return !placed
                    || (pending.getLong(1) == split && pending.getString(0).equals(file));
        }
    }
}
