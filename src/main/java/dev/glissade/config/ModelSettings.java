package dev.glissade.config;

import java.util.List;
import java.util.Optional;

/**
 * What is trained: a loss that is named, or one of the user's own.
 *
 * @param kind the name of the model's loss; which names there are, {@link ConfigurationLoader} is told. Present exactly
 *     if {@code loss} is not
 * @param loss the name of the user's class that is the loss
 * @param huberDelta the error beyond which Huber's loss goes on in a straight line, above 0; present exactly with the
 *     kind huber, then 1 unless given
 * @param intercept whether each class has an intercept, which no penalty touches
 * @param initialWeights where training starts
 */
public record ModelSettings(
        Optional<String> kind,
        Optional<String> loss,
        Optional<Double> huberDelta,
        boolean intercept,
        InitialWeights initialWeights) {

    private static final String HUBER = "huber";

    static final Key<Optional<String>> KIND = Key.optional(
            "model.kind", Form.text(), "required unless model.loss is given", "the loss that the model minimises");
    static final Key<Optional<String>> LOSS = Key.optional(
            "model.loss",
            Form.className(),
            "model.kind names the loss",
            "in place of model.kind: a loss from the user's jar");
    static final Key<Optional<Double>> HUBER_DELTA = Key.optional(
            "model.huber-delta",
            Form.number(Range.above(0)),
            "1 for huber",
            "for model.kind = huber alone: the error beyond which the loss goes on in a straight line");
    static final Key<Boolean> INTERCEPT = Key.withDefault(
            "model.intercept", Form.flag(), true, "whether each class has an intercept, which no penalty touches");
    static final Key<InitialWeights> INITIAL_WEIGHTS = Key.withDefault(
            "model.initial-weights",
            initialWeightsForm(),
            InitialWeights.ZERO,
            "the parameters to start from: one number for all, or a list: class by class, features, then intercept");

    /**
     * Fills in the default of Huber's loss.
     *
     * @throws InvalidSettingException if a value is out of bounds, there is no loss, there are two, or one that has no
     *     use for {@code huberDelta}
     */
    public ModelSettings {
        KIND.check(kind);
        LOSS.check(loss);
        HUBER_DELTA.check(huberDelta);
        INTERCEPT.check(intercept);
        INITIAL_WEIGHTS.check(initialWeights);
        checkOneLoss(kind, loss);
        if (kind.equals(Optional.of(HUBER))) {
            huberDelta = huberDelta.or(() -> Optional.of(1.0));
        } else if (huberDelta.isPresent()) {
            String other = kind.map(name -> "the kind is " + name).orElse("model.loss is given instead");
            throw HUBER_DELTA.invalid(huberDelta, "only model.kind = huber uses it, and " + other);
        }
    }

    /** A model with an intercept, from zero. */
    public static ModelSettings of(String kind) {
        return new ModelSettings(Optional.of(kind), Optional.empty(), Optional.empty(), true, InitialWeights.ZERO);
    }

    /** The same of another kind. */
    ModelSettings withKind(String name) {
        return new ModelSettings(Optional.of(name), loss, huberDelta, intercept, initialWeights);
    }

    /** The key of the kind, limited to the kinds that there are. */
    static Key<Optional<String>> kindAmong(List<String> kinds) {
        return KIND.withForm(Form.nameOf(kinds).optional());
    }

    private static void checkOneLoss(Optional<String> kind, Optional<String> loss) {
        if (kind.isEmpty() && loss.isEmpty()) {
            throw new InvalidSettingException(
                    KIND.path(),
                    "%s is required: %s; for example %s = logistic, or %s = com.example.MyLoss for a class of your own"
                            .formatted(KIND, KIND.meaning(), KIND, LOSS));
        }
        if (kind.isPresent() && loss.isPresent()) {
            throw LOSS.invalid(
                    loss, "takes the place of model.kind, which is %s; unset one of the two".formatted(kind.get()));
        }
    }

    private static Form<InitialWeights> initialWeightsForm() {
        Form<Double> number = Form.number(Range.any());
        Form<List<Double>> list = Form.listOf("a number or a list of numbers", number)
                .where(values -> !values.isEmpty(), "a number or a list of numbers");
        // A list of one number is a list still: the model may have one parameter, and an error if it has more.
        return new Form<>(
                list.description(),
                value -> number.read(value)
                        .<InitialWeights>map(InitialWeights.Same::new)
                        .or(() -> list.read(value).map(InitialWeights.Each::new)),
                weights -> list.bound().test(numbers(weights)),
                weights -> weights instanceof InitialWeights.Same same
                        ? number.writer().apply(same.value())
                        : list.writer().apply(numbers(weights)),
                Form.Words.NONE);
    }

    private static List<Double> numbers(InitialWeights weights) {
        return weights instanceof InitialWeights.Each each
                ? each.values()
                : List.of(((InitialWeights.Same) weights).value());
    }
}
