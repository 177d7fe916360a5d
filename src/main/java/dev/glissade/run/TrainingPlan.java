package dev.glissade.run;

import dev.glissade.config.AveragingSettings;
import dev.glissade.config.Configuration;
import dev.glissade.config.DivergenceSettings;
import dev.glissade.config.GradientSettings;
import dev.glissade.config.Momentum.Constant;
import dev.glissade.config.OptimizerSettings;
import dev.glissade.config.Span;
import dev.glissade.config.StopSettings;
import dev.glissade.config.UserError;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.GradientSource;
import dev.glissade.linalg.DenseVector;
import dev.glissade.optimizer.AdaGrad;
import dev.glissade.optimizer.Adam;
import dev.glissade.optimizer.AdamW;
import dev.glissade.optimizer.Averaged;
import dev.glissade.optimizer.LazySgd;
import dev.glissade.optimizer.Momentum;
import dev.glissade.optimizer.Nesterov;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.RMSProp;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.schedule.BatchSizes;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.LearningRates;
import dev.glissade.schedule.Pace;
import dev.glissade.solver.QuasiNewton;
import dev.glissade.training.Checks;
import dev.glissade.training.LocalTrainer;
import dev.glissade.training.RateSearch;
import dev.glissade.training.Rollback;
import dev.glissade.training.SteppedMethod;
import dev.glissade.training.StopRule;
import dev.glissade.training.StopRules;
import dev.glissade.training.Trainer;
import dev.glissade.training.TrainingMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Turns the settings of a run, once the table's size is known, into the method that trains. */
final class TrainingPlan {

    /** Steps of a trial in the search for a learning rate: an epoch, within these bounds. */
    private static final long SHORTEST_TRIAL = 16;

    private static final long LONGEST_TRIAL = 64;

    private static final long ROUNDS_OF_A_TRIAL = 2;

    /** Point, gradient, direction and what the line search tries, in Breeze's L-BFGS. */
    private static final int SOLVERS_OWN = 4;

    private final Configuration configuration;
    private final Trained trained;
    private final Lengths lengths;
    private final GradientPlan gradient;
    private final PacePlan pace;
    private final Penalty penalty;
    private final boolean recorded;

    /**
     * The plan of a run whose metrics are written.
     *
     * @param trained the training set and the model
     * @param laidOutFor the most steps of the run when it began, if it goes on
     * @throws dev.glissade.config.UserError if the batch is larger than that
     */
    TrainingPlan(Configuration configuration, Trained trained, OptionalLong laidOutFor) {
        this(configuration, trained, laidOutFor, true);
    }

    /** The plan of a run that nobody follows: the noise of its gradient is worked out only where the run itself needs it. */
    static TrainingPlan unrecorded(Configuration configuration, Trained trained) {
        return new TrainingPlan(configuration, trained, OptionalLong.empty(), false);
    }

    private TrainingPlan(Configuration configuration, Trained trained, OptionalLong laidOutFor, boolean recorded) {
        this.recorded = recorded;
        this.configuration = configuration;
        this.trained = trained;
        this.lengths = Lengths.of(configuration, trained.sizes(), laidOutFor);
        this.gradient = new GradientPlan(configuration.gradient(), lengths);
        this.pace = new PacePlan(configuration, lengths, trained.filledSlices());
        this.penalty = new Penalty(
                configuration.penalty().l1(), configuration.penalty().l2(), trained.layout());
    }

    Lengths lengths() {
        return lengths;
    }

    GradientPlan gradient() {
        return gradient;
    }

    Penalty penalty() {
        return penalty;
    }

    /** Whether the gradient is taken over drawn batches. */
    boolean takesBatches() {
        return !quasiNewton() && gradient.takesPlainBatches();
    }

    /** Steps between two recorded ones when the configuration leaves it open: about a thousand lines a run. */
    long defaultLogEvery() {
        return lengths.horizon() == Long.MAX_VALUE ? 100 : Math.max(1, lengths.horizon() / 1000);
    }

    /** What becomes of the run if it diverges. */
    Rollback rollback() {
        DivergenceSettings settings = configuration.onDivergence();
        return settings.policy() == DivergenceSettings.Policy.STOP
                ? Rollback.NEVER
                : new Rollback(
                        settings.factor().orElseThrow(), settings.atMost().orElseThrow());
    }

