package dev.glissade.ml;

import dev.glissade.config.Configuration;
import dev.glissade.config.ConfigurationLoader;
import dev.glissade.config.InvalidSettingException;
import dev.glissade.config.UserError;
import dev.glissade.model.ModelKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.SchemaUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Turns a stage's params into a configuration, valid by the rules and messages of the command's. */
final class ParamSettings {

    /** Of the keys that {@code settings} may have; of all others a param decides, or the Dataset. */
    private static final List<String> OPEN = List.of(
            "gradient.",
            "optimizer.",
            "averaging.",
            "learning-rate.",
            "batch-size-schedule.",
            "stop.",
            "on-divergence.",
            "checkpoint.",
            "engine.",
            "data.slices",
            "data.shuffle-seed",
            "data.order",
            "data.storage",
            "data.on-bad-row");

    private static final List<String> DIVERGENCE = List.of("error", "keep");

    /** Which rows are held out, a column says; that some are is all that counts here. */
    private static final String SOME = "0.5";

    private final SGDParams stage;

    /** A value as the command line would have it, by its key. */
    private final Map<String, Given> givens = new LinkedHashMap<>();

    /** @param text whether the value is a name, to be taken as it is */
    private record Given(String param, String value, boolean text) {}

    private ParamSettings(SGDParams stage) {
        this.stage = stage;
    }

    /**
     * The configuration of a stage's fit.
     *
     * @param labelColumn of the Dataset
     * @param featuresColumn of the Dataset
     * @param kind {@code model.kind}
     * @throws IllegalArgumentException if a value is wrong, or at odds with another
     */
    static Configuration of(SGDParams stage, String labelColumn, String featuresColumn, String kind) {
        ParamSettings settings = new ParamSettings(stage);
        if (!DIVERGENCE.contains(stage.getHandleDivergence())) {
            throw settings.wrong("handleDivergence = %s: must be one of %s"
                    .formatted(stage.getHandleDivergence(), String.join(", ", DIVERGENCE)));
        }
        settings.give("data.train", "the Dataset", "Dataset");
        settings.giveText("data.label", "labelCol", labelColumn);
        settings.giveText("data.features", "featuresCol", featuresColumn);
        settings.give("model.kind", "loss", kind);
        settings.giveData();
        settings.givePenalty();
        settings.giveMethod();
        settings.giveRate();
        settings.giveEnd();
        settings.giveOthers();
        return settings.configuration();
    }

    private void giveData() {
        column(stage.weightCol()).ifPresent(name -> giveText("data.weight", "weightCol", name));
        give("data.standardize", stage.standardization());
        give("model.intercept", stage.fitIntercept());
        give("seed", stage.seed());
        if (stage instanceof SGDRegressorParams regressor) {
            give("model.huber-delta", regressor.huberDelta());
        }
    }

    /** l1 = λα and l2 = λ(1 − α). */
    private void givePenalty() {
        double strength = stage.getRegParam();
        double share = stage.getElasticNetParam();
        give("penalty.l1", "regParam", Double.toString(strength * share));
        give("penalty.l2", "regParam", Double.toString(strength * (1 - share)));
    }

    private void giveMethod() {
        give("optimizer.kind", stage.optimizer());
        give("optimizer.momentum", stage.momentum());
        give("gradient.kind", stage.gradient());
        give("gradient.batch-size", stage.batchSize());
        give("gradient.sampling", stage.sampling());
        give(
                "engine.sync-every",
                "localSteps",
                stage.getLocalSteps() == 0 ? "auto" : Long.toString(stage.getLocalSteps()));
        give("engine.replicas", stage.replicas());
    }

    private void giveRate() {
        give("learning-rate.initial", stage.stepSize());
        give("learning-rate.decay", stage.decay());
        give("learning-rate.rate", stage.decayRate());
        give("learning-rate.factor", stage.decayFactor());
        give("learning-rate.every", stage.decayEvery());
        give("learning-rate.warmup", stage.warmup());
    }

    private void giveEnd() {
        give("stop.max-epochs", stage.maxIter());
        if (stage.getTol() > 0) {
            give("stop.relative-tolerance", stage.tol());
        }
        give("run.evaluate-every", stage.evaluateEvery());
        if (column(stage.validationIndicatorCol()).isPresent()) {
            give("data.validation", "validationIndicatorCol", SOME);
            give("stop.patience", stage.patience());
        }
    }

    private void giveOthers() {
        column(stage.checkpointDir()).ifPresent(place -> giveText("checkpoint.directory", "checkpointDir", place));
        if (!stage.isDefined(stage.settings())) {
            return;
        }
        for (String setting : stage.getSettings()) {
            int equals = setting.indexOf('=');
            String key =
                    equals < 0 ? setting.strip() : setting.substring(0, equals).strip();
            if (equals < 0 || OPEN.stream().noneMatch(key::startsWith)) {
                throw wrong("settings: %s: must be key=value, with a key that begins with one of %s"
                        .formatted(setting, String.join(", ", OPEN)));
            }
            if (givens.containsKey(key)) {
                throw wrong("settings: %s: the param %s says that already"
                        .formatted(setting, givens.get(key).param()));
            }
            give(key, "settings", setting.substring(equals + 1).strip());
        }
    }

    /** The name of a column; empty if there is to be none. */
    static Optional<String> column(Params stage, Param<String> param) {
        return stage.isDefined(param) && !stage.getOrDefault(param).isEmpty()
                ? Optional.of(stage.getOrDefault(param))
                : Optional.empty();
    }

    /** @throws IllegalArgumentException if there is to be such a column, and there is none, or one that is not of booleans */
    static void requireBoolean(Params stage, Param<String> param, StructType schema) {
        column(stage, param).ifPresent(name -> {
            DataType type = SchemaUtils.getSchemaFieldType(schema, name);
            if (!type.equals(DataTypes.BooleanType)) {
                throw new IllegalArgumentException("%s %s = %s: the column must be of booleans, not of type %s"
                        .formatted(stage.uid(), param.name(), name, type.simpleString()));
            }
        });
    }

    private Optional<String> column(Param<String> param) {
        return column(stage, param);
    }

    private void give(String key, Param<?> param) {
        if (stage.isDefined(param)) {
            give(key, param.name(), String.valueOf(stage.getOrDefault(param)));
        }
    }

    private void give(String key, String param, String value) {
        givens.put(key, new Given(param, value, false));
    }

    private void giveText(String key, String param, String value) {
        givens.put(key, new Given(param, value, true));
    }

    private Configuration configuration() {
        List<String> assignments = new ArrayList<>();
        Map<String, String> texts = new LinkedHashMap<>();
        givens.forEach((key, given) -> {
            if (given.text()) {
                texts.put(key, given.value());
            } else {
                assignments.add(key + "=" + given.value());
            }
        });
        try {
            return new ConfigurationLoader(ModelKind.names()).ofAssignments(assignments, texts);
        } catch (InvalidSettingException invalid) {
            Given given = givens.get(invalid.key());
            String where = given == null ? "" : given.param() + ": ";
            throw wrong(where + invalid.getMessage());
        } catch (UserError unknown) {
            throw wrong("settings: " + unknown.getMessage().replaceFirst("^command line: ", ""));
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(stage.uid() + " " + what);
    }
}
