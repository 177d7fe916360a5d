package dev.glissade.data;

import dev.glissade.config.UserError;
import dev.glissade.gradient.SliceGroup;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;

/**
 * The second pass: deals the rows of a table to slices, in two Spark jobs. For the driver only.
 *
 * <p>Each block that was read is split by home slice and shuffled once; each slice is sorted. Contents with many
 * copies, which would pile up at home, are then sent on, once each and not by way of the driver, and merged in.
 */
final class SliceDealer {

    private final ReadTable table;
    private final SlicePlan plan;
    private final SliceBorders borders;

    private SliceDealer(ReadTable table, TableOptions options, int cores) {
        this.table = table;
        plan = new SlicePlan(table, options);
        int replicas = options.replicas().orElse(plan.slices());
        if (replicas > plan.slices()) {
            throw new UserError("engine.replicas = %d: %s has only %d slices; data.slices sets another number"
                    .formatted(replicas, table.name(), plan.slices()));
        }
        borders = new SliceBorders(plan.slices(), options.partitions().orElse(cores), replicas);
    }

    /**
     * Deals a table that was read. It may be closed afterwards.
     *
     * @throws UserError if a slice would be too large for Java's arrays
     */
    static SlicedTable deal(JavaSparkContext context, ReadTable table, TableOptions options) {
        // Only now: at the first job, executors may still be on their way, and with them their cores.
        return new SliceDealer(table, options, context.defaultParallelism()).deal();
    }

    private SlicedTable deal() {
        JavaRDD<HomeSlice> homes = JavaPairRDD.fromJavaRDD(
                        table.blocks().mapPartitionsWithIndex(new BlockSplitter(plan), false))
                .partitionBy(borders)
                .mapPartitionsWithIndex(new HomeSorter(plan, borders), true)
                .setName(table.name() + ", by home slice")
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            HomeSummary summary = new HomeSummary(plan.slices());
            homes.mapPartitions(new HomeSummary.Summarize(plan.slices()))
                    .collect()
                    .forEach(summary::add);
            checkSizes(summary);
            table.close(); // its memory is wanted for the blocks
            return assemble(homes, summary);
        } finally {
            homes.unpersist(false);
        }
    }

    private void checkSizes(HomeSummary summary) {
        int tooLarge = summary.tooLarge;
        for (int slice = 0; slice < plan.slices(); slice++) {
            double values =
                    plan.isDense() ? (double) summary.rows[slice] * plan.features() : (double) summary.nonZeros[slice];
            if (Math.max(values, summary.rows[slice] + 1.0) > HomeSorter.MAX_LENGTH) {
                tooLarge = slice;
            }
        }
        if (tooLarge >= 0) {
            throw new UserError("%s: slice %d is too large for an array; data.slices must be more than %d"
                    .formatted(table.name(), tooLarge, plan.slices()));
        }
    }

    private SlicedTable assemble(JavaRDD<HomeSlice> homes, HomeSummary summary) {
        SliceAssembler assembler = new SliceAssembler(plan);
        JavaRDD<SliceGroup> made = summary.hasMany
                ? homes.zipPartitions(
                        homes.flatMapToPair(new CopiesSender(borders, plan.isWeighted()))
                                .partitionBy(borders),
                        assembler)
                : homes.mapPartitions(assembler);
        TableContent content =
                new TableContent(table.name(), table.schema(), plan.isDense(), plan.storage(), table.skipped());
        return SlicedTable.cached(made, content, Fingerprint.ofRows(table, summary), Lineage.withoutBroadcast());
    }
}
