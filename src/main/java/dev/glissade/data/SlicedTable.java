package dev.glissade.data;

import dev.glissade.gradient.SliceGroup;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.LabelCoding;
import dev.glissade.sampling.SliceTree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * A table in slices, cached on the executors until closed. The slices, their rows and the order of these depend on the
 * table's content, {@code data.shuffle-seed} and {@code data.slices} only ({@link RowOrder#CONTENT}).
 */
public final class SlicedTable implements AutoCloseable {

    private static final int FINGERPRINT_BYTES = 16;

    private final JavaRDD<SliceGroup> groups;
    private final SliceTree sizes;
    private final Broadcast<SliceTree> sizesBroadcast;
    private final double totalWeight;
    private final long nonZeros;
    private final TableSchema schema;
    private final String fingerprint;
    private boolean closed;

    private SlicedTable(
            JavaSparkContext context,
            JavaRDD<SliceGroup> groups,
            List<GroupTotals> totals,
            ReadTable table,
            String fingerprint) {
        this.groups = groups;
        this.fingerprint = fingerprint;
        int slices = totals.stream().mapToInt(group -> group.sizes.length).sum();
        int[] rows = new int[slices];
        double[] weights = new double[2 * slices];
        for (GroupTotals group : totals) {
            System.arraycopy(group.sizes, 0, rows, group.firstSlice, group.sizes.length);
            System.arraycopy(group.weights, 0, weights, slices + group.firstSlice, group.weights.length);
        }
        for (int node = slices - 1; node >= 1; node--) {
            weights[node] = weights[2 * node] + weights[2 * node + 1];
        }
        sizes = SliceTree.of(rows);
        totalWeight = weights[1];
        nonZeros = table.nonZeros();
        schema = table.schema();
        sizesBroadcast = context.broadcast(sizes);
    }

    static SlicedTable of(
            JavaSparkContext context,
            JavaRDD<SliceGroup> groups,
            List<GroupTotals> totals,
            ReadTable table,
            HomeSummary summary) {
        String fingerprint = fingerprint(table, summary.hashHigh, summary.hashLow);
        return new SlicedTable(context, groups, totals, table, fingerprint);
    }

    private static String fingerprint(ReadTable table, long hashHigh, long hashLow) {
        byte[] classes = String.join("\n", table.schema().labels().classes()).getBytes(StandardCharsets.UTF_8);
        ByteBuffer content = ByteBuffer.allocate(5 * Long.BYTES + classes.length)
                .putLong(hashHigh)
                .putLong(hashLow)
                .putLong(table.rows())
                .putLong(table.nonZeros())
                .putLong(table.features())
                .put(classes);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.array());
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
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
        return sizes;
    }

    /** The same on the executors; lives as long as the table. */
    public Broadcast<SliceTree> sizesBroadcast() {
        return sizesBroadcast;
    }

    /** Number of rows. */
    public long rows() {
        return sizes.rows();
    }

    /** Sum of all row weights: each slice's in the order of its rows, then up the tree over the slices. */
    public double totalWeight() {
        return totalWeight;
    }

    /** Number of features. */
    public int features() {
        return schema.features();
    }

    /** Number of values that are not zero. */
    public long nonZeros() {
        return nonZeros;
    }

    /** How labels are encoded. */
    public LabelCoding labels() {
        return schema.labels();
    }

    /** A name a feature, in their order; empty where the table has none. */
    public List<String> featureNames() {
        return schema.featureNames();
    }

    /** What a model needs to keep, to read other tables like this one. */
    public TableSchema schema() {
        return schema;
    }

    /**
     * A digest of the content in hexadecimal digits: of the rows with their labels and weights, not of their order, the
     * format, the names of the features or the number of slices.
     */
    public String fingerprint() {
        return fingerprint;
    }

    /** The whole table in this process's memory. */
    public SliceGroup collect() {
        RowBlock[] slices = new RowBlock[sizes.slices()];
        for (SliceGroup group : groups.collect()) {
            for (int slice = 0; slice < group.size(); slice++) {
                slices[group.firstSlice() + slice] = group.slice(slice);
            }
        }
        return new SliceGroup(0, slices);
    }

    /** Lets go of everything on the executors; nothing but the counts can be used afterwards. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            groups.unpersist(false);
            sizesBroadcast.destroy();
        }
    }
}
