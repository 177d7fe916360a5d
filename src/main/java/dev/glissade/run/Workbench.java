package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.data.SkippedRows;
import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.Smoothness;
import dev.glissade.linalg.DenseVector;
import dev.glissade.model.Model;
import dev.glissade.penalty.Penalty;
import dev.glissade.solver.QuasiNewton;
import dev.glissade.spark.SparkGradientSource;
import dev.glissade.training.Checks;
import dev.glissade.training.Evaluation;
import dev.glissade.training.SteppedMethod;
import dev.glissade.training.StopRules;
import dev.glissade.training.TrainingMethod;
import dev.glissade.training.TrainingResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * The rows of a configuration, held by the cluster, and as many trainings of variations of it as one likes: nothing is written, and
 * nothing is kept from one to the next.
 */
public final class Workbench implements AutoCloseable {

    /** Pairs of differences, and iterations, of the solver that finds the minimum. */
    private static final int HISTORY = 10;

    private static final long MOST_ITERATIONS = 10_000;

    private final SparkSession spark;
    private final Configuration configuration;
    private final TrainingTables tables;
    private final SparkGradientSource data;
    private final Optional<SparkGradientSource> validation;
    private final Optional<SparkGradientSource> test;
    private final DenseVector initial;
    private final Penalty penalty;

    private Workbench(SparkSession spark, Configuration configuration, TrainingTables tables, ModelFamily family) {
        this.spark = spark;
        this.configuration = configuration;
        this.tables = tables;
        Model model = tables.model(family, configuration);
        OptionalInt depth =
                configuration.engine().aggregationDepth().map(OptionalInt::of).orElse(OptionalInt.empty());
        this.data = new SparkGradientSource(tables.training(), model, depth);
        this.validation = tables.validation().map(table -> new SparkGradientSource(table, model, depth));
        Model asRead = family.createFor(tables.training(), configuration);
        this.test = tables.test().map(table -> new SparkGradientSource(table, asRead, depth));
        this.initial = tables.toTraining(
                model.layout(),
                DenseVector.wrap(configuration
                        .model()
                        .initialWeights()
                        .toArray(model.layout().size())));
        this.penalty = new Penalty(
                configuration.penalty().l1(), configuration.penalty().l2(), model.layout());
    }

    /**
     * Reads the rows.
     *
     * @param observer is told what was read
     * @throws dev.glissade.config.UserError if data or model are not good
     */
    public static Workbench open(SparkSession spark, Configuration configuration, RunObserver observer) {
        TrainingRun.requireClasses(configuration);
        ModelFamily family = ModelFamily.of(configuration.model());
        TrainingTables tables =
                TrainingTables.read(new TableReader(spark, configuration), configuration, family.labelKind());
        try {
            observer.say(Sentences.loaded(
                    configuration.data().train(),
                    tables.training(),
                    configuration.engine().replicas(),
                    spark));
            tables.skipped().forEach((set, rows) -> Sentences.skipped(set, rows).ifPresent(observer::say));
            return new Workbench(spark, configuration, tables, family);
        } catch (Throwable failed) { // of Spark too, whose failures Java does not see
            tables.close();
            throw failed;
        }
    }

    /**
     * Takes rows that are there already.
     *
     * @param warnings is told of rows that were left out, and of features whose scales are far apart
     * @throws dev.glissade.config.UserError if data or model are not good
     */
    public static Workbench over(DatasetRows rows, Configuration configuration, Consumer<String> warnings) {
        TrainingRun.requireClasses(configuration);
        ModelFamily family = ModelFamily.of(configuration.model());
        TrainingTables tables = TrainingTables.of(rows, configuration, family.labelKind());
        try {
            tables.skipped()
                    .forEach((set, skipped) -> Sentences.skipped(set, skipped).ifPresent(warnings));
            SparkSession spark = rows.training().sparkSession();
            long results = SparkMemory.of(spark.sparkContext()).results();
            ScaleWarning.of(configuration, family, tables.training(), results).ifPresent(warnings);
            return new Workbench(spark, configuration, tables, family);
        } catch (Throwable failed) {
            tables.close();
            throw failed;
        }
    }

    public Configuration configuration() {
        return configuration;
    }

    /** Of the tables' rows, by the key that names a table. */
    public Map<String, String> fingerprints() {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        fingerprints.put("data.train", tables.training().fingerprint());
        tables.test().ifPresent(table -> fingerprints.put("data.test", table.fingerprint()));
        return fingerprints;
    }

    /** Bad rows that were left out, of all tables. */
    public long skippedRows() {
        return tables.skipped().values().stream().mapToLong(SkippedRows::total).sum();
    }

    /** Gradients over the training set. */
    public SparkGradientSource data() {
        return data;
    }

