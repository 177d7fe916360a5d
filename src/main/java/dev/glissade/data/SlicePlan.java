package dev.glissade.data;

import dev.glissade.linalg.Storage;
import dev.glissade.model.LabelCoding;
import java.io.Serializable;

/**
 * Where each row of a table belongs: a function of the table and the options alone. Goes with the tasks that deal rows.
 */
final class SlicePlan implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Fewest slices that are chosen automatically. */
    private static final int FEWEST_SLICES = 64;

    /** Slices are chosen to be smaller than this on average. */
    private static final double SLICE_BYTES = 128.0 * (1 << 20);

    /**
     * A content with more than rows / (THRESHOLD · slices) copies is dealt round the slices. Contents with fewer fall
     * into slices at random, and then the size of a slice deviates by √(1/THRESHOLD) = 3% of itself (one standard
     * deviation).
     */
    private static final long THRESHOLD = 1000;

    private final int slices;
    private final int features;
    private final boolean dense;
    private final boolean weighted;
    private final Storage storage;
    private final LabelCoding labels;
    private final long rows;
    private final boolean asRead;
    private final long[][] firstRows;
    private final long seedHigh;
    private final long seedLow;

    /** @param table the table, read and counted */
    SlicePlan(ReadTable table, TableOptions options) {
        features = table.features();
        dense = table.isDense();
        weighted = table.isWeighted();
        storage = options.storage();
        labels = table.schema().labels();
        rows = table.rows();
        slices = options.slices().orElseGet(() -> automaticSlices(table));
        asRead = options.order() == RowOrder.AS_READ;
        firstRows = asRead ? table.firstRows() : null;
        seedHigh = ContentHash.mix(options.shuffleSeed() + 0x9E3779B97F4A7C15L);
        seedLow = ContentHash.mix(seedHigh + 0x9E3779B97F4A7C15L);
    }

    private static int automaticSlices(ReadTable table) {
        double ofValues = table.isDense() ? 8.0 * table.rows() * table.features() : 12.0 * table.nonZeros();
        return automaticSlices(ofValues + 16.0 * table.rows());
    }

    /** The smallest power of two of slices that are not too few and not too large. */
    static int automaticSlices(double bytes) {
        int slices = FEWEST_SLICES;
        while (slices < TableOptions.MAX_SLICES && bytes / slices >= SLICE_BYTES) {
            slices *= 2;
        }
        return slices;
    }

    int slices() {
        return slices;
    }

    int features() {
        return features;
    }

    boolean isDense() {
        return dense;
    }

    boolean isWeighted() {
        return weighted;
    }

    Storage storage() {
        return storage;
    }

    boolean isAsRead() {
        return asRead;
    }

    /** A content with more copies than this is dealt round the slices. */
    long mostCopiesAtHome() {
        return asRead ? Long.MAX_VALUE : Math.max(1, rows / (THRESHOLD * slices));
    }

    /** Encoded labels of a block's own classes, by their number there; null where labels are numbers themselves. */
    double[] encoding(BlockSummary block) {
        if (labels.classCount() == 0 || block.classes.length == 0) {
            return null;
        }
        double[] encoding = new double[block.classes.length];
        for (int number = 0; number < encoding.length; number++) {
            encoding[number] = labels.encode(block.classes[number]).orElseThrow();
        }
        return encoding;
    }

    /** Number of the first row of a block in reading order; 0 where the order of reading does not matter. */
    long firstRow(int partition, int place) {
        return asRead ? firstRows[partition][place] : 0;
    }

    // A row's place is two keys, the second first in the order within a slice. In order of content both come from the
    // hash, and the slice from the top of the one that comes last, so that the first is evenly spread within a slice.

    /** The key that tells a row's slice, and breaks ties in the order of rows within it. */
    long secondKey(ContentHash hash, long row) {
        return asRead ? row : ContentHash.mix(hash.high() ^ seedHigh);
    }

    /** The key that rows are ordered by within a slice, as an unsigned number. */
    long firstKey(ContentHash hash, long row, long secondKey) {
        return asRead ? row << Long.numberOfLeadingZeros(rows) : ContentHash.mix(hash.low() ^ seedLow ^ secondKey);
    }

    /** The slice that a row belongs to, unless its content has many copies. */
    int home(long secondKey) {
        if (asRead) {
            return (int) (secondKey * slices / rows); // fits a long up to 2^43 rows, with the most slices
        }
        return slices == 1 ? 0 : (int) (secondKey >>> (64 - Integer.numberOfTrailingZeros(slices)));
    }
}
