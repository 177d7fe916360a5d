package dev.glissade.cli;

import dev.glissade.config.Secrets;
import dev.glissade.config.SparkSettings;
import dev.glissade.data.OrderedTable;
import dev.glissade.run.ModelTables;
import dev.glissade.run.Predictions;
import dev.glissade.run.SavedModel;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code predict --model DIR --data PATH --out PATH}. */
@Command(
        name = "predict",
        description = "Writes a saved model's predictions, each beside the number of its row (from 0).")
final class PredictCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Mixin
    private ModelOptions options;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "PATH",
            description = "A new directory: CSV files with a header, or Parquet if its name ends in .parquet.")
    private String out;

    @Option(
            names = "--without-label",
            description = {
                "The rows have all of data.columns.names but the label's.",
                "Tables with a header need no telling."
            })
    private boolean withoutLabel;

    @Override
    public Integer call() throws IOException {
        options.check();
        Secrets.requireNone("--out", out);
        UserJars.use(main.launch(), SparkSettings.defaults());
        try (SparkSession spark = SparkSessions.start("predict", main.launch())) {
            Predictions.requireFree(spark, out);
            SavedModel saved =
                    SavedModel.read(options.model(), spark.sparkContext().hadoopConfiguration());
            ModelTables tables = new ModelTables(spark, saved);
            try (OrderedTable table =
                    (withoutLabel ? tables.withoutLabel() : tables).inOrder(options.data(), options.format())) {
                new Predictions(saved).write(spark, table, out);
                System.out.printf("%d predictions in %s%n", table.rows(), out);
            }
        }
        return ExitStatus.DONE;
    }
}
