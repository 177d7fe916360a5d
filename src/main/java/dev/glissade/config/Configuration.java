package dev.glissade.config;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Everything that decides a run, valid and unchangeable.
 *
 * <p>Read from a file by {@link ConfigurationLoader}, or made from Java. The name, {@code spark}, the run directory and
 * {@code engine}, but for its local steps, have no influence on the trained parameters; all else may have.
 *
 * @param name the run's name, a part of its directory's name
 * @param seed all that is random in the training follows from it
 */
public record Configuration(
        String name,
        long seed,
        SparkSettings spark,
        DataSettings data,
        ColumnSettings columns,
        ModelSettings model,
        PenaltySettings penalty,
        GradientSettings gradient,
        OptimizerSettings optimizer,
        AveragingSettings averaging,
        LearningRateSettings learningRate,
        BatchSizeSettings batchSizes,
        StopSettings stop,
        DivergenceSettings onDivergence,
        EngineSettings engine,
        CheckpointSettings checkpoint,
        RunSettings run,
        StudySettings study) {

    private static final Pattern NOT_IN_FILE_NAMES = Pattern.compile("[\\p{Cntrl}/\\\\:*?\"<>|]");

    static final Key<Optional<String>> NAME = Key.optional(
            "name",
            Form.text().where(Configuration::isFileName, "a name that a folder can have"),
            "the configuration file's name without its ending",
            "the run's name, a part of its directory's name");
    static final Key<Long> SEED = Key.withDefault(
            "seed", Form.wholeNumber(Range.any()), 0L, "all that is random in the training follows from it");

    private static final String NO_ADAM = "does not go with optimizer.kind = %s: Adam's step has no proximal form that"
            + " comes to rest at the minimum of the objective; use rmsprop, adagrad, nesterov or lbfgs";
    private static final String NOT_WITH_LBFGS =
            "optimizer.kind = lbfgs takes the full gradient and finds its own step; unset one of the two";
    private static final Set<OptimizerSettings.Kind> ADASCALE_RULES =
            Set.of(OptimizerSettings.Kind.SGD, OptimizerSettings.Kind.MOMENTUM, OptimizerSettings.Kind.NESTEROV);
    private static final String NO_STATE_OF_LBFGS =
            "optimizer.kind = lbfgs cannot go on from its middle: what it remembers is Breeze's; unset one of the two";

    /** @throws InvalidSettingException if the name cannot be a folder's, or settings of two groups do not go together */
    public Configuration {
        NAME.check(Optional.of(name));
        Objects.requireNonNull(spark, "spark");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(columns, "columns");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(penalty, "penalty");
        Objects.requireNonNull(gradient, "gradient");
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(averaging, "averaging");
        Objects.requireNonNull(learningRate, "learningRate");
        Objects.requireNonNull(batchSizes, "batchSizes");
        Objects.requireNonNull(stop, "stop");
        Objects.requireNonNull(onDivergence, "onDivergence");
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(checkpoint, "checkpoint");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(study, "study");
        columns.checkWith(data);
        checkPatience(stop, data);
        checkProximalStep(penalty, optimizer.kind());
        checkBatchSizes(batchSizes, gradient, learningRate, averaging);
        checkAdaScale(learningRate, gradient, optimizer.kind(), batchSizes, stop);
        if (engine.takesLocalSteps()) {
            checkLocalSteps(engine, gradient, optimizer.kind(), batchSizes, learningRate);
        }
        if (optimizer.kind() == OptimizerSettings.Kind.LBFGS) {
            checkFullGradient(gradient, averaging);
            checkOwnStep(learningRate);
            requireDefault(BatchSizeSettings.KIND, batchSizes.kind());
            requireDefault(DivergenceSettings.POLICY, onDivergence.policy());
            checkNoCheckpoints(checkpoint);
        }
    }

    /** The same with another seed. */
    public Configuration withSeed(long otherSeed) {
        return with(otherSeed, gradient, learningRate, batchSizes, stop);
    }

    /** The same with batches of another size. */
    public Configuration withBatchSize(BatchSize size) {
        return with(seed, gradient.withBatchSize(size), learningRate, batchSizes, stop);
    }

    /** The same with another initial learning rate; it is no longer scaled by the batch. */
    public Configuration withRate(double initial) {
        return with(seed, gradient, learningRate.withInitial(initial), batchSizes, stop);
    }

    /** The same with another kind of model, one that the settings of the model go with. */
    public Configuration withModelKind(String kind) {
        return with(model.withKind(kind), penalty);
    }

    /** The same with another penalty. */
    public Configuration withPenalty(PenaltySettings other) {
        return with(model, other);
    }

    private Configuration with(ModelSettings otherModel, PenaltySettings otherPenalty) {
        return new Configuration(
                name,
                seed,
                spark,
                data,
                columns,
                otherModel,
                otherPenalty,
                gradient,
                optimizer,
                averaging,
                learningRate,
                batchSizes,
                stop,
                onDivergence,
                engine,
                checkpoint,
                run,
                study);
    }

    /** The same with other ends. */
    public Configuration withStop(StopSettings otherStop) {
        return with(seed, gradient, learningRate, batchSizes, otherStop);
    }

    /** The same with a rate that is scaled by this rule from batches of another size. */
    public Configuration withScaling(LearningRateSettings.Scaling scaling, long reference) {
        return with(seed, gradient, learningRate.withScaling(scaling, reference), batchSizes, stop);
    }

    /** The same with a warm-up of this length from 0. */
    public Configuration withWarmup(Span length) {
        return with(seed, gradient, learningRate.withWarmup(length), batchSizes, stop);
    }

    /**
     * The same data, model, penalty and ends with another method, which is plain in all else: batches of one size, no averages, and
     * nothing but an end if it diverges.
     */
    public Configuration withMethod(
            GradientSettings otherGradient,
            OptimizerSettings otherOptimizer,
            LearningRateSettings otherRate,
            EngineSettings otherEngine) {
        return new Configuration(
                name,
                seed,
                spark,
                data,
                columns,
                model,
                penalty,
                otherGradient,
                otherOptimizer,
                AveragingSettings.defaults(),
                otherRate,
                BatchSizeSettings.defaults(),
                stop,
                DivergenceSettings.defaults(),
                otherEngine,
                CheckpointSettings.defaults(),
                run,
                study);
    }

    private Configuration with(
            long otherSeed,
            GradientSettings otherGradient,
            LearningRateSettings otherRate,
            BatchSizeSettings otherSizes,
            StopSettings otherStop) {
        return new Configuration(
                name,
                otherSeed,
                spark,
                data,
                columns,
                model,
                penalty,
                otherGradient,
                optimizer,
                averaging,
                otherRate,
                otherSizes,
                otherStop,
                onDivergence,
                engine,
                checkpoint,
                run,
                study);
    }

    /**
     * The whole configuration as HOCON, every key with its value. {@link ConfigurationLoader} reads it back to an equal
     * configuration, except for secrets among Spark's settings: those are written as "(hidden)", and have to be given
     * again.
     */
    public String render() {
        return Schema.render(this);
    }

    /** Every key's value as {@link #render} writes it, by the key's path; Spark's settings are left out. */
    public Map<String, String> values() {
        return Schema.values(this);
    }

    /** The name that a configuration file gives to its runs unless it says otherwise. */
    static String nameAfter(String fileName) {
        String stem = fileName.replaceFirst("(?<=.)\\.[^.]*$", "");
        String name = NOT_IN_FILE_NAMES.matcher(stem).replaceAll("-").strip();
        return isFileName(name) ? name : "run";
    }

    private static boolean isFileName(String name) {
        return !name.isBlank()
                && !name.startsWith(".")
                && !NOT_IN_FILE_NAMES.matcher(name).find();
    }

    private static void checkPatience(StopSettings stop, DataSettings data) {
        if (stop.patience().isPresent() && data.validation() == 0) {
            throw StopSettings.PATIENCE.invalid(
                    stop.patience(),
                    "needs %s above 0, %s".formatted(DataSettings.VALIDATION, DataSettings.VALIDATION.meaning()));
        }
    }

    private static void checkProximalStep(PenaltySettings penalty, OptimizerSettings.Kind kind) {
        boolean adam = kind == OptimizerSettings.Kind.ADAM || kind == OptimizerSettings.Kind.ADAMW;
        if (adam && penalty.l1() > 0) {
            throw PenaltySettings.L1.invalid(penalty.l1(), NO_ADAM.formatted(kind.word()));
        }
    }

    /** Batches that grow are plain ones. */
    private static void checkBatchSizes(
            BatchSizeSettings batchSizes,
            GradientSettings gradient,
            LearningRateSettings learningRate,
            AveragingSettings averaging) {
        if (!batchSizes.grows()) {
            return;
        }
        if (gradient.kind() != GradientSettings.Kind.MINI_BATCH
                || gradient.batchSize().equals(Optional.of(BatchSize.ALL))) {
            throw BatchSizeSettings.KIND.invalid(
                    batchSizes.kind(), "only the batches of gradient.kind = mini-batch grow, from a number of rows");
        }
        if (batchSizes.kind() == BatchSizeSettings.Kind.INSTEAD_OF_DECAY
                && learningRate.decay() == LearningRateSettings.Decay.CONSTANT
                && learningRate.schedule().isEmpty()) {
            throw BatchSizeSettings.KIND.invalid(
                    batchSizes.kind(),
                    "needs a decay that the growth takes the place of: learning-rate.decay is constant");
        }
        if (averaging.start().filter(start -> start.unit() == Span.Unit.EPOCHS).isPresent()
                || (averaging.kind() == AveragingSettings.Kind.TAIL
                        && averaging.start().isEmpty())) {
            throw AveragingSettings.KIND.invalid(
                    averaging.kind(),
                    "needs averaging.start in steps where batches grow, for example 1000: an epoch has fewer and fewer of them");
        }
    }

    private static void checkAdaScale(
            LearningRateSettings learningRate,
            GradientSettings gradient,
            OptimizerSettings.Kind optimizer,
            BatchSizeSettings batchSizes,
            StopSettings stop) {
        if (learningRate.scaling() != LearningRateSettings.Scaling.ADASCALE) {
            if (stop.maxReferenceSteps().isPresent()) {
                throw StopSettings.MAX_REFERENCE_STEPS.invalid(
                        stop.maxReferenceSteps(), "has no effect without learning-rate.scaling = adascale");
            }
            return;
        }
        if (gradient.kind() != GradientSettings.Kind.MINI_BATCH) {
            throw LearningRateSettings.SCALING.invalid(
                    learningRate.scaling(), "measures the noise of plain batches, those of gradient.kind = mini-batch");
        }
        if (!ADASCALE_RULES.contains(optimizer)) {
            throw LearningRateSettings.SCALING.invalid(
                    learningRate.scaling(),
                    "holds for sgd, momentum and nesterov, not for %s, whose steps do not grow with the gradient"
                            .formatted(optimizer.word()));
        }
        if (batchSizes.kind() == BatchSizeSettings.Kind.INSTEAD_OF_DECAY) {
            throw BatchSizeSettings.KIND.invalid(
                    batchSizes.kind(),
                    "does not go with learning-rate.scaling = adascale: both say what the rate gains from the batch");
        }
    }

    private static void checkLocalSteps(
            EngineSettings engine,
            GradientSettings gradient,
            OptimizerSettings.Kind optimizer,
            BatchSizeSettings batchSizes,
            LearningRateSettings learningRate) {
        if (batchSizes.grows()) {
            throw BatchSizeSettings.KIND.invalid(
                    batchSizes.kind(), "local steps take batches of one size; unset it, or engine.sync-every");
        }
        if (learningRate.scaling() == LearningRateSettings.Scaling.ADASCALE) {
            throw LearningRateSettings.SCALING.invalid(
                    learningRate.scaling(), "local steps measure no noise; unset it, or engine.sync-every");
        }
        if (optimizer != OptimizerSettings.Kind.SGD && optimizer != OptimizerSettings.Kind.MOMENTUM) {
            throw EngineSettings.SYNC_EVERY.invalid(
                    engine.syncEvery(),
                    "local steps are those of optimizer.kind = sgd or momentum, not of " + optimizer.word());
        }
        if (gradient.kind() == GradientSettings.Kind.SAGA) {
            throw EngineSettings.SYNC_EVERY.invalid(
                    engine.syncEvery(), "gradient.kind = saga takes no local steps: its slopes are with the driver");
        }
        if (gradient.snapshotEvery().isPresent()) {
            throw GradientSettings.SNAPSHOT_EVERY.invalid(
                    gradient.snapshotEvery(),
                    "with local steps a loop is as long as engine.sync-every; unset one of the two");
        }
    }

    private static void checkFullGradient(GradientSettings gradient, AveragingSettings averaging) {
        if (gradient.batchSize().filter(size -> size instanceof BatchSize.Rows).isPresent()) {
            throw GradientSettings.BATCH_SIZE.invalid(gradient.batchSize(), NOT_WITH_LBFGS);
        }
        if (gradient.kind() == GradientSettings.Kind.SVRG || gradient.kind() == GradientSettings.Kind.SAGA) {
            throw GradientSettings.KIND.invalid(gradient.kind(), NOT_WITH_LBFGS);
        }
        requireDefault(GradientSettings.SAMPLING, gradient.sampling());
        requireDefault(GradientSettings.CLIP_NORM, gradient.clipNorm());
        requireDefault(GradientSettings.CLIP_VALUE, gradient.clipValue());
        requireDefault(AveragingSettings.KIND, averaging.kind());
    }

    /** All else of the learning rate has an effect only beside one of these. */
    private static void checkOwnStep(LearningRateSettings learningRate) {
        requireDefault(LearningRateSettings.INITIAL, learningRate.initial());
        requireDefault(LearningRateSettings.DECAY, learningRate.decay());
        requireDefault(LearningRateSettings.SCHEDULE, learningRate.schedule());
        requireDefault(LearningRateSettings.SCALING, learningRate.scaling());
        if (!learningRate.warmup().isZero()) {
            throw LearningRateSettings.WARMUP.invalid(learningRate.warmup(), NOT_WITH_LBFGS);
        }
    }

    private static void checkNoCheckpoints(CheckpointSettings checkpoint) {
        if (checkpoint.everySteps().isPresent()) {
            throw CheckpointSettings.EVERY_STEPS.invalid(checkpoint.everySteps(), NO_STATE_OF_LBFGS);
        }
        if (checkpoint.everySeconds().isPresent()) {
            throw CheckpointSettings.EVERY_SECONDS.invalid(checkpoint.everySeconds(), NO_STATE_OF_LBFGS);
        }
    }

    private static <T> void requireDefault(Key<T> key, T value) {
        if (!key.isDefault(value)) {
            throw key.invalid(value, NOT_WITH_LBFGS);
        }
    }
}
