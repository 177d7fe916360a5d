package dev.glissade.data;

import dev.glissade.config.UserError;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.FeatureScaling;
import dev.glissade.model.LabelCoding;
import dev.glissade.sampling.SliceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * A table in slices, cached on the executors until closed. The slices, their rows and the order of these depend on the
 * table's content, {@code data.shuffle-seed} and {@code data.slices} only ({@link RowOrder#CONTENT}).
 */
public final class SlicedTable implements AutoCloseable {

    private final JavaRDD<SliceGroup> groups;
    private final TableTotals totals;
    private final TableContent content;
    private final String fingerprint;
    private final Lineage lineage;
    private final Broadcast<SliceTree> sizesBroadcast;
    private boolean closed;

    /**
     * The two parts of a table that was split. Both are to be closed.
     *
     * @param training the rows to train on
     * @param heldOut the rows that are kept apart, to see how the model does on what it was not trained on
     */
    public record Split(SlicedTable training, SlicedTable heldOut) {}

    private SlicedTable(
            JavaRDD<SliceGroup> groups, TableTotals totals, TableContent content, String fingerprint, Lineage lineage) {
        this.groups = groups;
        this.totals = totals;
        this.content = content;
        this.fingerprint = fingerprint;
        this.lineage = lineage;
        sizesBroadcast = JavaSparkContext.fromSparkContext(groups.context()).broadcast(totals.sizes());
    }