    /** Slices with rows in them: the noise of a gradient shows between two at least. */
    public long filledSlices() {
        return Trained.on(data).filledSlices();
    }

    /** w₀, on the scale of the training. */
    public DenseVector initial() {
        return initial;
    }

    public Penalty penalty() {
        return penalty;
    }

    /** How good weights of the training are on the test set; empty without one. */
    public Optional<Evaluation> test(DenseVector weights) {
        DenseVector original = tables.toOriginal(data.model().layout(), weights);
        return test.map(rows -> Evaluation.over(rows, Penalty.none(rows.model().layout()), original));
    }

    /**
     * The method of a variation of the configuration, which has a learning rate.
     *
     * @param variation of the same data, model and penalty
     * @param checks in place of its own evaluations and ends
     */
    public SteppedMethod method(Configuration variation, Checks checks) {
        TrainingPlan plan = plan(variation);
        if (plan.findsRate()) {
            throw new IllegalArgumentException("a variation has a learning rate");
        }
        SteppedMethod method = (SteppedMethod) plan.method(OptionalDouble.empty(), Optional.empty());
        return method.with(method.learningRate(), checks);
    }

    /** The learning rate of a variation: as it says, or found as a training finds it. */
    public double rate(Configuration variation) {
        return variation
                .learningRate()
                .initial()
                .orElseGet(() -> new RateFinder(variation, plan(variation), data)
                        .find(initial)
                        .rate());
    }

    /**
     * Trains variations of the same data and model, each as a run of it trains, in lockstep; with the bits that each has alone. One with a
     * {@code checkpoint.directory} saves its states there, and goes on from the last of them if that training was begun before.
     *
     * @param lines is told of what cannot be saved, and of memory that may not be enough
     * @throws dev.glissade.config.UserError if memory is surely not enough for all of them at once
     */
    public List<Completed> train(List<Variation> variations, Consumer<String> lines) {
        requireMemory(variations, lines);
        LockstepTraining.Places places =
                (variation, horizon) -> FitCheckpoints.Place.of(variation, rows(), horizon, hadoop());
        return new LockstepTraining(data, validation, places, lines).train(variations);
    }

    /** Of all of them, as they are at work at the same time. */
    private void requireMemory(List<Variation> variations, Consumer<String> lines) {
        SparkMemory memory = SparkMemory.of(spark.sparkContext());
        List<TrainingPlan> plans = variations.stream()
                .map(variation -> plan(variation.configuration()))
                .toList();
        plans.forEach(plan -> plan.gradient().memory(data.model(), memory.driver(), memory.results()));
        plans.stream()
                .map(plan -> MemoryNeeds.of(plan, data.model(), data, tables.all()))
                .reduce(MemoryNeeds::and)
                .ifPresent(needs -> new Preflight(needs, memory).warnings().forEach(lines));
    }

    /** A fingerprint of all that is read. */
    private String rows() {
        return tables.all().stream().map(SlicedTable::fingerprint).collect(Collectors.joining(" "));
    }

    private org.apache.hadoop.conf.Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }

    /** Why a training may have diverged, one line a cause, the likeliest first. */
    public List<String> causes(Variation variation, Completed diverged) {
        return new Diagnosis(
                        variation.configuration(),
                        plan(variation.configuration()),
                        tables.training(),
                        data,
                        variation.initial())
                .causes(diverged.extremes());
    }

    /** Weights for the features as they were read, from those of the training. */
    public DenseVector toOriginal(DenseVector trained) {
        return tables.toOriginal(data.model().layout(), trained);
    }

    /** Weights of the training, from those for the features as they were read. */
    public DenseVector toTraining(DenseVector original) {
        return tables.toTraining(data.model().layout(), original);
    }

    /** Of the rows that are trained on, see {@link dev.glissade.data.SlicedTable#effectiveRows}. */
    public double effectiveRows() {
        return tables.training().effectiveRows();
    }

    private TrainingPlan plan(Configuration variation) {
        return TrainingPlan.unrecorded(variation, Trained.on(data));
    }

    /** L-BFGS, which has no learning rate; for checks of one's own. */
    public TrainingMethod solver(Checks checks) {
        return new QuasiNewton(penalty, HISTORY, checks);
    }

    /** Where L-BFGS comes to rest; of a convex objective the minimum, to about ten digits. */
    public TrainingResult optimum() {
        return solver(Checks.every(Long.MAX_VALUE, StopRules.maxSteps(MOST_ITERATIONS)))
                .train(data, initial);
    }

    /** L, the largest curvature of F's smooth part at a point; descent at a constant rate is stable below 2/L. */
    public double smoothness(GradientSource rows, DenseVector point) {
        return Smoothness.at(rows, penalty::addSmoothGradient, point);
    }

    @Override
    public void close() {
        tables.close();
    }
}
