package dev.glissade.run;

import dev.glissade.config.ColumnSettings;
import dev.glissade.config.Configuration;
import dev.glissade.config.DataSettings;
import dev.glissade.data.BadRows;
import dev.glissade.data.ColumnStages;
import dev.glissade.data.RawColumns;
import dev.glissade.data.RowOrder;
import dev.glissade.data.SlicedTable;
import dev.glissade.data.TableFormat;
import dev.glissade.data.TableOptions;
import dev.glissade.data.Tables;
import dev.glissade.linalg.Storage;
import dev.glissade.model.LabelKind;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;

/** Reads the tables that a configuration names. */
final class TableReader {

    private final SparkSession spark;
    private final DataSettings data;
    private final Optional<RawColumns> columns;
    private TableOptions options;
    private final Optional<Integer> replicas;

    TableReader(SparkSession spark, Configuration configuration) {
        this.spark = spark;
        this.data = configuration.data();
        this.options = options(configuration);
        this.columns = columns(configuration.columns());
        this.replicas = configuration.engine().replicas();
    }

    /** How a table is read that no replica works on. */
    static TableOptions options(Configuration configuration) {
        DataSettings data = configuration.data();
        return new TableOptions(
                data.label(),
                data.weight(),
                data.features(),
                toInt(data.numFeatures()),
                toInt(data.slices()),
                data.shuffleSeed(),
                data.order() == DataSettings.Order.AS_READ ? RowOrder.AS_READ : RowOrder.CONTENT,
                toInt(configuration.engine().partitions()),
                OptionalInt.empty(),
                data.onBadRow() == DataSettings.OnBadRow.SKIP ? BadRows.SKIP : BadRows.FAIL,
                Storage.valueOf(data.storage().name()),
                Optional.empty());
    }

    private static Optional<RawColumns> columns(ColumnSettings settings) {
        return settings.areGiven()
                ? Optional.of(new RawColumns(
                        settings.names(),
                        settings.numeric(),
                        settings.categorical(),
                        settings.hashed(),
                        settings.hashSize()))
                : Optional.empty();
    }

    /** The training set; what makes features of its columns, if anything does, is fitted to it, and holds for the test set too. */
    SlicedTable training(LabelKind labels) {
        TableFormat format = format(data.train());
        columns.map(raw -> Tables.stages(spark, data.train(), format, labels, raw, options))
                .ifPresent(stages -> options = options.withStages(stages));
        return Tables.load(
                spark,
                data.train(),
                format,
                labels,
                replicas.map(options::withReplicas).orElse(options));
    }

    /** What makes features of the training set's columns, once that is read; empty where they are features. */
    Optional<ColumnStages> stages() {
        return options.stages();
    }

    /** The test set, read as the training set was, but that no replica works on it. */
    SlicedTable test(SlicedTable training) {
        String path = data.test().orElseThrow();
        return Tables.load(spark, path, format(path), training.schema(), options);
    }

    private TableFormat format(String path) {
        return data.format()
                .map(format -> TableFormat.valueOf(format.name()))
                .orElseGet(() -> TableFormat.ofPath(path));
    }

    private static OptionalInt toInt(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
