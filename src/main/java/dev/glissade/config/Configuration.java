package dev.glissade.config;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Everything that decides a run, valid and unchangeable.
 *
 * <p>Read from a file by {@link ConfigurationLoader}, or made from Java. The name, {@code spark}, {@code engine} and
 * the run directory have no influence on the trained parameters; all else may have.
 *
 * @param name the run's name, a part of its directory's name
 * @param seed all that is random in the training follows from it
 */
public record Configuration(
        String name,
        long seed,
        SparkSettings spark,
        DataSettings data,
        ModelSettings model,
        PenaltySettings penalty,
        GradientSettings gradient,
        OptimizerSettings optimizer,
        LearningRateSettings learningRate,
        StopSettings stop,
        EngineSettings engine,
        RunSettings run) {

    private static final Pattern NOT_IN_FILE_NAMES = Pattern.compile("[\\p{Cntrl}/\\\\:*?\"<>|]");

    static final Key<Optional<String>> NAME = Key.optional(
            "name",
            Form.text().where(Configuration::isFileName, "a name that a folder can have"),
            "the configuration file's name without its ending",
            "the run's name, a part of its directory's name");
    static final Key<Long> SEED = Key.withDefault(
            "seed", Form.wholeNumber(Range.any()), 0L, "all that is random in the training follows from it");

    /** @throws InvalidSettingException if the name cannot be a folder's */
    public Configuration {
        NAME.check(Optional.of(name));
        Objects.requireNonNull(spark, "spark");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(penalty, "penalty");
        Objects.requireNonNull(gradient, "gradient");
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(learningRate, "learningRate");
        Objects.requireNonNull(stop, "stop");
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(run, "run");
    }

    /**
     * The whole configuration as HOCON, every key with its value. {@link ConfigurationLoader} reads it back to an equal
     * configuration, except for secrets among Spark's settings: those are written as "(hidden)", and have to be given
     * again.
     */
    public String render() {
        return Schema.render(this);
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
}
