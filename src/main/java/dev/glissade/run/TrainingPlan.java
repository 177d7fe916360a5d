package dev.glissade.run;

import dev.glissade.config.Configuration;
import dev.glissade.config.GradientSettings;
import dev.glissade.config.LearningRateSettings;
import dev.glissade.config.Momentum.Constant;
import dev.glissade.config.OptimizerSettings;
import dev.glissade.config.Span;
import dev.glissade.config.StopSettings;
import dev.glissade.config.UserError;
import dev.glissade.gradient.FullGradient;
import dev.glissade.gradient.GradientEstimator;
import dev.glissade.gradient.MiniBatchGradient;
import dev.glissade.model.ParameterLayout;
import dev.glissade.optimizer.Momentum;
import dev.glissade.optimizer.Nesterov;
import dev.glissade.optimizer.Optimizer;
import dev.glissade.optimizer.Sgd;
import dev.glissade.penalty.Penalty;
import dev.glissade.sampling.Sampling;
import dev.glissade.schedule.LearningRate;
import dev.glissade.schedule.LearningRates;
import dev.glissade.training.StopRule;
import dev.glissade.training.StopRules;
import dev.glissade.training.Trainer;
import java.util.ArrayList;
import java.util.List;

/** Turns the settings of a run, once the table's size is known, into the parts of a {@link Trainer}. */
final class TrainingPlan {

    private final Configuration configuration;
    private final long rows;
    private final long batchSize;
    private final Sampling sampling;

    /**
     * @param rows of the training set
     * @throws UserError if the batch is larger than that
     */
    TrainingPlan(Configuration configuration, long rows) {
        this.configuration = configuration;
        this.rows = rows;
        this.batchSize = configuration.gradient().rowsPerStep(rows);
        this.sampling = new Sampling(samplingMode(configuration.gradient().sampling()), configuration.seed());
    }

    Trainer trainer(ParameterLayout layout) {
        return new Trainer(
                estimator(),
                new Penalty(
                        configuration.penalty().l1(), configuration.penalty().l2(), layout),
                optimizer(configuration.optimizer()),
                learningRate(configuration.learningRate()),
                stopRule(configuration.stop()),
                Math.max(1, steps(configuration.run().evaluateEvery())));
    }

    /** The most steps that the run can take; the largest number if only time or a target ends it. */
    long maxSteps() {
        StopSettings stop = configuration.stop();
        long byEpochs =
                stop.epochLimit().map(epochs -> steps(Span.epochs(epochs))).orElse(Long.MAX_VALUE);
        return Math.min(byEpochs, stop.maxSteps().orElse(Long.MAX_VALUE));
    }

    /** Steps between two recorded ones when the configuration leaves it open: about a thousand lines a run. */
    long defaultLogEvery() {
        return maxSteps() == Long.MAX_VALUE ? 100 : Math.max(1, maxSteps() / 1000);
    }

    private GradientEstimator estimator() {
        return batchSize == rows && takesAllRows() ? new FullGradient() : new MiniBatchGradient(sampling, batchSize);
    }

    /** A batch of all rows is all rows once in every mode but that with replacement. */
    private boolean takesAllRows() {
        return configuration.gradient().kind() == GradientSettings.Kind.FULL
                || sampling.mode() != Sampling.Mode.WITH_REPLACEMENT;
    }

    private long steps(Span span) {
        return span.unit() == Span.Unit.STEPS ? (long) span.amount() : sampling.steps(span.amount(), batchSize, rows);
    }

    private static Sampling.Mode samplingMode(GradientSettings.Sampling sampling) {
        return switch (sampling) {
            case EPOCH_SHUFFLE -> Sampling.Mode.EPOCH_SHUFFLE;
            case WITHOUT_REPLACEMENT -> Sampling.Mode.WITHOUT_REPLACEMENT;
            case WITH_REPLACEMENT -> Sampling.Mode.WITH_REPLACEMENT;
            case BERNOULLI -> Sampling.Mode.BERNOULLI;
        };
    }

    private static Optimizer optimizer(OptimizerSettings settings) {
        return switch (settings.kind()) {
            case SGD -> new Sgd();
            case MOMENTUM -> new Momentum(((Constant) settings.momentum().orElseThrow()).factor());
            case NESTEROV ->
                settings.momentum().orElseThrow() instanceof Constant constant
                        ? Nesterov.constant(constant.factor())
                        : Nesterov.increasing();
        };
    }

    private LearningRate learningRate(LearningRateSettings settings) {
        long warmup = steps(settings.warmup());
        LearningRate decay = LearningRates.atLeast(settings.minimum(), decay(settings, warmup));
        return LearningRates.warmup(warmup, settings.warmupStart(), decay);
    }

    private LearningRate decay(LearningRateSettings settings, long warmup) {
        double initial = settings.initial();
        return switch (settings.decay()) {
            case CONSTANT -> LearningRates.constant(initial);
            case INVERSE_TIME ->
                LearningRates.inverseTime(initial, settings.rate().orElseThrow());
            case INVERSE_SQRT -> LearningRates.inverseSquareRoot(initial);
            case STEP ->
                LearningRates.step(
                        initial,
                        settings.factor().orElseThrow(),
                        Math.max(1, steps(settings.every().orElseThrow())));
            case COSINE -> LearningRates.cosine(initial, settings.minimum(), cosinePeriod(settings, warmup));
        };
    }

    /** The period that is set, else what is left of the longest run behind the warm-up. */
    private long cosinePeriod(LearningRateSettings settings, long warmup) {
        long period = settings.period().map(this::steps).orElseGet(() -> horizon() - warmup);
        return Math.max(1, period);
    }

    private long horizon() {
        if (maxSteps() == Long.MAX_VALUE) {
            throw new UserError(
                    "learning-rate.period: cosine needs it where neither stop.max-epochs nor stop.max-steps is set");
        }
        return maxSteps();
    }

    private static StopRule stopRule(StopSettings settings) {
        List<StopRule> rules = new ArrayList<>();
        settings.targetObjective().map(StopRules::targetObjective).ifPresent(rules::add);
        settings.epochLimit().map(StopRules::maxEpochs).ifPresent(rules::add);
        settings.maxSteps().map(StopRules::maxSteps).ifPresent(rules::add);
        settings.maxSeconds().map(StopRules::maxSeconds).ifPresent(rules::add);
        return Trainer.stopRules(settings.divergenceFactor(), rules);
    }
}
