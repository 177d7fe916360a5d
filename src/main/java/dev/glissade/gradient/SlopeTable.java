package dev.glissade.gradient;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowSelection;
import dev.glissade.sampling.SliceTree;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A few slopes for every row of a table. Immutable: a changed table shares with the one before all but the chunks that
 * hold rows which changed, and pointers to those of the slices that were drawn from, so that a step costs its batch and a
 * pointer for each 64 rows, not the table.
 */
final class SlopeTable implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Rows of a chunk: copying one costs little, and pointers to all of them less than the slopes themselves. */
    private static final int CHUNK = 64;

    private final int outputs;
    /** By slice, by chunk: slopes row by row, output by output. */
    private final double[][][] chunks;

    private SlopeTable(int outputs, double[][][] chunks) {
        this.outputs = outputs;
        this.chunks = chunks;
    }

    /** How many bytes the table of so many rows takes, but for a few pointers. */
    static long bytes(long rows, int outputs) {
        return rows * outputs * Double.BYTES;
    }

    /**
     * The table of all rows.
     *
     * @param sizes of the slices
     * @param outputs slopes of a row
     * @param slopes slice by slice, row by row, output by output
     */
    static SlopeTable of(SliceTree sizes, int outputs, DenseVector slopes) {
        double[][][] chunks = new double[sizes.slices()][][];
        int at = 0;
        for (int slice = 0; slice < chunks.length; slice++) {
            int rows = sizes.sliceSize(slice);
            chunks[slice] = new double[(rows + CHUNK - 1) / CHUNK][];
            for (int chunk = 0; chunk < chunks[slice].length; chunk++) {
                int length = Math.min(CHUNK, rows - chunk * CHUNK) * outputs;
                chunks[slice][chunk] = new double[length];
                System.arraycopy(slopes.values(), at, chunks[slice][chunk], 0, length);
                at += length;
            }
        }
        return new SlopeTable(outputs, chunks);
    }

    /** In plain numbers: outputs, then how many chunks each slice has; the chunks, which are not copied. */
    Written written() {
        List<Long> counts = new ArrayList<>(List.of((long) outputs));
        List<DenseVector> vectors = new ArrayList<>();
        for (double[][] ofSlice : chunks) {
            counts.add((long) ofSlice.length);
            Arrays.stream(ofSlice).map(DenseVector::wrap).forEach(vectors::add);
        }
        return new Written("slopes", counts, List.of(), vectors, List.of());
    }

    /** @throws IllegalArgumentException if there are not as many chunks as it says */
    static SlopeTable of(Written written) {
        long said = written.counts().stream().skip(1).mapToLong(Long::longValue).sum();
        boolean negative = written.counts().stream().anyMatch(count -> count < 0);
        if (negative || said != written.vectors().size()) {
            throw new IllegalArgumentException("%d chunks, and %d are there"
                    .formatted(said, written.vectors().size()));
        }
        double[][][] chunks = new double[written.counts().size() - 1][][];
        int next = 0;
        for (int slice = 0; slice < chunks.length; slice++) {
            chunks[slice] = new double[written.counts().get(slice + 1).intValue()][];
            for (int chunk = 0; chunk < chunks[slice].length; chunk++) {
                chunks[slice][chunk] = written.vectors().get(next++).values();
            }
        }
        return new SlopeTable(written.counts().get(0).intValue(), chunks);
    }

    /** The slopes of some rows of each slice, one vector a slice. */
    List<DenseVector> of(RowSelection[] selections) {
        List<DenseVector> slopes = new ArrayList<>(selections.length);
        for (int slice = 0; slice < selections.length; slice++) {
            RowSelection rows = selections[slice];
            double[] ofSlice = new double[rows.count() * outputs];
            for (int i = 0; i < rows.count(); i++) {
                double[] chunk = chunks[slice][rows.row(i) / CHUNK];
                System.arraycopy(chunk, rows.row(i) % CHUNK * outputs, ofSlice, i * outputs, outputs);
            }
            slopes.add(DenseVector.wrap(ofSlice));
        }
        return slopes;
    }

    /** The table with other slopes of some rows, given slice by slice, row by row, output by output. */
    SlopeTable with(RowSelection[] selections, DenseVector slopes) {
        double[][][] changed = chunks.clone();
        int at = 0;
        for (int slice = 0; slice < selections.length; slice++) {
            RowSelection rows = selections[slice];
            if (rows.count() > 0) {
                changed[slice] = with(chunks[slice], rows, slopes.values(), at);
                at += rows.count() * outputs;
            }
        }
        return new SlopeTable(outputs, changed);
    }

    private double[][] with(double[][] ofSlice, RowSelection rows, double[] slopes, int from) {
        double[][] changed = ofSlice.clone();
        for (int i = 0; i < rows.count(); i++) {
            int chunk = rows.row(i) / CHUNK;
            if (changed[chunk] == ofSlice[chunk]) {
                changed[chunk] = ofSlice[chunk].clone();
            }
            System.arraycopy(slopes, from + i * outputs, changed[chunk], rows.row(i) % CHUNK * outputs, outputs);
        }
        return changed;
    }
}