    /** Whether a run can go on from a state of its own. */
    boolean goesOn() {
        return !quasiNewton();
    }

    /** Whether the learning rate is to be found: the configuration gives none and the method needs one. */
    boolean findsRate() {
        return !quasiNewton() && configuration.learningRate().initial().isEmpty();
    }

    /** Whether the run's steps are also told in steps of a reference batch. */
    boolean countsReferenceSteps() {
        return pace.adaScale();
    }

    /** Short trials of the run's method at constant rates. */
    RateSearch trials() {
        long epoch = (lengths.rows() + lengths.batchSize() - 1) / lengths.batchSize();
        long steps = lengths.syncEvery() > 1
                ? ROUNDS_OF_A_TRIAL * lengths.syncEvery()
                : Math.max(SHORTEST_TRIAL, Math.min(LONGEST_TRIAL, epoch));
        SteppedMethod method = stepped(
                gradient.estimator(BatchSizes.constant(lengths.batchSize())).withoutNoise(),
                rule(configuration.optimizer()),
                LearningRates.constant(1), // its place is taken by the rates tried
                Pace.STEADY,
                Checks.every(1));
        return new RateSearch(method, Math.min(steps, lengths.maxSteps()));
    }

    /**
     * The method.
     *
     * @param foundRate the learning rate that was found, where it was looked for
     * @param validation rows that are not trained on, if any
     */
    TrainingMethod method(OptionalDouble foundRate, Optional<GradientSource> validation) {
        Checks checks = checks(validation);
        if (quasiNewton()) {
            return new QuasiNewton(penalty, configuration.optimizer().history().orElseThrow(), checks);
        }
        double initial = configuration.learningRate().initial().orElseGet(foundRate::orElseThrow);
        LearningRate schedule = pace.schedule(initial);
        BatchSizes sizes = pace.sizes(schedule);
        GradientEstimator estimator = gradient.estimator(sizes);
        return stepped(
                recorded || pace.needsNoise() ? estimator : estimator.withoutNoise(),
                averaged(rule(configuration.optimizer())),
                schedule,
                pace.pace(sizes),
                checks);
    }

    /** Vectors of parameters that a step makes anew: the weights, and what the optimizer remembers. */
    int vectorsReplaced() {
        return quasiNewton()
                ? 2 * configuration.optimizer().history().orElseThrow() + SOLVERS_OWN
                : 1 + remembered(averaged(rule(configuration.optimizer())));
    }

    /** Vectors that the estimator of the gradient keeps from step to step. */
    int vectorsKept() {
        return switch (configuration.gradient().kind()) {
            case SVRG -> 3; // snapshot, its gradient, the next one
            case SAGA -> 1;
            case MINI_BATCH, FULL -> 0;
        };
    }

    /** Vectors that a task brings back from a step: a sum for each point, or where a replica got to. */
    int vectorsOfAStep() {
        if (configuration.engine().takesLocalSteps()) {
            return 1 + remembered(rule(configuration.optimizer()));
        }
        return configuration.gradient().kind() == GradientSettings.Kind.SVRG ? 2 : 1;
    }

    /** Rows that a job visits, all replicas' together. */
    double rowsOfAStep() {
        return configuration.engine().takesLocalSteps() || quasiNewton() ? lengths.rows() : lengths.drawn();
    }

    /** Whether what tasks bring back is dense though their rows may be sparse. */
    boolean sumsAreDense() {
        return configuration.engine().takesLocalSteps();
    }

    /** Whether a step asks for sums over rows at its points: not where replicas work, nor where their slopes are asked for. */
    boolean sumsRows() {
        return !configuration.engine().takesLocalSteps()
                && configuration.gradient().kind() != GradientSettings.Kind.SAGA;
    }

    /** How a step can be made larger, to spread what it costs beyond its work over more rows. */
    Advice.Growth growth() {
        boolean local = configuration.engine().takesLocalSteps();
        OptimizerSettings.Kind rule = configuration.optimizer().kind();
        return new Advice.Growth(
                takesBatches() && !local ? Optional.of(lengths.batchSize()) : Optional.empty(),
                lengths.rows(),
                takesBatches() && local ? Optional.of(lengths.syncEvery()) : Optional.empty(),
                !local && (rule == OptimizerSettings.Kind.SGD || rule == OptimizerSettings.Kind.MOMENTUM));
    }

