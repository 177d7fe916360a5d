package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.config.UserError;
import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.Model;
import dev.glissade.model.RowObjective;
import dev.glissade.penalty.Penalty;
import dev.glissade.run.MetricsLog.Evaluator;
import dev.glissade.run.RunSummary.TableFacts;
import dev.glissade.run.RunSummary.Versions;
import dev.glissade.spark.SparkGradientSource;
import dev.glissade.training.Evaluation;
import dev.glissade.training.TrainingListener;
import dev.glissade.training.TrainingMethod;
import dev.glissade.training.TrainingResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/** Trains what a configuration says on Spark, and writes the run directory. */
public final class TrainingRun {

    private final SparkSession spark;
    private final Configuration configuration;
    private final RunObserver observer;
    private final ModelFamily family;

    /**
     * @param spark stays open
     * @param observer is told how it goes
     */
    public TrainingRun(SparkSession spark, Configuration configuration, RunObserver observer) {
        this.spark = spark;
        this.configuration = configuration;
        this.observer = observer;
        this.family = ModelFamily.of(configuration.model());
    }

    /**
     * Runs to the end. The run directory is made once data and configuration have been found good.
     *
     * @throws UserError if they are not
     * @throws IOException if the run directory cannot be written
     */
    public RunSummary execute() throws IOException {
        chooseDirectory(); // a place that cannot be written is told before any work
        requireClasses(configuration);
        List<TrainingListener> listeners = listeners(configuration);
        TableReader reader = new TableReader(spark, configuration);
        try (TrainingTables tables = TrainingTables.read(reader, configuration, family.labelKind())) {
            observer.say(Sentences.loaded(
                    configuration.data().train(),
                    tables.training(),
                    configuration.engine().replicas(),
                    spark));
            return new Session(tables, listeners).train();
        }
    }

    /**
     * Makes an object of each of the user's classes that a configuration names, to tell what is wrong with them before
     * anything is started.
     *
     * @throws UserError if one is missing or unusable
     */
    public static void requireClasses(Configuration configuration) {
        configuration.model().loss().map(ModelFamily::userLoss).ifPresent(loss -> {
            if (configuration.data().standardize() && loss instanceof RowObjective) {
                throw new UserError(
                        ("data.standardize = true: what it means for the parameters of model.loss = %s is not"
                                        + " known; scale the features beforehand")
                                .formatted(loss.getClass().getName()));
            }
        });
        configuration.learningRate().schedule().ifPresent(RatePlan::own);
        listeners(configuration);
    }

    private static List<TrainingListener> listeners(Configuration configuration) {
        return configuration.run().listeners().stream()
                .map(name -> UserClasses.make("run.listeners", name, TrainingListener.class))
                .toList();
    }

    private Directory chooseDirectory() {
        return RunDirectory.choose(
                configuration.run().dir(),
                configuration.name(),
                spark.sparkContext().hadoopConfiguration());
    }

    /** The run once its tables are there. */
    private final class Session {
        private final TrainingTables tables;
        private final List<TrainingListener> listeners;
        private final Model model;
        private final TrainingPlan plan;
        private final DenseVector initial;
        private final SparkGradientSource data;
        private final Optional<SparkGradientSource> validation;
        private final Optional<SparkGradientSource> test;
        private final GradientNorms norms = new GradientNorms();

        private Session(TrainingTables tables, List<TrainingListener> listeners) {
            this.tables = tables;
            this.listeners = listeners;
            this.model = model(tables.training());
            this.plan = new TrainingPlan(
                    configuration, model.layout(), tables.training().sizes());
            plan.gradient()
                    .memory(
                            model,
                            Runtime.getRuntime().maxMemory(),
                            spark.sparkContext().conf().getSizeAsBytes("spark.driver.maxResultSize", "1g"))
                    .ifPresent(observer::say);
            double[] given = configuration
                    .model()
                    .initialWeights()
                    .toArray(model.layout().size());
            this.initial = tables.toTraining(model.layout(), DenseVector.wrap(given));
            requireFinite(initial, "model.initial-weights: they overflow on the scale of the standardized features");
            this.data = source(tables.training());
            this.validation = tables.validation().map(this::source);
            this.test = tables.test().map(this::source);
        }

        private SparkGradientSource source(SlicedTable table) {
            OptionalInt depth = configuration
                    .engine()
                    .aggregationDepth()
                    .map(OptionalInt::of)
                    .orElse(OptionalInt.empty());
            return new SparkGradientSource(table, model, depth);
        }

