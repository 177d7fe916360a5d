package dev.glissade.cli;

import dev.glissade.config.SparkSettings;
import dev.glissade.data.SlicedTable;
import dev.glissade.model.Model;
import dev.glissade.penalty.Penalty;
import dev.glissade.run.EvaluationReport;
import dev.glissade.run.ModelTables;
import dev.glissade.run.SavedModel;
import dev.glissade.spark.SparkGradientSource;
import dev.glissade.training.Evaluation;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code evaluate --model DIR --data PATH [--format F] [--json]}. */
@Command(name = "evaluate", description = "Prints the metrics of a saved model on a data set.")
final class EvaluateCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Mixin
    private ModelOptions options;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        options.check();
        UserJars.use(main.launch(), SparkSettings.defaults());
        try (SparkSession spark = SparkSessions.start("evaluate", main.launch())) {
            SavedModel saved =
                    SavedModel.read(options.model(), spark.sparkContext().hadoopConfiguration());
            Model model = saved.model();
            try (SlicedTable table = new ModelTables(spark, saved).labelled(options.data(), options.format())) {
                Evaluation evaluation = Evaluation.over(
                        new SparkGradientSource(table, model, OptionalInt.empty()),
                        Penalty.none(model.layout()),
                        saved.parameters());
                EvaluationReport report = new EvaluationReport(table.rows(), evaluation);
                System.out.println(json ? report.json() : report.text());
            }
        }
        return ExitStatus.DONE;
    }
}
