package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.config.UserError;
import dev.glissade.data.SlicedTable;
import dev.glissade.data.TableOptions;
import dev.glissade.data.TableSchema;
import dev.glissade.data.Tables;
import dev.glissade.model.LabelKind;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows to train on that are there already, wherever they come from; which columns hold what, the configuration says.
 *
 * @param training rows that are trained on
 * @param validation rows that are not trained on, to see how the model does, if any
 * @param schema classes and number of features where they are known beforehand; empty to have them found
 */
public record DatasetRows(Dataset<Row> training, Optional<Dataset<Row>> validation, Optional<TableSchema> schema) {

    SlicedTable loadTraining(Configuration configuration, LabelKind labels) {
        TableOptions plain = TableReader.options(configuration);
        TableOptions options =
                configuration.engine().replicas().map(plain::withReplicas).orElse(plain);
        return naming(
                "the rows that are trained on",
                () -> schema.map(known -> Tables.load(training, known, options))
                        .orElseGet(() -> Tables.load(training, labels, options)));
    }

    Optional<SlicedTable> loadValidation(Configuration configuration, TableSchema known) {
        return validation.map(rows -> naming(
                "the rows that are held out", () -> Tables.load(rows, known, TableReader.options(configuration))));
    }

    /** Says of which part a failure is, where there are two. */
    private SlicedTable naming(String part, Supplier<SlicedTable> load) {
        try {
            return load.get();
        } catch (UserError wrong) {
            throw validation.isEmpty() ? wrong : new UserError("%s: %s".formatted(part, wrong.getMessage()), wrong);
        }
    }
}
