package dev.glissade.data;

import dev.glissade.linalg.Storage;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gathers the rows of one input partition into blocks of bounded size. Belongs to one thread.
 *
 * <p>A row is its features in ascending order, then {@link #endRow}, then {@link #endLine}. What is wrong with a row is told
 * by {@link #fail}. Then it is left out without a trace, or nothing is read after that; nothing is in any case after
 * {@link #failTable}.
 */
final class BlockBuilder {

    /** A block is full from here on: 48 MiB of non-zeros. */
    private static final int FULL_NON_ZEROS = 1 << 22;

    private static final int FULL_ROWS = 1 << 20;

    private final LabelReader labels;
    private final BadRows onBadRow;
    private final Storage storage;
    private String file;
    private long position;
    private int part;
    private long lines;
    private int rows;
    private int nonZeros;
    private int width;
    private int rowWidth;
    private boolean anyWeightPositive;
    private boolean allWeightsOne = true;
    private String problem;

    /** What is wrong with the row under way; null as long as nothing is, or if it is wrong with the whole table. */
    private RowFault fault;

    private Map<RowFault, Long> skipped = new TreeMap<>();
    private String firstSkipped;
    private long firstSkippedLine;

    private int[] offsets = new int[1 << 10];
    private double[] rowLabels = new double[1 << 10];
    private double[] rowWeights = new double[1 << 10];
    private int[] indices = new int[1 << 12];
    private double[] values = new double[1 << 12];

    /**
     * @param rule what is read how
     * @param file where the rows come from; empty for a {@code Dataset}
     * @param position where in the file they begin
     */
    BlockBuilder(RowRule rule, String file, long position) {
        this.labels = rule.labels().reader();
        this.onBadRow = rule.onBadRow();
        this.storage = rule.storage();
        this.file = file;
        this.position = position;
    }

    LabelReader labels() {
        return labels;
    }

    /** Whether a feature can be kept: it is finite, and not too large for the storage. */
    boolean canKeep(double value) {
        return Double.isFinite(storage.kept(value));
    }

    /**
     * Adds a feature to the row under way, as it will be kept; a zero only counts for the number of features.
     *
     * @param given that {@link #canKeep can be kept}
     */
    void feature(int index, double given) {
        double value = storage.kept(given);
        if (index >= rowWidth) {
            rowWidth = index + 1;
        }
        if (value != 0) {
            if (nonZeros == values.length) {
                int larger = largerLength(nonZeros);
                indices = Arrays.copyOf(indices, larger);
                values = Arrays.copyOf(values, larger);
            }
            indices[nonZeros] = index;
            values[nonZeros++] = value;
        }
    }

    /** The row under way has this many features, whatever their values. */
    void widen(int features) {
        rowWidth = Math.max(rowWidth, features);
    }

    /** Ends the row under way, which is good. */
    void endRow(double label, double weight) {
        width = Math.max(width, rowWidth);
        rowWidth = 0;
        labels.keep();
        if (labels.hasTooManyClasses()) {
            failTable(LocalClasses.TOO_MANY);
        }
        if (rows + 1 == offsets.length) {
            int larger = largerLength(rows + 1);
            offsets = Arrays.copyOf(offsets, larger);
            rowLabels = Arrays.copyOf(rowLabels, larger);
            rowWeights = Arrays.copyOf(rowWeights, larger);
        }
        rowLabels[rows] = label == 0 ? 0 : label; // the zero of one sign
        rowWeights[rows] = weight == 0 ? 0 : weight;
        anyWeightPositive |= weight > 0;
        allWeightsOne &= weight == 1;
        offsets[++rows] = nonZeros;
    }

    private static int largerLength(int length) {
        return (int) Math.min(Integer.MAX_VALUE - 8, 2L * length);
    }

    /** Ends a line of the file, with a row or without; a row, where there are no lines. */
    void endLine() {
        if (fault != null && onBadRow == BadRows.SKIP) {
            skipRow();
        }
        lines++;
    }

    private void skipRow() {
        if (firstSkipped == null) {
            firstSkipped = problem;
            firstSkippedLine = lines;
        }
        skipped.merge(fault, 1L, Long::sum);
        fault = null;
        problem = null;
        nonZeros = offsets[rows];
        rowWidth = 0;
        labels.forget();
    }

    /** The row under way is bad; the first such call holds. */
    void fail(RowFault found, String message) {
        if (problem == null) {
            fault = found;
            problem = message;
        }
    }

    /** A feature of the row under way is no number that can be kept. */
    void failFeature(String subject, String text, double parsed) {
        if (Double.isFinite(parsed)) {
            fail(RowFault.NOT_FINITE, Problem.tooLargeForFloat(subject, text));
        } else {
            fail(RowFault.ofFeature(text, parsed), Problem.notFinite(subject, text));
        }
    }

    /** A feature of the row under way is no number that can be kept. */
    void failFeature(String subject, double value) {
        if (Double.isFinite(value)) {
            fail(RowFault.NOT_FINITE, Problem.tooLargeForFloat(subject, Problem.number(value)));
        } else {
            fail(RowFault.NOT_FINITE, Problem.notFinite(subject, value));
        }
    }

    /** The label of the row under way, read by {@link #labels}, is bad. */
    void failLabel() {
        fail(RowFault.LABEL, labels.problem());
    }

    /** At the line under way it shows that the whole table cannot be read as asked for. */
    void failTable(String message) {
        if (problem == null) {
            problem = message;
        }
    }

    boolean failed() {
        return problem != null;
    }

    boolean isFull() {
        return nonZeros >= FULL_NON_ZEROS || rows >= FULL_ROWS;
    }

    /** The rows so far as a block; what comes next belongs to the next part of the same position. */
    InputBlock build() {
        // A bad row may have left some of its features behind the last good one.
        int end = offsets[rows];
        nonZeros = end;
        PackedRows packed = new PackedRows(
                Arrays.copyOf(offsets, rows + 1),
                Arrays.copyOf(indices, end),
                Arrays.copyOf(values, end),
                Arrays.copyOf(rowLabels, rows),
                allWeightsOne ? null : Arrays.copyOf(rowWeights, rows));
        InputBlock block = new InputBlock(packed, new BlockSummary(this));
        part++;
        clear();
        return block;
    }

    /** Goes on elsewhere, after {@link #build}. */
    void moveTo(String newFile, long newPosition) {
        file = newFile;
        position = newPosition;
        part = 0;
    }

    private void clear() {
        lines = 0;
        rows = 0;
        nonZeros = 0;
        width = 0;
        anyWeightPositive = false;
        allWeightsOne = true;
        skipped = new TreeMap<>();
        firstSkipped = null;
        firstSkippedLine = 0;
    }

    String file() {
        return file;
    }

    long position() {
        return position;
    }

    int part() {
        return part;
    }

    long lines() {
        return lines;
    }

    int rows() {
        return rows;
    }

    long nonZeros() {
        return nonZeros;
    }

    int width() {
        return width;
    }

    boolean anyWeightPositive() {
        return anyWeightPositive;
    }

    boolean allWeightsOne() {
        return allWeightsOne;
    }

    String[] classes() {
        return labels.classes();
    }

    String problem() {
        return problem;
    }

    Map<RowFault, Long> skipped() {
        return skipped;
    }

    String firstSkipped() {
        return firstSkipped;
    }

    long firstSkippedLine() {
        return firstSkippedLine;
    }
}
