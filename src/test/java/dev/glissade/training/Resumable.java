package dev.glissade.training;

import dev.glissade.gradient.ClippedGradient;
import dev.glissade.gradient.Clipping;
import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.gradient.Saga;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.gradient.Svrg;
import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.RowBlock;
import dev.glissade.model.GeneratedRows;
import dev.glissade.model.LabelKind;
import dev.glissade.model.LinearModel;
import dev.glissade.optimizer.AdaGrad;
import dev.glissade.optimizer.Adam;
import dev.glissade.optimizer.AdamW;
import dev.glissade.optimizer.Averaged;
import dev.glissade.optimizer.Momentum;
import dev.glissade.optimizer.Nesterov;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.RMSProp;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.sampling.Sampling.Mode;
import dev.glissade.schedule.LearningRates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Short runs of every method that goes on from its states, in memory, for tests.
 *
 * @param name for people
 * @param method with its checks
 * @param rollback what becomes of it if it diverges
 */
public record Resumable(String name, SteppedMethod method, Rollback rollback) {

    private static final int FEATURES = 4;
    private static final LinearModel MODEL = LinearModel.logistic(FEATURES, true);
    private static final RowBlock[] SLICES = GeneratedRows.of(361, 120, FEATURES, LabelKind.BINARY, 2, true)
            .slices(new int[] {20, 0, 15, 25, 8, 10, 20, 22}, false);
    private static final GradientSource DATA = source(0, SLICES.length);
    private static final GradientSource OTHERS = source(4, 6);
    private static final DenseVector ZEROS = DenseVector.zeros(FEATURES + 1);

    private static GradientSource source(int from, int to) {
        return new InMemoryGradientSource(MODEL, new SliceGroup(0, Arrays.copyOfRange(SLICES, from, to)));
    }

    /** The run, watched. */
    Training training(Training.Watcher watcher) {
        return new Training(method, DATA, rollback, watcher);
    }

    /** The same, but for one more rule that may end it before. */
    Resumable endedBy(StopRule rule) {
        SteppedMethod shorter =
                method.with(method.learningRate(), method.checks().endedBy(rule));
        return new Resumable(name, shorter, rollback);
    }

    /** What a run went through. */
    record Course(List<SavePoint> points, List<Rollback.Event> events, TrainingResult result) {}

    /** From the start. */
    Course whole() {
        Recorder recorder = new Recorder();
        TrainingResult result = training(recorder).from(ZEROS);
        return new Course(recorder.points, recorder.events, result);
    }

    /** From the middle. */
    Course from(SavePoint point) {
        Recorder recorder = new Recorder();
        TrainingResult result = training(recorder).from(point);
        return new Course(recorder.points, recorder.events, result);
    }

    /** The points of a run, from its start to its end. */
    public List<SavePoint> points() {
        return whole().points();
    }

    private static final class Recorder implements Training.Watcher {
        private final List<SavePoint> points = new ArrayList<>();
        private final List<Rollback.Event> events = new ArrayList<>();

        @Override
        public void reached(SavePoint point) {
            points.add(point);
        }

        @Override
        public void rolledBack(Rollback.Event event) {
            events.add(event);
        }
    }

    private static Map<String, Optimizer> rules() {
        Map<String, Optimizer> rules = new LinkedHashMap<>();
        rules.put("sgd", new Sgd());
        rules.put("momentum", new Momentum(0.8));
        rules.put("nesterov", Nesterov.constant(0.7));
        rules.put("increasing nesterov", Nesterov.increasing());
        rules.put("adagrad", new AdaGrad(1e-8));
        rules.put("rmsprop", new RMSProp(0.9, 1e-8));
        rules.put("adam", new Adam(0.9, 0.999, 1e-8));
        rules.put("adamw", new AdamW(0.9, 0.999, 1e-8, 0.01, MODEL.layout()));
        return rules;
    }

    /** Batches of fifty rows, so that three steps are an epoch, and the last is short. */
    private static Map<String, GradientEstimator> estimators() {
        Map<String, GradientEstimator> estimators = new LinkedHashMap<>();
        for (Mode mode : Mode.values()) {
            estimators.put("mini-batch " + mode, new MiniBatchGradient(new Sampling(mode, 362), 50));
        }
        Sampling sampling = new Sampling(Mode.EPOCH_SHUFFLE, 363);
        estimators.put("full", new FullGradient());
        for (Svrg.Snapshot snapshot : Svrg.Snapshot.values()) {
            estimators.put("svrg " + snapshot, new Svrg(sampling, 50, 4, snapshot));
        }
        estimators.put("saga", new Saga(sampling, 50));
        estimators.put("clipped", new ClippedGradient(new MiniBatchGradient(sampling, 50), new Clipping(0.05, 0.08)));
        return estimators;
    }

    private static Trainer trainer(GradientEstimator estimator, Optimizer rule, Checks checks) {
        Penalty penalty = new Penalty(rule.takesProximalSteps() ? 1e-3 : 0, 1e-2, MODEL.layout());
        return new Trainer(
                estimator, penalty, rule, LearningRates.warmup(3, 0.01, LearningRates.cosine(0.4, 0, 12)), checks);
    }

