package dev.glissade.data;

import java.io.Serializable;
import java.util.Map;

/** What the driver needs to know of a block that was read: where it comes from, its totals, and what was wrong. */
final class BlockSummary implements Serializable {

    private static final long serialVersionUID = 1L;

    /** File that the block was read from; empty for a {@code Dataset}. */
    final String file;

    /** Orders the blocks of a file: offset of the split, or the partition of a {@code Dataset}. */
    final long position;

    /** Orders the blocks of one position. */
    final int part;

    /** Lines read of a text file, with headers, comments and blanks; the rows of anything else. */
    final long lines;

    final int rows;
    final long nonZeros;

    /** The largest feature seen plus 1; the number of features where every row has the same. */
    final int width;

    final boolean anyWeightPositive;
    final boolean allWeightsOne;

    /** Names of the classes that the block's labels are numbers of; empty where labels are numbers themselves. */
    final String[] classes;

    /** What is wrong with the last line, so that nothing was read after it; null if nothing is. */
    final String problem;

    /** Rows left out, by what was found wrong with them first. */
    final Map<RowFault, Long> skipped;

    /** What is wrong with the first of these; null if there is none. */
    final String firstSkipped;

    /** Its line, from 0 in this block. */
    final long firstSkippedLine;

    BlockSummary(BlockBuilder block) {
        file = block.file();
        position = block.position();
        part = block.part();
        lines = block.lines();
        rows = block.rows();
        nonZeros = block.nonZeros();
        width = block.width();
        anyWeightPositive = block.anyWeightPositive();
        allWeightsOne = block.allWeightsOne();
        classes = block.classes();
        problem = block.problem();
        skipped = block.skipped();
        firstSkipped = block.firstSkipped();
        firstSkippedLine = block.firstSkippedLine();
    }
}
