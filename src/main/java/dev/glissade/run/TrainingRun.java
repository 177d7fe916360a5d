package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.config.UserError;
import dev.glissade.data.SlicedTable;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.LabelKind;
import dev.glissade.model.Model;
import dev.glissade.model.ModelKind;
import dev.glissade.penalty.Penalty;
import dev.glissade.run.MetricsLog.Evaluator;
import dev.glissade.run.RunSummary.TableFacts;
import dev.glissade.run.RunSummary.Versions;
import dev.glissade.spark.SparkGradientSource;
import dev.glissade.training.Evaluation;
import dev.glissade.training.Trainer;
import dev.glissade.training.TrainingListener;
import dev.glissade.training.TrainingResult;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/** Trains what a configuration says on Spark, and writes the run directory. */
public final class TrainingRun {

    private final SparkSession spark;
    private final Configuration configuration;
    private final RunObserver observer;
    private final TableReader reader;

    /**
     * @param spark stays open
     * @param observer is told how it goes
     */
    public TrainingRun(SparkSession spark, Configuration configuration, RunObserver observer) {
        this.spark = spark;
        this.configuration = configuration;
        this.observer = observer;
        this.reader = new TableReader(spark, configuration);
    }

    /**
     * Runs to the end. The run directory is made once data and configuration have been found good.
     *
     * @throws UserError if they are not
     * @throws IOException if the run directory cannot be written
     */
    public RunSummary execute() throws IOException {
        chooseDirectory(); // a place that cannot be written is told before any work
        LabelKind labels = ModelKind.labelKind(configuration.model().kind());
        try (SlicedTable train = reader.training(labels)) {
            observer.say(Sentences.loaded(configuration.data().train(), train, spark));
            if (configuration.data().test().isEmpty()) {
                return train(train, Optional.empty());
            }
            try (SlicedTable test = reader.test(train)) {
                return train(train, Optional.of(test));
            }
        }
    }

    private Directory chooseDirectory() {
        return RunDirectory.choose(
                configuration.run().dir(),
                configuration.name(),
                spark.sparkContext().hadoopConfiguration());
    }

    private RunSummary train(SlicedTable table, Optional<SlicedTable> testTable) throws IOException {
        Model model = model(table);
        TrainingPlan plan = new TrainingPlan(configuration, table.rows());
        Trainer trainer = plan.trainer(model.layout());
        DenseVector initial = DenseVector.wrap(
                configuration.model().initialWeights().toArray(model.layout().size()));
        SparkGradientSource data = new SparkGradientSource(table, model, aggregationDepth());
        Optional<SparkGradientSource> testData =
                testTable.map(rows -> new SparkGradientSource(rows, model, aggregationDepth()));
        Optional<Evaluator> test =
                testData.map(rows -> weights -> Evaluation.over(rows, Penalty.none(model.layout()), weights));

        Directory directory = chooseDirectory(); // once more: another run may have taken it while the data was read
        directory.create();
        directory.write("config.conf", configuration.render());
        TrainingResult result;
        long every = configuration.run().logEvery().orElse(plan.defaultLogEvery());
        try (MetricsLog metrics = new MetricsLog(directory.open("metrics.jsonl"), every, test)) {
            result = watched(plan, progress -> trainer.train(data, initial, metrics, progress));
        }
        Optional<Evaluation> testEvaluation = test.map(evaluator -> evaluator.of(result.weights()));
        long jobs = data.jobs() + testData.map(SparkGradientSource::jobs).orElse(0L);
        RunSummary summary = summary(directory, table, result, testEvaluation, jobs);
        savedModel(table, result.weights(), summary).write(directory);
        directory.write("summary.json", Json.document(summary.fields()));
        return summary;
    }

    private Model model(SlicedTable table) {
        String kind = configuration.model().kind();
        try {
            return ModelKind.create(
                    kind,
                    table.labels().classCount(),
                    table.features(),
                    configuration.model().intercept());
        } catch (IllegalArgumentException tooLarge) {
            throw new UserError(
                    "model.kind = %s cannot be trained on %s: %s; is a feature index in the data wrong?"
                            .formatted(kind, configuration.data().train(), tooLarge.getMessage()),
                    tooLarge);
        }
    }

    private TrainingResult watched(TrainingPlan plan, Function<TrainingListener, TrainingResult> training) {
        TrainingListener progress = observer.training(plan.maxSteps());
        try {
            return training.apply(progress);
        } finally {
            observer.trained();
        }
    }

    private RunSummary summary(
            Directory directory, SlicedTable table, TrainingResult result, Optional<Evaluation> test, long jobs) {
        return new RunSummary(
                configuration.name(),
                configuration.seed(),
                directory.toString(),
                result,
                test,
                new TableFacts(table.rows(), table.features(), table.nonZeros(), table.fingerprint()),
                jobs,
                result.last().seconds(),
                ParameterBytes.sha256(ParameterBytes.of(result.weights())),
                new Versions(Version.current(), spark.version()));
    }

    private OptionalInt aggregationDepth() {
        return configuration.engine().aggregationDepth().map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private SavedModel savedModel(SlicedTable table, DenseVector weights, RunSummary summary) {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("name", summary.name());
        provenance.put("version", summary.versions().glissade());
        provenance.put("sparkVersion", summary.versions().spark());
        provenance.put("seed", Long.toString(summary.seed()));
        provenance.put("dataFingerprint", table.fingerprint());
        provenance.put("configuration", configuration.render());
        SavedModel.Columns columns = new SavedModel.Columns(
                configuration.data().label(),
                configuration.data().weight(),
                configuration.data().features(),
                table.featureNames());
        return new SavedModel(
                configuration.model().kind(),
                table.labels(),
                columns,
                table.features(),
                configuration.model().intercept(),
                weights,
                provenance);
    }
}
