package dev.glissade.data;

import dev.glissade.config.UserError;
import dev.glissade.model.LabelCoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.storage.StorageLevel;

/**
 * A table that has been read and checked once: its packed rows, persisted until closed, and all that follows from its
 * totals. For the driver only.
 */
final class ReadTable implements AutoCloseable {

    /** Blocks in the order of reading. */
    private static final Comparator<Placed> READING_ORDER = Comparator.comparing((Placed block) -> block.summary.file)
            .thenComparingLong(block -> block.summary.position)
            .thenComparingInt(block -> block.summary.part);

    private final InputTable input;
    private final ReadRequest request;
    private final JavaRDD<InputBlock> blocks;
    private final List<Placed> inOrder = new ArrayList<>();
    private final long[][] firstRows;
    private long rows;
    private long nonZeros;
    private int width;
    private boolean weighted;
    private LabelCoding labels;
    private SkippedRows skipped;

    /** A block's summary with its place in the RDD. */
    private record Placed(int partition, int place, BlockSummary summary) {}

    private ReadTable(
            InputTable input, ReadRequest request, JavaRDD<InputBlock> blocks, List<BlockSummary[]> summaries) {
        this.input = input;
        this.request = request;
        this.blocks = blocks;
        firstRows = new long[summaries.size()][];
        for (int partition = 0; partition < summaries.size(); partition++) {
            BlockSummary[] ofPartition = summaries.get(partition);
            firstRows[partition] = new long[ofPartition.length];
            for (int place = 0; place < ofPartition.length; place++) {
                inOrder.add(new Placed(partition, place, ofPartition[place]));
            }
        }
        inOrder.sort(READING_ORDER);
    }

    /**
     * Reads all of the table, in one Spark job.
     *
     * @throws UserError for the first bad row, or what is wrong with the table as a whole
     */
    static ReadTable read(InputTable input, ReadRequest request) {
        JavaRDD<InputBlock> blocks =
                input.blocks().setName(input.name() + ", as read").persist(StorageLevel.MEMORY_AND_DISK());
        try {
            List<BlockSummary[]> summaries = ReadFailure.asUserError(
                    input.name(), () -> blocks.mapPartitions(new Summarize()).collect());
            ReadTable table = new ReadTable(input, request, blocks, summaries);
            table.checkRows();
            table.skipped = table.countSkipped();
            table.checkTotals();
            return table;
        } catch (Exception failure) { // Spark throws checked exceptions without declaring them
            blocks.unpersist(false);
            throw failure;
        }
    }

    /**
     * Reads all of the table, for its bad rows alone.
     *
     * @throws UserError for the first
     */
    static void check(InputTable input, ReadRequest request) {
        JavaRDD<InputBlock> blocks = input.blocks();
        List<BlockSummary[]> summaries = ReadFailure.asUserError(
                input.name(), () -> blocks.mapPartitions(new Summarize()).collect());
        new ReadTable(input, request, blocks, summaries).checkRows();
    }

    private void checkRows() {
        int expectedWidth = -1;
        for (Placed placed : inOrder) {
            BlockSummary block = placed.summary;
            if (block.rows > 0 && input.sameWidth()) {
                expectedWidth = expectedWidth < 0 ? block.width : expectedWidth;
                if (block.width != expectedWidth) {
                    throw at(block, 0, "%d features where the first row has %d".formatted(block.width, expectedWidth));
                }
            }
            if (block.problem != null) {
                throw at(block, block.lines - 1, block.problem);
            }
            firstRows[placed.partition][placed.place] = rows;
            rows += block.rows;
            nonZeros += block.nonZeros;
            width = Math.max(width, block.width);
            weighted |= !block.allWeightsOne;
        }
    }

    /**
     * @param line line or row of the block, from 0
     */
    private UserError at(BlockSummary bad, long line, String problem) {
        return new UserError(placed(bad, line, problem));
    }

    private String placed(BlockSummary bad, long line, String problem) {
        long before = 0;
        for (Placed placed : inOrder) {
            BlockSummary block = placed.summary;
            if (block == bad) {
                break;
            }
            before += block.file.equals(bad.file) ? block.lines : 0;
        }
        String place =
                input.inLines() ? "line " + (before + line + 1) : "row " + (before + line) + " (in reading order)";
        String name = input.display().apply(bad.file);
        return UserError.oneLine(name + " " + place + (problem.startsWith("column ") ? " " : ": ") + problem);
    }

