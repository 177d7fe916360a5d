package dev.glissade.config;

import com.typesafe.config.ConfigObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All keys of the configuration, by group, in the order in which they are listed and written. */
public final class Schema {

    private static final Group<DataSettings> DATA = Group.of(DataSettings.class);
    private static final Group<ColumnSettings> COLUMNS = Group.of(ColumnSettings.class);
    private static final Group<ModelSettings> MODEL = Group.of(ModelSettings.class);
    private static final Group<PenaltySettings> PENALTY = Group.of(PenaltySettings.class);
    private static final Group<GradientSettings> GRADIENT = Group.of(GradientSettings.class);
    private static final Group<OptimizerSettings> OPTIMIZER = Group.of(OptimizerSettings.class);
    private static final Group<AveragingSettings> AVERAGING = Group.of(AveragingSettings.class);
    private static final Group<LearningRateSettings> LEARNING_RATE = Group.of(LearningRateSettings.class);
    private static final Group<BatchSizeSettings> BATCH_SIZES = Group.of(BatchSizeSettings.class);
    private static final Group<StopSettings> STOP = Group.of(StopSettings.class);
    private static final Group<DivergenceSettings> ON_DIVERGENCE = Group.of(DivergenceSettings.class);
    private static final Group<EngineSettings> ENGINE = Group.of(EngineSettings.class);
    private static final Group<CheckpointSettings> CHECKPOINT = Group.of(CheckpointSettings.class);
    private static final Group<StudySettings> STUDY = Group.of(StudySettings.class);
    private static final Group<RunSettings> RUN = Group.of(RunSettings.class);

    private final Group<ModelSettings> model;
    private final Map<String, Key<?>> byPath = new LinkedHashMap<>();
    private final KeyAdvice advice;

    /** @param modelKinds the names that {@code model.kind} may have */
    public Schema(Collection<String> modelKinds) {
        this.model = MODEL.with(ModelSettings.kindAmong(List.copyOf(modelKinds)));
        Stream<Key<?>> single = Stream.of(Configuration.NAME, Configuration.SEED, SparkSettings.MASTER);
        Stream<Key<?>> grouped = Stream.of(
                        DATA,
                        COLUMNS,
                        model,
                        PENALTY,
                        GRADIENT,
                        OPTIMIZER,
                        AVERAGING,
                        LEARNING_RATE,
                        BATCH_SIZES,
                        STOP,
                        ON_DIVERGENCE,
                        ENGINE,
                        CHECKPOINT,
                        RUN,
                        STUDY)
                .flatMap(group -> group.keys().stream());
        Stream.concat(single, grouped).forEach(key -> byPath.put(key.path(), key));
        this.advice = new KeyAdvice(byPath.keySet());
    }

    /** Every key, group by group; {@code spark} takes any of Spark's settings beside those listed. */
    public List<Key<?>> keys() {
        return List.copyOf(byPath.values());
    }

    /**
     * Makes the configuration of what was given.
     *
     * @param fallbackName the run's name unless one was given
     * @throws UserError if a key is unknown: the first in reading order
     * @throws InvalidSettingException if a value is of another form or out of bounds: the first in reading order, the
     *     unknown keys included; or if a required one is missing, or values do not go together
     */
    Configuration read(Givens givens, String fallbackName) {
        givens.inReadingOrder().forEach(this::check);
        return new Configuration(
                givens.find(Configuration.NAME.path())
                        .flatMap(given -> Configuration.NAME.read(given.value()))
                        .orElse(fallbackName),
                givens.find(Configuration.SEED.path())
                        .map(given -> Configuration.SEED.read(given.value()))
                        .orElseGet(() -> Configuration.SEED.defaultValue().orElseThrow()),
                SparkSettings.read(givens),
                DATA.read(givens),
                COLUMNS.read(givens),
                model.read(givens),
                PENALTY.read(givens),
                GRADIENT.read(givens),
                OPTIMIZER.read(givens),
                AVERAGING.read(givens),
                LEARNING_RATE.read(givens),
                BATCH_SIZES.read(givens),
                STOP.read(givens),
                ON_DIVERGENCE.read(givens),
                ENGINE.read(givens),
                CHECKPOINT.read(givens),
                RUN.read(givens),
                STUDY.read(givens));
    }

    static String render(Configuration configuration) {
        return values(single(configuration), "")
                + configuration.spark().render()
                + grouped(configuration).stream()
                        .map(group -> "%s {\n%s}\n".formatted(nameOf(group), values(group, "  ")))
                        .collect(Collectors.joining());
    }

    /** The values of all keys but Spark's, by path, as they are written. */
    static Map<String, String> values(Configuration configuration) {
        Map<String, String> values = new LinkedHashMap<>();
        Stream.concat(Stream.of(single(configuration)), grouped(configuration).stream())
                .forEach(group -> group.forEach((key, value) -> values.put(key.path(), value)));
        return values;
    }

    private static Map<Key<?>, String> single(Configuration configuration) {
        Map<Key<?>, String> values = new LinkedHashMap<>();
        values.put(Configuration.NAME, Configuration.NAME.write(Optional.of(configuration.name())));
        values.put(Configuration.SEED, Configuration.SEED.write(configuration.seed()));
        return values;
    }

    private static List<Map<Key<?>, String>> grouped(Configuration configuration) {
        return List.of(
                DATA.values(configuration.data()),
                COLUMNS.values(configuration.columns()),
                MODEL.values(configuration.model()),
                PENALTY.values(configuration.penalty()),
                GRADIENT.values(configuration.gradient()),
                OPTIMIZER.values(configuration.optimizer()),
                AVERAGING.values(configuration.averaging()),
                LEARNING_RATE.values(configuration.learningRate()),
                BATCH_SIZES.values(configuration.batchSizes()),
                STOP.values(configuration.stop()),
                ON_DIVERGENCE.values(configuration.onDivergence()),
                ENGINE.values(configuration.engine()),
                CHECKPOINT.values(configuration.checkpoint()),
                RUN.values(configuration.run()),
                STUDY.values(configuration.study()));
    }

    private static String nameOf(Map<Key<?>, String> group) {
        String path = group.keySet().iterator().next().path();
        return path.substring(0, path.lastIndexOf('.'));
    }

    private static String values(Map<Key<?>, String> group, String indent) {
        return group.entrySet().stream()
                .map(each -> "%s%s = %s\n".formatted(indent, each.getKey().name(), each.getValue()))
                .collect(Collectors.joining());
    }

    /** A clause on a key that is not known. */
    String adviceOn(String path) {
        return advice.on(path);
    }

    private void check(Given given) {
        Key<?> key = byPath.get(given.path());
        if (key != null) {
            key.read(given.value());
        } else if (SparkSettings.isSetting(given.path())) {
            SparkSettings.readSetting(given);
        } else if (!isEmptyGroup(given)) {
            throw new UserError(given.place() + ": " + adviceOn(given.path()));
        }
    }

    /** A group of which all lines are commented out, say. */
    private boolean isEmptyGroup(Given given) {
        return given.value() instanceof ConfigObject group
                && group.isEmpty()
                && (given.path().equals("spark")
                        || byPath.keySet().stream().anyMatch(path -> path.startsWith(given.path() + ".")));
    }
}
