package dev.glissade.run;

import dev.glissade.config.UserError;
import dev.glissade.data.ColumnStages;
import dev.glissade.data.OrderedTable;
import dev.glissade.data.SlicedTable;
import dev.glissade.data.TableFormat;
import dev.glissade.data.TableOptions;
import dev.glissade.data.TableSchema;
import dev.glissade.data.Tables;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Reads tables for a saved model: the columns that it was trained on, its classes, its number of features. */
public final class ModelTables {

    private final SparkSession spark;
    private final TableSchema schema;
    private final TableOptions options;

    private ModelTables(SparkSession spark, TableSchema schema, TableOptions options) {
        this.spark = spark;
        this.schema = schema;
        this.options = options;
    }

    /** @param saved whose columns are read */
    public ModelTables(SparkSession spark, SavedModel saved) {
        this.spark = spark;
        this.schema = new TableSchema(
                saved.labels(), saved.features(), saved.columns().names());
        TableOptions columns =
                TableOptions.defaults().withFeatureColumns(saved.columns().features());
        TableOptions labelled =
                saved.columns().label().map(columns::withLabelColumn).orElse(columns);
        TableOptions weighted =
                saved.columns().weight().map(labelled::withWeightColumn).orElse(labelled);
        this.options = saved.stages().map(weighted::withStages).orElse(weighted);
    }

    /** Rows with labels, to evaluate the model on. */
    public SlicedTable labelled(String path, Optional<TableFormat> format) {
        return Tables.load(spark, path, format.orElseGet(() -> TableFormat.ofPath(path)), schema, options);
    }

    /**
     * For rows to predict that have all columns but the label's. Where a table has a header that is seen, and needs no telling.
     *
     * @throws UserError if the model does not go by the names of columns that have no header
     */
    public ModelTables withoutLabel() {
        Optional<ColumnStages> named =
                options.stages().filter(stages -> !stages.columns().names().isEmpty());
        if (named.isEmpty()) {
            throw new UserError(
                    "--without-label: is for models with data.columns.names alone; a header says which columns there are");
        }
        String label = options.labelColumn().orElseThrow();
        return new ModelTables(spark, schema, options.withStages(named.get().withoutName(label)));
    }

    /** Rows in their order, to predict. */
    public OrderedTable inOrder(String path, Optional<TableFormat> format) {
        return Tables.inOrder(spark, path, format.orElseGet(() -> TableFormat.ofPath(path)), schema, options);
    }
}