    /** Every rule with every estimator, with and without averaging. */
    public static List<Resumable> steps() {
        List<Resumable> all = new ArrayList<>();
        Checks checks = Checks.every(3, StopRules.maxSteps(11));
        rules().forEach((rule, optimizer) -> estimators().forEach((gradient, estimator) -> {
            String name = rule + ", " + gradient;
            Trainer trainer = trainer(estimator, optimizer, checks);
            all.add(new Resumable(name, trainer, Rollback.NEVER));
            Trainer averaged = trainer(estimator, new Averaged(optimizer, 4), checks);
            all.add(new Resumable(name + ", averaged", averaged, Rollback.NEVER));
        }));
        return all;
    }

    /** Replicas. */
    public static List<Resumable> localSteps() {
        List<Resumable> all = new ArrayList<>();
        Checks checks = Checks.every(7, StopRules.maxSteps(20));
        for (int replicas : new int[] {1, 2, 4}) {
            for (Mode mode : Mode.values()) {
                Sampling sampling = new Sampling(mode, 364);
                Map<String, Trainer> trainers = new LinkedHashMap<>();
                MiniBatchGradient batches = new MiniBatchGradient(sampling, 7);
                trainers.put("sgd", trainer(batches, new Sgd(), checks));
                trainers.put("momentum", trainer(batches, new Momentum(0.8), checks));
                trainers.put("averaged momentum", trainer(batches, new Averaged(new Momentum(0.8), 5), checks));
                for (Svrg.Snapshot snapshot : Svrg.Snapshot.values()) {
                    trainers.put(
                            "svrg " + snapshot, trainer(new Svrg(sampling, 7, 1_000, snapshot), new Sgd(), checks));
                }
                trainers.forEach((name, trainer) -> all.add(new Resumable(
                        "%s, %s, %d replicas".formatted(name, mode, replicas),
                        new LocalTrainer(trainer, replicas, 4),
                        Rollback.NEVER)));
            }
        }
        return all;
    }

    /** Every way to come to an end, and to go back. */
    public static List<Resumable> ends() {
        Sampling sampling = new Sampling(Mode.WITH_REPLACEMENT, 365);
        MiniBatchGradient batches = new MiniBatchGradient(sampling, 5);
        Checks patient = Checks.every(2, StopRules.maxSteps(60)).endedByPatience(OTHERS, 2);
        Checks tight = new Checks(3, List.of(StopRules.maxSteps(25)), 1.5, Optional.empty());
        Rollback twice = new Rollback(0.5, 2);
        Momentum momentum = new Momentum(0.8);
        List<Resumable> all = new ArrayList<>();
        all.add(new Resumable("patience", trainer(batches, new Sgd(), patient), Rollback.NEVER));
        all.add(new Resumable(
                "validation",
                trainer(
                        batches,
                        momentum,
                        Checks.every(2, StopRules.maxSteps(9)).validatedOn(OTHERS)),
                Rollback.NEVER));
        all.add(new Resumable(
                "target", trainer(batches, momentum, Checks.every(2, StopRules.targetObjective(0.6))), Rollback.NEVER));
        all.add(new Resumable(
                "tolerance",
                trainer(new FullGradient(), momentum, Checks.every(2, StopRules.relativeTolerance(1e-2))),
                Rollback.NEVER));
        all.add(new Resumable(
                "epochs", trainer(batches, momentum, Checks.every(2, StopRules.maxEpochs(0.5))), Rollback.NEVER));
        all.add(new Resumable("divergence", steep(batches, momentum, 50, tight), Rollback.NEVER));
        all.add(new Resumable("too few rollbacks", steep(batches, momentum, 1e4, tight), twice));
        all.add(new Resumable("rollbacks", steep(batches, momentum, 8, tight), new Rollback(0.25, 6)));
        all.add(new Resumable(
                "rollbacks of svrg",
                steep(new Svrg(sampling, 5, 4, Svrg.Snapshot.RANDOM), new Sgd(), 8, tight),
                new Rollback(0.25, 6)));
        all.add(new Resumable(
                "rollbacks of replicas",
                new LocalTrainer(steep(batches, momentum, 8, tight), 2, 2),
                new Rollback(0.25, 6)));
        return all;
    }

    /** A penalty so strong, and a rate that rises so far, that it diverges. */
    private static Trainer steep(GradientEstimator estimator, Optimizer rule, double highest, Checks checks) {
        return new Trainer(
                estimator,
                new Penalty(0, 1, MODEL.layout()),
                rule,
                LearningRates.warmup(12, 0.01, LearningRates.constant(highest)),
                checks);
    }

    @Override
    public String toString() {
        return name;
    }

    /** All that two equal points have in common, but the time; a stop reason is no part of what is saved. */
    public static List<Object> essence(SavePoint point) {
        List<Object> all = new ArrayList<>(essence(point.state()));
        all.add(point.rollbacks());
        all.add(point.extremes());
        point.kept()
                .lastGood()
                .ifPresent(good -> all.addAll(List.of("good", good.step(), good.answer(), good.evaluation())));
        point.kept().lastEvaluated().ifPresent(good -> all.addAll(essence(good)));
        return all;
    }

    private static List<Object> essence(TrainingState state) {
        return List.of(
                state.step(),
                state.work(),
                state.tableRows(),
                state.weights(),
                state.answer(),
                state.optimizerState(),
                state.estimatorState().written(), // slopes have no equals of their own
                state.history(),
                state.lastStep(),
                state.evaluation(),
                state.validation());
    }
}
