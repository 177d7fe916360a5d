package dev.glissade.data;

import dev.glissade.config.UserError;
import dev.glissade.linalg.Storage;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a table is to be read and divided; for the driver only.
 *
 * @param labelColumn {@code data.label}: name of the label's column; needed for all but libsvm, unless it is {@code label}
 * @param weightColumn {@code data.weight}: name of the column of row weights; without it all rows weigh 1
 * @param featureColumns {@code data.features}: columns in the order that the features shall have; empty: the one vector
 *     column, or where there is not exactly one, all columns but label and weight in the table's order (JSON: in the order of their names)
 * @param numFeatures {@code data.num-features}: number of features; empty: as many as are found
 * @param slices {@code data.slices}: number of slices, a power of two; empty: from the size of the table
 * @param shuffleSeed {@code data.shuffle-seed}: deals equal tables to other slices in another order
 * @param order {@code data.order}
 * @param partitions {@code engine.partitions}: Spark partitions, at most one a slice; empty: one a core
 * @param replicas {@code engine.replicas}: as many equal runs of slices, each of them whole in a partition; a power of two;
 *     empty: a partition may begin with any slice
 * @param onBadRow {@code data.on-bad-row}: what happens where a row is bad; predictions, which stand beside the number of
 *     their row, never leave one out
 * @param storage {@code data.storage}: in how many bytes each value is kept
 * @param stages make the features of raw columns ({@code data.columns}); empty: columns are features
 */
public record TableOptions(
        Optional<String> labelColumn,
        Optional<String> weightColumn,
        List<String> featureColumns,
        OptionalInt numFeatures,
        OptionalInt slices,
        long shuffleSeed,
        RowOrder order,
        OptionalInt partitions,
        OptionalInt replicas,
        BadRows onBadRow,
        Storage storage,
        Optional<ColumnStages> stages) {

    /** The largest number of slices; a million tasks' worth of them. */
    static final int MAX_SLICES = 1 << 20;

    private static final TableOptions DEFAULTS = new TableOptions(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            0,
            RowOrder.CONTENT,
            OptionalInt.empty(),
            OptionalInt.empty(),
            BadRows.FAIL,
            Storage.AUTO,
            Optional.empty());

    /** @throws UserError naming the key that is wrong */
    public TableOptions {
        featureColumns = List.copyOf(featureColumns);
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(onBadRow, "onBadRow");
        Objects.requireNonNull(storage, "storage");
        if (numFeatures.isPresent() && numFeatures.getAsInt() < 1) {
            throw new UserError("data.num-features must be at least 1, not " + numFeatures.getAsInt());
        }
        if (slices.isPresent() && !isPowerOfTwo(slices.getAsInt())) {
            throw new UserError(
                    "data.slices must be a power of two from 1 to %d, not %d".formatted(MAX_SLICES, slices.getAsInt()));
        }
        if (partitions.isPresent() && partitions.getAsInt() < 1) {
            throw new UserError("engine.partitions must be at least 1, not " + partitions.getAsInt());
        }
        if (replicas.isPresent() && !isPowerOfTwo(replicas.getAsInt())) {
            throw new UserError("engine.replicas must be a power of two from 1 to %d, not %d"
                    .formatted(MAX_SLICES, replicas.getAsInt()));
        }
        requireDistinct(labelColumn, weightColumn, featureColumns);
    }

    private static boolean isPowerOfTwo(int slices) {
        return slices >= 1 && slices <= MAX_SLICES && Integer.bitCount(slices) == 1;
    }

    private static void requireDistinct(Optional<String> label, Optional<String> weight, List<String> features) {
        if (label.isPresent() && label.equals(weight)) {
            throw new UserError("data.weight and data.label are the same column \"%s\"".formatted(label.get()));
        }
        Set<String> seen = new HashSet<>();
        for (String feature : features) {
            if (!seen.add(feature)) {
                throw new UserError("data.features lists \"%s\" twice".formatted(feature));
            }
            if (label.isPresent() && label.get().equals(feature)) {
                throw new UserError("data.features lists the label's column \"%s\"".formatted(feature));
            }
            if (weight.isPresent() && weight.get().equals(feature)) {
                throw new UserError("data.features lists the weight's column \"%s\"".formatted(feature));
            }
        }
    }

    /** No columns named, everything else found from the table, shuffle seed 0. */
    public static TableOptions defaults() {
        return DEFAULTS;
    }

    /** The same with this column as the label. */
    public TableOptions withLabelColumn(String name) {
        return with(draft -> draft.labelColumn = Optional.of(name));
    }

    /** The same with this column as the row weights. */
    public TableOptions withWeightColumn(String name) {
        return with(draft -> draft.weightColumn = Optional.of(name));
    }

    /** The same with these columns as the features. */
    public TableOptions withFeatureColumns(List<String> names) {
        return with(draft -> draft.featureColumns = names);
    }

    /** The same with a known number of features. */
    public TableOptions withNumFeatures(int count) {
        return with(draft -> draft.numFeatures = OptionalInt.of(count));
    }

    /** The same with a number of slices, a power of two. */
    public TableOptions withSlices(int count) {
        return with(draft -> draft.slices = OptionalInt.of(count));
    }

    /** The same with another shuffle seed. */
    public TableOptions withShuffleSeed(long seed) {
        return with(draft -> draft.shuffleSeed = seed);
    }

    /** The same in another order. */
    public TableOptions withOrder(RowOrder newOrder) {
        return with(draft -> draft.order = newOrder);
    }

    /** The same in a number of Spark partitions. */
    public TableOptions withPartitions(int count) {
        return with(draft -> draft.partitions = OptionalInt.of(count));
    }

    /** The same in partitions that hold whole replicas. */
    public TableOptions withReplicas(int count) {
        return with(draft -> draft.replicas = OptionalInt.of(count));
    }

    /** The same with other manners towards bad rows. */
    public TableOptions withBadRows(BadRows manners) {
        return with(draft -> draft.onBadRow = manners);
    }

    /** The same with the values stored otherwise. */
    public TableOptions withStorage(Storage how) {
        return with(draft -> draft.storage = how);
    }

    /** The same with features that stages make of raw columns. */
    public TableOptions withStages(ColumnStages fitted) {
        return with(draft -> draft.stages = Optional.of(fitted));
    }

    private TableOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** Options of which one is about to be another. */
    private static final class Draft {
        private Optional<String> labelColumn;
        private Optional<String> weightColumn;
        private List<String> featureColumns;
        private OptionalInt numFeatures;
        private OptionalInt slices;
        private long shuffleSeed;
        private RowOrder order;
        private OptionalInt partitions;
        private OptionalInt replicas;
        private BadRows onBadRow;
        private Storage storage;
        private Optional<ColumnStages> stages;

        private Draft(TableOptions from) {
            labelColumn = from.labelColumn;
            weightColumn = from.weightColumn;
            featureColumns = from.featureColumns;
            numFeatures = from.numFeatures;
            slices = from.slices;
            shuffleSeed = from.shuffleSeed;
            order = from.order;
            partitions = from.partitions;
            replicas = from.replicas;
            onBadRow = from.onBadRow;
            storage = from.storage;
            stages = from.stages;
        }

        private TableOptions options() {
            return new TableOptions(
                    labelColumn,
                    weightColumn,
                    featureColumns,
                    numFeatures,
                    slices,
                    shuffleSeed,
                    order,
                    partitions,
                    replicas,
                    onBadRow,
                    storage,
                    stages);
        }
    }
}