    private SkippedRows countSkipped() {
        Map<RowFault, Long> counts = new EnumMap<>(RowFault.class);
        inOrder.forEach(
                block -> block.summary.skipped.forEach((fault, count) -> counts.merge(fault, count, Long::sum)));
        long all = rows + counts.values().stream().mapToLong(Long::longValue).sum();
        Optional<String> first = inOrder.stream()
                .map(Placed::summary)
                .filter(block -> block.firstSkipped != null)
                .findFirst()
                .map(block -> placed(block, block.firstSkippedLine, block.firstSkipped));
        return new SkippedRows(all, counts, first);
    }

    /** What is to be added to an error that the rows left out may have brought about. */
    private String withoutSkipped() {
        String number = skipped.total() == 1 ? "1 bad row was" : skipped.total() + " bad rows were";
        return skipped.first()
                .map(first -> "; %s skipped, the first: %s".formatted(number, first))
                .orElse("");
    }

    private void checkTotals() {
        if (rows == 0) {
            throw new UserError(
                    input.name() + (skipped.total() == 0 ? " has no rows" : " has no good row") + withoutSkipped());
        }
        if (inOrder.stream().noneMatch(block -> block.summary.anyWeightPositive)) {
            throw new UserError(input.name() + ": all weights are 0" + withoutSkipped());
        }
        FeatureLimit limit = request.featureLimit();
        if (limit.isSet() && (width > limit.count() || (input.sameWidth() && width != limit.count()))) {
            throw new UserError("%s has %d features, not %s".formatted(input.name(), width, limit));
        }
        if (features() == 0) {
            throw new UserError(input.name() + " has no features" + withoutSkipped());
        }
        labels = request.schema().map(TableSchema::labels).orElseGet(this::learnLabels);
    }

    private LabelCoding learnLabels() {
        if (!request.labelRule().hasClasses()) {
            return LabelCoding.regression();
        }
        Set<String> names = new LinkedHashSet<>();
        inOrder.forEach(block -> names.addAll(Arrays.asList(block.summary.classes)));
        if (names.size() > LocalClasses.MAX) {
            throw new UserError(input.name() + ": " + LocalClasses.TOO_MANY);
        }
        return codingOf(names);
    }

    private LabelCoding codingOf(Collection<String> names) {
        try {
            return LabelCoding.classes(request.kind(), names);
        } catch (IllegalArgumentException wrongNumber) {
            throw new UserError(
                    "%s: %s%s".formatted(input.name(), wrongNumber.getMessage(), withoutSkipped()), wrongNumber);
        }
    }

    JavaRDD<InputBlock> blocks() {
        return blocks;
    }

    String name() {
        return input.name();
    }

    long rows() {
        return rows;
    }

    long nonZeros() {
        return nonZeros;
    }

    /** Number of features: the configured or the model's, else as many as there are. */
    int features() {
        return request.featureLimit().isSet() ? request.featureLimit().count() : width;
    }

    /** Whether some row's weight is not 1. */
    boolean isWeighted() {
        return weighted;
    }

    /** Whether dense rows take no more memory than sparse ones (8 bytes a value; 8 and 4 for its index). */
    boolean isDense() {
        return 8.0 * rows * features() <= 12.0 * nonZeros;
    }

    /** The bad rows that were left out. */
    SkippedRows skipped() {
        return skipped;
    }

    TableSchema schema() {
        return new TableSchema(labels, features(), input.featureNames());
    }

    /** Number of the first row of each block, in reading order and from 0; by partition and place there. */
    long[][] firstRows() {
        return firstRows;
    }

    /** Lets go of the packed rows. */
    @Override
    public void close() {
        blocks.unpersist(false);
    }

    /** The task that tells what was read. */
    private static final class Summarize implements FlatMapFunction<Iterator<InputBlock>, BlockSummary[]> {

        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<BlockSummary[]> call(Iterator<InputBlock> blocks) {
            List<BlockSummary> summaries = new ArrayList<>();
            blocks.forEachRemaining(block -> summaries.add(block.summary()));
            return List.of(new BlockSummary[][] {summaries.toArray(BlockSummary[]::new)})
                    .iterator();
        }
    }
}
