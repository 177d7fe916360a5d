package dev.glissade.config;

import java.util.Optional;

/**
 * How a gradient moves the parameters.
 *
 * @param kind the update rule
 * @param momentum present exactly for the rules with momentum, then 0.9 unless given
 */
public record OptimizerSettings(Kind kind, Optional<Momentum> momentum) {

    /** The update rule. */
    public enum Kind implements Word {
        /** Against the gradient. */
        SGD,
        /** The heavy ball: past movements go on, dampened. */
        MOMENTUM,
        /** The gradient is taken where the momentum would lead. */
        NESTEROV
    }

    private static final Momentum DEFAULT_MOMENTUM = Momentum.constant(0.9);

    static final Key<Kind> KIND = Key.withDefault(
            "optimizer.kind",
            Form.wordOf(Kind.class).later("adagrad", "rmsprop", "adam", "adamw", "lars", "lamb", "lbfgs"),
            Kind.SGD,
            "the update rule");
    static final Key<Optional<Momentum>> MOMENTUM = Key.optional(
            "optimizer.momentum",
            Form.number(Range.atLeast(0).below(1))
                    .<Momentum>map(Momentum.Constant::new, momentum -> ((Momentum.Constant) momentum).factor())
                    .orWord("increasing", Momentum.INCREASING),
            "0.9 for momentum and nesterov",
            "the part of a step's movement that goes on into the next; increasing: (t - 1)/(t + 2) at step t = 1, 2,"
                    + " …");

    /**
     * Fills in the default momentum where the rule has one.
     *
     * @throws InvalidSettingException if a value is out of bounds, or the momentum does not go with the rule
     */
    public OptimizerSettings {
        KIND.check(kind);
        MOMENTUM.check(momentum);
        if (kind == Kind.SGD) {
            momentum.ifPresent(given -> {
                throw MOMENTUM.invalid(
                        Optional.of(given), "only optimizer.kind = momentum or nesterov uses it, and the kind is sgd");
            });
        } else {
            momentum = momentum.or(() -> Optional.of(DEFAULT_MOMENTUM));
        }
        if (kind != Kind.NESTEROV && momentum.equals(Optional.of(Momentum.INCREASING))) {
            throw MOMENTUM.invalid(momentum, "only optimizer.kind = nesterov can, and the kind is " + kind.word());
        }
    }

    /** Plain SGD. */
    public static OptimizerSettings defaults() {
        return Group.of(OptimizerSettings.class).defaults();
    }
}
