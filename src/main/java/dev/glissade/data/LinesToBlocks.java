package dev.glissade.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/** The task that parses a split of a text file into blocks. */
final class LinesToBlocks implements Function2<InputSplit, Iterator<Tuple2<LongWritable, Text>>, Iterator<InputBlock>> {

    private static final long serialVersionUID = 1L;

    private final LineParser parser;
    private final RowRule rule;

    LinesToBlocks(LineParser parser, RowRule rule) {
        this.parser = parser;
        this.rule = rule;
    }

    @Override
    public Iterator<InputBlock> call(InputSplit split, Iterator<Tuple2<LongWritable, Text>> lines) {
        FileSplit place = (FileSplit) split;
        BlockBuilder builder = rule.builder(place.getPath().toString(), place.getStart());
        return new Blocks(parser, lines, builder, place.getStart() == 0);
    }

    /** Parses when the next block is asked for; gives at least one, which tells the number of lines. */
    private static final class Blocks implements Iterator<InputBlock> {

        private final LineParser parser;
        private final Iterator<Tuple2<LongWritable, Text>> lines;
        private final BlockBuilder builder;
        private boolean startsFile;
        private boolean ended;

        Blocks(
                LineParser parser,
                Iterator<Tuple2<LongWritable, Text>> lines,
                BlockBuilder builder,
                boolean startsFile) {
            this.parser = parser;
            this.lines = lines;
            this.builder = builder;
            this.startsFile = startsFile;
        }

        @Override
        public boolean hasNext() {
            return !ended;
        }

        @Override
        public InputBlock next() {
            if (ended) {
                throw new NoSuchElementException();
            }
            while (!builder.failed() && !builder.isFull() && lines.hasNext()) {
                Text line = lines.next()._2();
                if (startsFile) {
                    parser.parseFirst(line.getBytes(), line.getLength(), builder);
                    startsFile = false;
                } else {
                    parser.parse(line.getBytes(), line.getLength(), builder);
                }
                builder.endLine();
            }
            ended = builder.failed() || !lines.hasNext();
            return builder.build();
        }
    }
}