    private static int remembered(Optimizer optimizer) {
        return optimizer.newState(DenseVector.zeros(0)).vectors().size();
    }

    private SteppedMethod stepped(
            GradientEstimator estimator, Optimizer optimizer, LearningRate schedule, Pace read, Checks checks) {
        Trainer trainer = new Trainer(estimator, penalty, optimizer, schedule, read, checks);
        return configuration.engine().takesLocalSteps()
                ? new LocalTrainer(trainer, lengths.replicas(), lengths.syncEvery())
                : trainer;
    }

    private boolean quasiNewton() {
        return configuration.optimizer().kind() == OptimizerSettings.Kind.LBFGS;
    }

    private Optimizer rule(OptimizerSettings settings) {
        return switch (settings.kind()) {
            case SGD -> shrinksLazily() ? new LazySgd(penalty) : new Sgd();
            case MOMENTUM -> new Momentum(((Constant) settings.momentum().orElseThrow()).factor());
            case NESTEROV ->
                settings.momentum().orElseThrow() instanceof Constant constant
                        ? Nesterov.constant(constant.factor())
                        : Nesterov.increasing();
            case ADAGRAD -> new AdaGrad(settings.epsilon().orElseThrow());
            case RMSPROP ->
                new RMSProp(settings.beta2().orElseThrow(), settings.epsilon().orElseThrow());
            case ADAM ->
                new Adam(
                        settings.beta1().orElseThrow(),
                        settings.beta2().orElseThrow(),
                        settings.epsilon().orElseThrow());
            case ADAMW ->
                new AdamW(
                        settings.beta1().orElseThrow(),
                        settings.beta2().orElseThrow(),
                        settings.epsilon().orElseThrow(),
                        settings.weightDecay().orElseThrow(),
                        trained.layout());
            case LBFGS -> throw new IllegalStateException("lbfgs is no update rule");
        };
    }

    /** Where L2 alone would make a step of a sparse gradient cost as much as there are features. */
    private boolean shrinksLazily() {
        return trained.isWide()
                && takesBatches()
                && penalty.l2() > 0
                && penalty.l1() == 0
                && configuration.averaging().kind() == AveragingSettings.Kind.NONE
                && !configuration.engine().takesLocalSteps()
                && !pace.needsNoise(); // which lazy steps do not see
    }

    private Optimizer averaged(Optimizer rule) {
        return switch (configuration.averaging().kind()) {
            case NONE -> rule;
            case POLYAK -> new Averaged(rule, 0);
            case TAIL -> new Averaged(rule, startOfTheTail());
        };
    }

    private long startOfTheTail() {
        Optional<Span> given = configuration.averaging().start();
        if (given.isEmpty()) {
            return lengths.horizon("averaging.start") / 2;
        }
        long start = lengths.steps(given.get());
        if (start >= lengths.horizon()) {
            throw new UserError("averaging.start = %s: the run ends before, after %d steps"
                    .formatted(given.get(), lengths.horizon()));
        }
        return start;
    }

    private Checks checks(Optional<GradientSource> validation) {
        StopSettings settings = configuration.stop();
        List<StopRule> rules = new ArrayList<>();
        settings.targetObjective().map(StopRules::targetObjective).ifPresent(rules::add);
        settings.relativeTolerance().map(StopRules::relativeTolerance).ifPresent(rules::add);
        lengths.epochLimit().map(StopRules::maxEpochs).ifPresent(rules::add);
        settings.maxSteps().map(StopRules::maxSteps).ifPresent(rules::add);
        settings.maxReferenceSteps().map(StopRules::maxReferenceSteps).ifPresent(rules::add);
        settings.maxSeconds().map(StopRules::maxSeconds).ifPresent(rules::add);
        Span span = configuration.run().evaluateEvery();
        long every = lengths.atLeastOne(span);
        Checks checks = new Checks(every, pace.evaluations(span), rules, settings.divergenceFactor(), Optional.empty());
        return validation
                .map(rows -> settings.patience()
                        .map(patience -> checks.endedByPatience(rows, patience))
                        .orElseGet(() -> checks.validatedOn(rows)))
                .orElse(checks);
    }
}