    /** Caches the groups, in one Spark job, and takes over the lineage; lets go of both if that fails. */
    static SlicedTable cached(JavaRDD<SliceGroup> made, TableContent content, String fingerprint, Lineage lineage) {
        JavaRDD<SliceGroup> groups =
                new HeldGroups(made.rdd()).toJavaRDD().setName(content.name()).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            TableTotals totals =
                    TableTotals.of(groups.map(new GroupTotals.Count()).collect());
            return new SlicedTable(groups, totals, content, fingerprint, lineage);
        } catch (Exception failure) { // Spark throws checked exceptions without declaring them
            groups.unpersist(false);
            lineage.letGo();
            throw failure;
        }
    }

    /**
     * Divides the table into rows to train on and rows that are held out: some of each slice, as {@code
     * data.validation} wants them. Both parts have as many slices as this table, their rows in its order, and this
     * table is closed when both are cached. How many rows a slice holds out follows from the slices' sizes alone.
     *
     * @param fraction held out of all rows: ⌊fraction·N + ½⌋ of them
     * @throws UserError if the fraction is not between 0 and 1, or a part would have no row, or no weight; this table
     *     is then as before
     */
    public Split split(double fraction) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new UserError("data.validation must be above 0 and below 1, not " + fraction);
        }
        int[] counts = PartOfSlices.heldOut(sizes(), fraction);
        long count = IntStream.of(counts).asLongStream().sum();
        if (count == 0 || count == rows()) {
            throw new UserError("data.validation = %s: of %d rows, none is left to %s"
                    .formatted(fraction, rows(), count == 0 ? "validate on" : "train on"));
        }
        SlicedTable training = part(counts, fraction, false);
        try {
            Split split = new Split(training, part(counts, fraction, true));
            close();
            return split;
        } catch (Exception failure) { // Spark throws checked exceptions without declaring them
            training.close();
            throw failure;
        }
    }

    private SlicedTable part(int[] counts, double fraction, boolean heldOut) {
        String what = heldOut ? "held out" : "to train on";
        SlicedTable part =
                derived(new PartOfSlices(counts, heldOut), what, Fingerprint.ofPart(fingerprint, fraction, heldOut));
        if (part.totalWeight() > 0) {
            return part;
        }
        part.close();
        throw new UserError(
                "data.validation = %s: all weights of the %d rows %s are 0".formatted(fraction, part.rows(), what));
    }

    /**
     * The same table with standardised features, in the same slices and order. This table is closed when that one is
     * cached.
     *
     * @throws IllegalArgumentException if the scaling is of other features, or would shift a table that is not dense
     */
    public SlicedTable scaled(FeatureScaling scaling) {
        if (scaling.features() != features()) {
            throw new IllegalArgumentException("scaling.features = %d: must be %d, as many as %s has"
                    .formatted(scaling.features(), features(), content.name()));
        }
        if (scaling.isShifted() && !isDense()) {
            throw new IllegalArgumentException("scaling.shift: must be 0 where the table is not dense");
        }
        SlicedTable scaled = derived(
                new ScaledFeatures(scaling, content.storage()), "scaled", Fingerprint.ofScaled(fingerprint, scaling));
        close();
        return scaled;
    }

    private SlicedTable derived(BlockChange change, String what, String derivedFingerprint) {
        Broadcast<BlockChange> broadcast =
                JavaSparkContext.fromSparkContext(groups.context()).broadcast(change);
        return cached(
                groups.map(new ChangedGroups(broadcast)),
                content.derived(what),
                derivedFingerprint,
                lineage.derived(broadcast));
    }

    /**
     * The rows: one group a Spark partition, partition p with neighbouring slices, ascending with p. Persisted, and
     * computed already.
     */
    public JavaRDD<SliceGroup> groups() {
        return groups;
    }

    /** Number of Spark partitions. */
    public int partitions() {
        return groups.getNumPartitions();
    }

    /** Rows of each slice. */
    public SliceTree sizes() {
        return totals.sizes();
    }

    /** The same on the executors; lives as long as the table. */
    public Broadcast<SliceTree> sizesBroadcast() {
        return sizesBroadcast;
    }

    /** Number of rows. */
    public long rows() {
        return sizes().rows();
    }

    /** Sum of all row weights: each slice's in the order of its rows, then up the tree over the slices. */
    public double totalWeight() {
        return totals.weight();
    }

    /**
     * (Σc)²/Σc² over the rows' weights c: as many rows of one weight would say as much (Kish 1965). The number of rows where all
     * weigh the same. A pass over the table.
     */
    public double effectiveRows() {
        double squares = 0;
        for (double[] ofSlices : groups.map(new SquaredWeights()).collect()) {
            for (double ofSlice : ofSlices) { // slice by slice, whatever the partitions are
                squares += ofSlice;
            }
        }
        return totalWeight() * (totalWeight() / squares);
    }

    /** Number of features. */
    public int features() {
        return schema().features();
    }

    /** Number of values that are not zero. */
    public long nonZeros() {
        return totals.nonZeros();
    }

    /** Bytes of its blocks in memory: of their arrays. */
    public long blockBytes() {
        return totals.bytes();
    }

    /** Whether its blocks are dense, all of them; else all are sparse. */
    public boolean isDense() {
        return content.dense();
    }

    /** The bad rows that were left out when the table was read; of a derived table, those of the original. */
    public SkippedRows skipped() {
        return content.skipped();
    }

    /** How labels are encoded. */
    public LabelCoding labels() {
        return schema().labels();
    }

    /** A name a feature, in their order; empty where the table has none. */
    public List<String> featureNames() {
        return schema().featureNames();
    }

    /** What a model needs to keep, to read other tables like this one. */
    public TableSchema schema() {
        return content.schema();
    }

    /**
     * A digest of the content in hexadecimal digits: of the rows with their labels and weights, not of their order, the
     * format, the names of the features or the number of slices.
     *
     * <p>That of a derived table is a digest of the original's and of what was done: of the fraction of a {@link #split}
     * and which part it is, of the shifts and scales of {@link #scaled}. Which rows a part has, hangs on the slices too.
     */
    public String fingerprint() {
        return fingerprint;
    }

    /** The whole table in this process's memory. */
    public SliceGroup collect() {
        RowBlock[] slices = new RowBlock[sizes().slices()];
        for (SliceGroup group : groups.collect()) {
            for (int slice = 0; slice < group.size(); slice++) {
                slices[group.firstSlice() + slice] = group.slice(slice);
            }
        }
        return new SliceGroup(0, slices);
    }

    /**
     * Some rows in this process's memory, slice by slice, drawn as {@link #split} draws those that it holds out; all where
     * there are no more.
     *
     * @param most how many rows, at least 1
     */
    public List<RowBlock> sample(int most) {
        int[] counts = PartOfSlices.heldOut(sizes(), Math.min(1, most / (double) rows()));
        Broadcast<BlockChange> drawn =
                JavaSparkContext.fromSparkContext(groups.context()).broadcast(new PartOfSlices(counts, true));
        try {
            List<RowBlock> blocks = new ArrayList<>();
            for (SliceGroup group : groups.map(new ChangedGroups(drawn)).collect()) {
                IntStream.range(0, group.size()).mapToObj(group::slice).forEach(blocks::add);
            }
            return blocks;
        } finally {
            drawn.destroy();
        }
    }

    /** Lets go of everything on the executors; nothing but the counts can be used afterwards. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            groups.unpersist(false);
            sizesBroadcast.destroy();
            lineage.letGo();
        }
    }
}
