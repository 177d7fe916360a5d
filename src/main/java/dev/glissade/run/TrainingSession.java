package dev.glissade.run;

import dev.glissade.checkpoint.Checkpoint;
import dev.glissade.checkpoint.Checkpointer;
import dev.glissade.checkpoint.Checkpoints;
import dev.glissade.config.Configuration;
import dev.glissade.config.DataSettings;
import dev.glissade.config.RunSettings;
import dev.glissade.config.UserError;
import dev.glissade.data.SkippedRows;
import dev.glissade.data.SlicedTable;
import dev.glissade.files.Directory;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.PhaseTimes;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.Model;
import dev.glissade.penalty.Penalty;
import dev.glissade.run.MetricsLog.Evaluator;
import dev.glissade.run.RunSummary.TableFacts;
import dev.glissade.run.RunSummary.TimeFacts;
import dev.glissade.run.RunSummary.Versions;
import dev.glissade.spark.JobCosts;
import dev.glissade.spark.SparkGradientSource;
import dev.glissade.training.Evaluation;
import dev.glissade.training.SavePoint;
import dev.glissade.training.StepExtremes;
import dev.glissade.training.Training;
import dev.glissade.training.TrainingListener;
import dev.glissade.training.TrainingMethod;
import dev.glissade.training.TrainingResult;
import dev.glissade.training.TrainingState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** A run once its tables are there. */
final class TrainingSession {

    private final SparkSession spark;
    private final Configuration configuration;
    private final RunObserver observer;
    private final TrainingTables tables;
    private final ModelFamily family;
    private final Optional<Resumption> resumption;
    private final Optional<Checkpoint> from;
    private final Interruption interruption;
    private final Model model;
    private final TrainingPlan plan;
    private final DenseVector initial;
    private final SparkGradientSource data;
    private final Optional<SparkGradientSource> validation;
    private final Optional<SparkGradientSource> test;
    private final Accounting accounting;
    private final Shown shown;
    private JobCosts costsBefore = JobCosts.NONE;
    private StepExtremes extremes = StepExtremes.NONE;

    TrainingSession(
            SparkSession spark,
            Configuration configuration,
            RunObserver observer,
            TrainingTables tables,
            ModelFamily family,
            Optional<Resumption> resumption,
            Interruption interruption) {
        this.spark = spark;
        this.configuration = configuration;
        this.observer = observer;
        this.tables = tables;
        this.family = family;
        this.resumption = resumption;
        this.from = resumption.flatMap(Resumption::checkpoint);
        this.interruption = interruption;
        this.model = tables.model(family, configuration);
        from.ifPresent(checkpoint -> requireFitting(checkpoint.point().state()));
        this.data = source(tables.training(), model);
        this.plan = new TrainingPlan(
                configuration,
                Trained.on(data),
                from.map(begun -> OptionalLong.of(begun.run().horizon())).orElse(OptionalLong.empty()));
        SparkMemory memory = SparkMemory.of(spark.sparkContext());
        memory.unheeded(Optional.ofNullable(configuration.spark().settings().get("spark.driver.memory")))
                .ifPresent(observer::say);
        plan.gradient().memory(model, memory.driver(), memory.results()).ifPresent(observer::say);
        MemoryNeeds needs = MemoryNeeds.of(plan, model, data, tables.all());
        new Preflight(needs, memory).warnings().forEach(observer::say);
        double[] given =
                configuration.model().initialWeights().toArray(model.layout().size());
        this.initial = tables.toTraining(model.layout(), DenseVector.wrap(given));
        requireFinite(initial, "model.initial-weights: they overflow on the scale of the standardized features");
        this.validation = tables.validation().map(table -> source(table, model));
        Model asRead = family.createFor(tables.training(), configuration);
        this.test = tables.test().map(table -> source(table, asRead));
        this.accounting = new Accounting(this::spent);
        this.shown = new Shown(configuration, tables, family, model.layout());
    }

    /** By the answers of all tables. */
    private PhaseTimes spent() {
        PhaseTimes all = data.spent();
        for (Optional<SparkGradientSource> other : List.of(validation, test)) {
            all = other.map(SparkGradientSource::spent).map(all::plus).orElse(all);
        }
        return all;
    }

    private void requireFitting(TrainingState state) {
        if (state.weights().size() != model.layout().size()) {
            throw new UserError("%s: its checkpoint has %d parameters, and the model %d"
                    .formatted(
                            configuration.run().dir().orElse(""),
                            state.weights().size(),
                            model.layout().size()));
        }
    }

