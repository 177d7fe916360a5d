package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.config.DataSettings;
import dev.glissade.data.BadRows;
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
    private final TableOptions options;
    private final Optional<Integer> replicas;

    TableReader(SparkSession spark, Configuration configuration) {
        this.spark = spark;
        this.data = configuration.data();
        this.options = options(configuration);
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
                Storage.valueOf(data.storage().name()));
    }

    SlicedTable training(LabelKind labels) {
        return Tables.load(
                spark,
                data.train(),
                format(data.train()),
                labels,
                replicas.map(options::withReplicas).orElse(options));
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
