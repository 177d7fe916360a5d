package dev.glissade.bench;

import dev.glissade.config.BenchSettings;
import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.data.SlicedTable;
import dev.glissade.gradient.BatchSmoothness;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.gradient.Svrg;
import dev.glissade.model.MarginModel;
import dev.glissade.model.MarginSquares;
import dev.glissade.model.ModelKind;
import dev.glissade.optimizer.Sgd;
import dev.glissade.run.ConfiguredTraining;
import dev.glissade.sampling.Sampling;
import dev.glissade.schedule.LearningRates;
import dev.glissade.solver.QuasiNewton;
import dev.glissade.training.Checks;
import dev.glissade.training.LocalTrainer;
import dev.glissade.training.StopReason;
import dev.glissade.training.StopRule;
import dev.glissade.training.StopRules;
import dev.glissade.training.Trainer;
import dev.glissade.training.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Our own ways to the minimum of a problem. */
final class OurRuns {

    private static final String LOCAL_SVRG = "our local SVRG";
    static final String ONE_THREAD = "our local SVRG, one thread, in memory";
    static final String QUASI_NEWTON = "our L-BFGS";

    /** Each replica takes two passes over its rows between two synchronisations. */
    private static final String METHOD = """
            gradient { kind = svrg, batch-size = %d }
            engine { sync-every = auto, replicas = %d }
            learning-rate.initial = auto
            """;

    private static final int HISTORY = 10;

    private final BenchSettings settings;
    private final int cores;
    private final String modelKind;

    /** @param modelKind what is trained, as configurations name it */
    OurRuns(BenchSettings settings, int cores, String modelKind) {
        this.settings = settings;
        this.cores = cores;
        this.modelKind = modelKind;
    }

    /** Replicas that the configured method wants, which the table's partitions must keep whole. */
    Optional<Integer> replicas() {
        return configuration(1, List.of()).engine().replicas();
    }

    private Configuration configuration(long batch, List<String> more) {
        List<String> overrides = new ArrayList<>(List.of(
                "data.train=measured",
                "data.standardize=false",
                "model.kind=" + modelKind,
                "model.intercept=false",
                "penalty.l1=0",
                "penalty.l2=" + settings.l2(),
                "stop.max-epochs=100000"));
        overrides.addAll(more);
        ConfigurationLoader loader = new ConfigurationLoader(ModelKind.names());
        return settings.method()
                .map(file -> loader.load(Path.of(file), overrides))
                .orElseGet(() -> loader.loadText(METHOD.formatted(batch, workers()), "the bench's method", overrides));
    }

    /** The configured method, on Spark. */
    Run configured(Problem problem) {
        long batch = batch(problem);
        String name = settings.method().map(file -> "our " + file).orElse(LOCAL_SVRG);
        String told = settings.method().isPresent() ? "as configured" : told(batch);
        return new Run(name, told, (target, cap) -> {
            List<String> stop = List.of("stop.target-objective=" + target, "stop.max-seconds=" + cap);
            return ConfiguredTraining.train(configuration(batch, stop), problem.source());
        });
    }

    /**
     * On sparse rows one, the step of which costs what the row stores; on dense ones a step of one row would cost several
     * sweeps over the parameters.
     */
    private long batch(Problem problem) {
        SlicedTable table = problem.table();
        return table.isDense() ? Math.max(1, Math.min(settings.batch(), table.rows() / (2L * workers()))) : 1;
    }

    private String told(long batch) {
        return "%d replicas, batches of %d, rate 1/L".formatted(workers(), batch);
    }

    /** L-BFGS, on Spark. */
    static Run quasiNewton(Problem problem) {
        return new Run(
                QUASI_NEWTON,
                "history %d".formatted(HISTORY),
                (target, cap) -> new QuasiNewton(
                                problem.penalty(),
                                HISTORY,
                                Checks.every(
                                        Long.MAX_VALUE, knownObjective(problem, target), StopRules.maxSeconds(cap)))
                        .train(problem.source(), problem.zeros()));
    }

    /** Its steps know the objective that they came to, without another pass. */
    private static StopRule knownObjective(Problem problem, double target) {
        return state -> state.lastStep()
                .flatMap(step -> step.loss().stream()
                        .mapToObj(loss -> loss + problem.penalty().value(state.weights()))
                        .findFirst())
                .filter(objective -> objective <= target)
                .map(objective -> new StopReason(StopReason.Kind.TARGET_OBJECTIVE, "objective " + objective));
    }

    /** Local SVRG as on Spark, to the bit, over rows in memory and by this thread alone. */
    Run oneThread(Problem problem, SliceGroup rows) {
        return new Run(ONE_THREAD, told(batch(problem)), (target, cap) -> localSvrg(problem, rows, target, cap));
    }

    private int workers() {
        return Integer.highestOneBit(cores);
    }

    private TrainingResult localSvrg(Problem problem, SliceGroup rows, double target, double cap) {
        GradientSource source = new InMemoryGradientSource(problem.model(), rows);
        long ownRows = Math.max(1, source.rows() / workers());
        long batch = batch(problem);
        MarginModel model = (MarginModel) problem.model();
        MarginSquares squares = new MarginSquares(model.labelKind(), model.layout());
        BatchSmoothness smoothness = BatchSmoothness.of(
                new InMemoryGradientSource(squares, rows),
                model,
                problem.l2(),
                Sampling.Mode.EPOCH_SHUFFLE,
                batch,
                ownRows);
        long loop = 2 * ownRows / batch;
        Sampling sampling = new Sampling(Sampling.Mode.EPOCH_SHUFFLE, 0);
        Trainer trainer = new Trainer(
                new Svrg(sampling, batch, loop, Svrg.Snapshot.LAST),
                problem.penalty(),
                new Sgd(),
                LearningRates.constant(1 / smoothness.value()),
                Checks.every(loop, StopRules.targetObjective(target), StopRules.maxSeconds(cap)));
        return new LocalTrainer(trainer, workers(), loop).train(source, problem.zeros());
    }
}