    private SparkGradientSource source(SlicedTable table, Model of) {
        OptionalInt depth =
                configuration.engine().aggregationDepth().map(OptionalInt::of).orElse(OptionalInt.empty());
        return new SparkGradientSource(table, of, depth);
    }

    /**
     * Trains, and writes the run directory.
     *
     * @param place finds the directory: once more, as another run may have taken it while the data was read
     */
    RunSummary train(Supplier<Directory> place) throws IOException {
        plan.method(OptionalDouble.of(Double.MAX_VALUE), Optional.empty()); // tells what is missing before the search
        Optional<RateChoice> chosen = plan.findsRate() ? Optional.of(rate()) : Optional.empty();
        TrainingMethod method = plan.method(
                chosen.map(choice -> OptionalDouble.of(choice.rate())).orElse(OptionalDouble.empty()),
                validation.map(GradientSource.class::cast));
        interruption.check();
        Directory directory = place.get();
        Checkpoints checkpoints = checkpoints(directory);
        directory.create();
        try (Owner owner = Owner.of(directory)) {
            return train(new Place(directory, checkpoints, owner), method, chosen);
        }
    }

    /** Where a run writes. */
    private record Place(Directory directory, Checkpoints checkpoints, Owner owner) {}

    private RunSummary train(Place place, TrainingMethod method, Optional<RateChoice> chosen) throws IOException {
        Directory directory = place.directory();
        if (resumption.isPresent()) {
            resumption.get().clear();
            place.checkpoints().clear();
        }
        RunDirectory.writeConfiguration(directory, configuration.render());
        TrainingResult result = run(method, place, chosen);
        List<String> causes = List.of();
        if (result.stopReason().diverged()) {
            causes = new Diagnosis(configuration, plan, tables.training(), data, initial).causes(extremes);
            causes.forEach(cause -> observer.say("likely cause: " + cause));
        }
        DenseVector weights = tables.toOriginal(model.layout(), result.weights());
        requireFinite(
                weights, "the parameters overflow on the features' own scale; data.standardize = false keeps to it");
        RunSummary summary = summary(directory, result, weights, chosen, causes);
        writeShown(directory);
        place.owner().check();
        savedModel(weights, summary).write(directory);
        directory.write("summary.json", Json.document(summary.fields()));
        return summary;
    }

    /** A run is not lost because there is less to look at. */
    private void writeShown(Directory directory) {
        try {
            shown.write(directory, data, plan.penalty(), interruption::check);
        } catch (IOException | RuntimeException failed) {
            interruption.check();
            observer.say("what the report shows of the path is missing: " + failed.getMessage());
        }
    }

    /** As it was found when the run began. */
    private RateChoice rate() {
        RateChoice choice = from.flatMap(begun -> begun.run().rate())
                .map(known -> (RateChoice) new RateChoice.Kept(known))
                .orElseGet(() -> new RateFinder(configuration, plan, data).find(initial));
        observer.say(choice.sentence());
        return choice;
    }

    private Checkpoints checkpoints(Directory directory) throws IOException {
        Checkpoints checkpoints = RunDirectory.checkpoints(
                directory, configuration.checkpoint(), spark.sparkContext().hadoopConfiguration());
        if (resumption.isEmpty() && !checkpoints.isEmpty()) {
            throw new UserError("checkpoint.directory = %s: there are checkpoints of another run in it"
                    .formatted(checkpoints.directory()));
        }
        return checkpoints;
    }

    private TrainingResult run(TrainingMethod method, Place place, Optional<RateChoice> chosen) throws IOException {
        long every = configuration.run().logEvery().orElse(plan.defaultLogEvery());
        Optional<SavePoint> begin = from.map(Checkpoint::point);
        long step = begin.map(point -> point.state().step()).orElse(-1L);
        Checkpoint.Run run = begun(chosen);
        try (MetricsFile file = metrics(place.directory());
                Checkpointer writer = new Checkpointer(place.checkpoints(), observer::say);
                MetricsSink sink = sink(place.directory(), file.nextStep())) {
            MetricsLog metrics = new MetricsLog(
                    file,
                    every,
                    step,
                    testEvaluator(),
                    new MetricsLog.Extra(shown.weights(), plan.countsReferenceSteps()),
                    accounting,
                    sink);
            Recording.Saving saving = new Recording.Saving(
                    place.owner(), writer, (point, lines) -> new Checkpoint(run, lines, jobs(), point));
            return watched(listeners -> {
                Recording recording = new Recording(
                        configuration.checkpoint(),
                        metrics,
                        listeners,
                        observer::say,
                        begin,
                        plan.goesOn() ? Optional.of(saving) : Optional.empty(),
                        interruption);
                interruption.follow(recording, place.directory().toString());
                Training training = new Training(
                        method, data, plan.rollback(), new Accounted(recording, accounting, this::nextStep));
                starts(step);
                TrainingResult result =
                        begin.map(point -> training.from(point)).orElseGet(() -> training.from(initial));
                nextStep(-1, PhaseTimes.NONE);
                extremes = recording.extremes();
                return result;
            });
        }
    }

