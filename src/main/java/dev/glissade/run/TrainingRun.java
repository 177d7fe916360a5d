package dev.glissade.run;

import dev.glissade.checkpoint.Checkpoints;
import dev.glissade.config.Configuration;
import dev.glissade.config.UserError;
import dev.glissade.files.Directory;
import dev.glissade.model.RowObjective;
import dev.glissade.training.TrainingListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Trains what a configuration says on Spark, and writes the run directory; or goes on with a run that was ended before its
 * time, to the bits that it would have had.
 */
public final class TrainingRun {

    private final SparkSession spark;
    private final Configuration configuration;
    private final RunObserver observer;
    private final Optional<String> begun;
    private final Interruption interruption;

    /**
     * @param spark stays open
     * @param observer is told how it goes
     */
    public TrainingRun(SparkSession spark, Configuration configuration, RunObserver observer) {
        this(spark, configuration, observer, Optional.empty());
    }

    private TrainingRun(SparkSession spark, Configuration configuration, RunObserver observer, Optional<String> begun) {
        this.spark = spark;
        this.configuration = configuration;
        this.observer = observer;
        this.begun = begun;
        this.interruption = new Interruption(spark.sparkContext(), begun);
    }

    /**
     * A run that goes on in its directory.
     *
     * @param configuration that of the run; of what its steps do not follow from, some may have changed
     * @param location the run directory
     */
    public static TrainingRun goingOn(
            SparkSession spark, Configuration configuration, RunObserver observer, String location) {
        return new TrainingRun(spark, configuration, observer, Optional.of(location));
    }

    /**
     * Runs to the end. The run directory is made once data and configuration have been found good.
     *
     * @throws UserError if they are not, or a run that is to go on is not the one that was begun
     * @throws IOException if the run directory cannot be written
     * @throws RunInterruptedException if it was {@link #interrupt interrupted}
     */
    public RunSummary execute() throws IOException {
        try {
            return train();
        } catch (Exception failed) { // of Spark too, whose failures Java does not see
            if (interruption.wanted()) {
                throw interruption.ended(failed);
            }
            throw failed;
        }
    }

    private RunSummary train() throws IOException {
        Optional<Resumption> resumption = begun.isPresent() ? Optional.of(resumption(begun.get())) : Optional.empty();
        if (resumption.isEmpty()) {
            Directory directory = chooseDirectory(); // a place that cannot be written is told before any work
            requireWritableCheckpoints(directory);
        }
        requireClasses(configuration);
        ModelFamily family = ModelFamily.of(configuration.model());
        TableReader reader = new TableReader(spark, configuration);
        try (TrainingTables tables = TrainingTables.read(reader, configuration, family.labelKind())) {
            observer.say(Sentences.loaded(
                    configuration.data().train(),
                    tables.training(),
                    configuration.engine().replicas(),
                    spark));
            tables.skipped().forEach((set, rows) -> Sentences.skipped(set, rows).ifPresent(observer::say));
            resumption.ifPresent(begin ->
                    begin.requireSame(tables.training(), configuration.data().train()));
            TrainingSession session =
                    new TrainingSession(spark, configuration, observer, tables, family, resumption, interruption);
            long results = SparkMemory.of(spark.sparkContext()).results();
            ScaleWarning.of(configuration, family, tables.training(), results).ifPresent(observer::say);
            return session.train(() -> resumption.map(Resumption::directory).orElseGet(this::chooseDirectory));
        }
    }

    /**
     * Writes the report of a run that has ended, well or not, where it has got to a step. What hinders that is said in a line:
     * the run is there all the same, and {@code glissade report} writes it later.
     */
    public void writeReport() {
        Optional<String> location = interruption.directory();
        if (location.isPresent()) {
            try {
                RunReport report = RunReport.of(
                        Directory.at(location.get(), spark.sparkContext().hadoopConfiguration()));
                if (interruption.wanted()) {
                    report.writeHtml(); // a process that is to end has little time
                } else {
                    report.write(observer::say);
                }
            } catch (IOException | RuntimeException failed) {
                observer.say("%s: there is no report of the run: %s".formatted(location.get(), failed.getMessage()));
            }
        }
    }

    /** Ends the run at its last state, which is saved: {@link #execute} fails then. For other threads; may be repeated. */
    public void interrupt() {
        interruption.want();
    }

    /**
     * For when an interrupted run does not end: has its last state saved.
     *
     * @param patience how long that may take
     * @return what becomes of the run, in a line
     */
    public String saveNow(Duration patience) {
        return interruption.saveNow(patience);
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

    static List<TrainingListener> listeners(Configuration configuration) {
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

    /** In a directory of their own; else they are written where the run is. */
    private void requireWritableCheckpoints(Directory run) {
        if (configuration.checkpoint().directory().isPresent()) {
            RunDirectory.checkpoints(
                    run, configuration.checkpoint(), spark.sparkContext().hadoopConfiguration());
        }
    }

    private Resumption resumption(String location) throws IOException {
        Directory directory = RunDirectory.begun(location, spark.sparkContext().hadoopConfiguration());
        Checkpoints checkpoints = RunDirectory.checkpoints(
                directory, configuration.checkpoint(), spark.sparkContext().hadoopConfiguration());
        return Resumption.of(directory, checkpoints, configuration, observer::say);
    }
}
