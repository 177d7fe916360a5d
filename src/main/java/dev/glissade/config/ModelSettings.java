package dev.glissade.config;

import java.util.List;

/**
 * What is trained.
 *
 * @param kind the name of the model's loss; which names there are, {@link ConfigurationLoader} is told
 * @param intercept whether each class has an intercept, which no penalty touches
 * @param initialWeights where training starts
 */
public record ModelSettings(String kind, boolean intercept, InitialWeights initialWeights) {

    static final Key<String> KIND =
            Key.required("model.kind", Form.text(), "logistic", "the loss that the model minimises");
    static final Key<Boolean> INTERCEPT = Key.withDefault(
            "model.intercept", Form.flag(), true, "whether each class has an intercept, which no penalty touches");
    static final Key<InitialWeights> INITIAL_WEIGHTS = Key.withDefault(
            "model.initial-weights",
            initialWeightsForm(),
            InitialWeights.ZERO,
            "the parameters to start from: one number for all, or a list: class by class, features, then intercept");

    /** @throws InvalidSettingException if a value is out of bounds */
    public ModelSettings {
        KIND.check(kind);
        INTERCEPT.check(intercept);
        INITIAL_WEIGHTS.check(initialWeights);
    }

    /** A model with an intercept, from zero. */
    public static ModelSettings of(String kind) {
        return new ModelSettings(kind, true, InitialWeights.ZERO);
    }

    /** The key of the kind, limited to the kinds that there are. */
    static Key<String> kindAmong(List<String> kinds) {
        return KIND.withForm(Form.nameOf(kinds).later("softmax", "hinge", "smooth-hinge", "huber"));
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