        private RunSummary train() throws IOException {
            plan.method(
                    OptionalDouble.of(Double.MAX_VALUE), Optional.empty()); // tells what is missing before the search
            Optional<RateChoice> chosen = plan.findsRate() ? Optional.of(chooseRate()) : Optional.empty();
            TrainingMethod method = plan.method(
                    chosen.map(choice -> OptionalDouble.of(choice.rate())).orElse(OptionalDouble.empty()),
                    validation.map(GradientSource.class::cast));
            Directory directory = chooseDirectory(); // once more: another run may have taken it while the data was read
            directory.create();
            directory.write("config.conf", configuration.render());
            TrainingResult result = run(method, directory);
            List<String> causes = List.of();
            if (result.stopReason().diverged()) {
                causes = new Diagnosis(configuration, plan, tables.training(), data, initial).causes(norms);
                causes.forEach(cause -> observer.say("likely cause: " + cause));
            }
            DenseVector weights = tables.toOriginal(model.layout(), result.weights());
            requireFinite(
                    weights,
                    "the parameters overflow on the features' own scale; data.standardize = false keeps to it");
            RunSummary summary = summary(directory, result, weights, chosen, causes);
            savedModel(weights, summary).write(directory);
            directory.write("summary.json", Json.document(summary.fields()));
            return summary;
        }

        private RateChoice chooseRate() {
            RateChoice choice = new RateFinder(configuration, plan, data).find(initial);
            observer.say(choice.sentence());
            return choice;
        }

        private TrainingResult run(TrainingMethod method, Directory directory) throws IOException {
            long every = configuration.run().logEvery().orElse(plan.defaultLogEvery());
            try (MetricsLog metrics = new MetricsLog(directory.open("metrics.jsonl"), every, testEvaluator())) {
                return watched(progress -> {
                    List<TrainingListener> all = new ArrayList<>(List.of(norms, metrics, progress));
                    all.addAll(listeners);
                    return method.train(data, initial, all.toArray(TrainingListener[]::new));
                });
            }
        }

        private TrainingResult watched(Function<TrainingListener, TrainingResult> training) {
            TrainingListener progress = observer.training(plan.lengths().maxSteps());
            try {
                return training.apply(progress);
            } finally {
                observer.trained();
            }
        }

        /** The test set is as it was read, so the weights are brought to its scale. */
        private Optional<Evaluator> testEvaluator() {
            return test.map(rows -> weights -> over(rows, tables.toOriginal(model.layout(), weights)));
        }

        private Evaluation over(GradientSource rows, DenseVector weights) {
            return Evaluation.over(rows, Penalty.none(model.layout()), weights);
        }

        private RunSummary summary(
                Directory directory,
                TrainingResult result,
                DenseVector weights,
                Optional<RateChoice> chosen,
                List<String> causes) {
            SlicedTable table = tables.training();
            Optional<Evaluation> onValidation = validation.map(rows -> over(rows, result.weights()));
            Optional<Evaluation> onTest = test.map(rows -> over(rows, weights));
            long jobs = data.jobs()
                    + validation.map(SparkGradientSource::jobs).orElse(0L)
                    + test.map(SparkGradientSource::jobs).orElse(0L);
            return new RunSummary(
                    configuration.name(),
                    configuration.seed(),
                    directory.toString(),
                    result,
                    onValidation,
                    onTest,
                    chosen,
                    causes,
                    new TableFacts(table.rows(), table.features(), table.nonZeros(), table.fingerprint()),
                    jobs,
                    ParameterBytes.sha256(ParameterBytes.of(weights)),
                    new Versions(Version.current(), spark.version()));
        }

        private SavedModel savedModel(DenseVector weights, RunSummary summary) {
            SlicedTable table = tables.training();
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
            boolean intercept = configuration.model().intercept();
            return new SavedModel(family, table.labels(), columns, table.features(), intercept, weights, provenance);
        }
    }

    private static void requireFinite(DenseVector weights, String otherwise) {
        if (!weights.isFinite()) {
            throw new UserError(otherwise);
        }
    }

    private Model model(SlicedTable table) {
        try {
            return family.create(
                    table.labels().classCount(),
                    table.features(),
                    configuration.model().intercept());
        } catch (IllegalArgumentException tooLarge) {
            throw new UserError(
                    "%s cannot be trained on %s: %s; is a feature index in the data wrong?"
                            .formatted(family, configuration.data().train(), tooLarge.getMessage()),
                    tooLarge);
        }
    }
}