    /** What Spark is to say of the next jobs. */
    private void nextStep(long number, PhaseTimes before) {
        data.during(number, before);
        validation.ifPresent(rows -> rows.during(number, before));
        test.ifPresent(rows -> rows.during(number, before));
    }

    /** @param from the step that the run goes on from; -1 at its start */
    private void starts(long from) {
        nextStep(from + 1, PhaseTimes.NONE);
        costsBefore = data.costs();
        accounting.starts(Math.max(0, from));
    }

    /** What checkpoints say of this run: what they said before, but for the settings that have changed. */
    private Checkpoint.Run begun(Optional<RateChoice> chosen) {
        return new Checkpoint.Run(
                from.map(before -> before.run().version()).orElseGet(Version::current),
                tables.training().fingerprint(),
                configuration.values(),
                plan.lengths().horizon(),
                chosen.map(RateChoice::kept));
    }

    private MetricsFile metrics(Directory directory) throws IOException {
        return resumption.isEmpty()
                ? MetricsFile.create(directory)
                : MetricsFile.goingOn(
                        directory, from.map(Checkpoint::metricsLines).orElse(0L), accounting::earlier, observer::say);
    }

    /** @param nextStep the first that will be recorded */
    private MetricsSink sink(Directory directory, long nextStep) {
        RunSettings.TensorBoard wanted = configuration.run().tensorboard();
        return wanted == RunSettings.TensorBoard.FALSE
                ? MetricsSink.NONE
                : TensorBoardLog.open(directory, nextStep, wanted == RunSettings.TensorBoard.REQUIRED, observer::say);
    }

    private interface Watched {
        TrainingResult train(List<TrainingListener> listeners);
    }

    private TrainingResult watched(Watched training) {
        TrainingListener progress = observer.training(plan.lengths().maxSteps());
        List<TrainingListener> listeners = new ArrayList<>(List.of(progress));
        listeners.addAll(TrainingRun.listeners(configuration));
        try {
            return training.train(listeners);
        } finally {
            interruption.save();
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

    /** Since the run began. */
    private long jobs() {
        return from.map(Checkpoint::jobs).orElse(0L)
                + data.jobs()
                + validation.map(SparkGradientSource::jobs).orElse(0L)
                + test.map(SparkGradientSource::jobs).orElse(0L);
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
        return new RunSummary(
                configuration.name(),
                configuration.seed(),
                directory.toString(),
                result,
                onValidation,
                onTest,
                chosen,
                causes,
                new TableFacts(table.rows(), table.features(), table.nonZeros(), table.fingerprint(), skipped()),
                jobs(),
                new TimeFacts(
                        accounting.sinceBegin(),
                        accounting.stepsSinceBegin(),
                        advice().stream().toList()),
                ParameterBytes.sha256(ParameterBytes.of(weights)),
                new Versions(Version.current(), spark.version()));
    }

    /** By what this process has measured. */
    private Optional<String> advice() {
        int parts = configuration.engine().replicas().orElse(data.slices().slices());
        int cores = Math.max(1, Math.min(data.cores(), parts));
        return new Advice(
                        accounting.states(),
                        accounting.times(),
                        data.costs().minus(costsBefore).startUpEach(),
                        new Advice.Spread(data.partitions(), cores, data.isInMemory()),
                        plan.growth())
                .line();
    }

    /** The bad rows that were left out, by set; of no set unless the configuration asks for that. */
    private Map<String, SkippedRows> skipped() {
        return configuration.data().onBadRow() == DataSettings.OnBadRow.SKIP ? tables.skipped() : Map.of();
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
        return new SavedModel(
                family, table.labels(), columns, tables.stages(), table.features(), intercept, weights, provenance);
    }

    private static void requireFinite(DenseVector weights, String otherwise) {
        if (!weights.isFinite()) {
            throw new UserError(otherwise);
        }
    }
}
