package dev.glissade.data;

import java.util.Arrays;

/**
 * Gathers the rows of one input partition into blocks of bounded size. Belongs to one thread.
 *
 * <p>A row is its features in ascending order, then {@link #endRow}. What is wrong with a row is told by {@link #fail},
 * and nothing is read after that.
 */
final class BlockBuilder {

    /** A block is full from here on: 48 MiB of non-zeros. */
    private static final int FULL_NON_ZEROS = 1 << 22;

    private static final int FULL_ROWS = 1 << 20;

    private final LabelReader labels;
    private String file;
    private long position;
    private int part;
    private long lines;
    private int rows;
    private int nonZeros;
    private int width;
    private boolean anyWeightPositive;
    private boolean allWeightsOne = true;
    private String problem;

    private int[] offsets = new int[1 << 10];
    private double[] rowLabels = new double[1 << 10];
    private double[] rowWeights = new double[1 << 10];
    private int[] indices = new int[1 << 12];
    private double[] values = new double[1 << 12];

    /**
     * @param labels reads the labels of this partition
     * @param file where the rows come from; empty for a {@code Dataset}
     * @param position where in the file they begin
     */
    BlockBuilder(LabelReader labels, String file, long position) {
        this.labels = labels;
        this.file = file;
        this.position = position;
    }

    LabelReader labels() {
        return labels;
    }

    /** Adds a feature to the row under way; a zero only counts for the number of features. */
    void feature(int index, double value) {
        if (index >= width) {
            width = index + 1;
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
        width = Math.max(width, features);
    }

    /** Ends the row under way. */
    void endRow(double label, double weight) {
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

    /** Counts a line of the file; a row, where there are no lines. */
    void endLine() {
        lines++;
    }

    /** The line under way is wrong; the first such call holds. */
    void fail(String message) {
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
}
