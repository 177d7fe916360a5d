package dev.glissade.config;

import java.util.Map;
import java.util.Optional;

/**
 * How a gradient moves the parameters.
 *
 * <p>Every setting beside the kind is present exactly for the rules that use it, then its default unless given.
 *
 * @param kind the update rule
 * @param momentum with momentum and nesterov: 0.9 unless given
 * @param beta1 with adam and adamw, how much of the mean gradient stays at each step, from 0 to below 1: 0.9 unless
 *     given
 * @param beta2 how much of the mean squared gradient stays at each step, from 0 to below 1: 0.999 with adam and adamw,
 *     0.9 with rmsprop unless given
 * @param epsilon with adagrad, rmsprop, adam and adamw, what is added to the root of the squared gradients, above 0:
 *     1e-8 unless given
 * @param weightDecay with adamw, at least 0: 0.01 unless given
 * @param history with lbfgs, the pairs of differences that are kept, from 1 to 1000: 10 unless given
 */
public record OptimizerSettings(
        Kind kind,
        Optional<Momentum> momentum,
        Optional<Double> beta1,
        Optional<Double> beta2,
        Optional<Double> epsilon,
        Optional<Double> weightDecay,
        Optional<Integer> history) {

    /** The update rule. */
    public enum Kind implements Word {
        /** Against the gradient. */
        SGD,
        /** The heavy ball: past movements go on, dampened. */
        MOMENTUM,
        /** The gradient is taken where the momentum would lead. */
        NESTEROV,
        /** Each coordinate's rate falls with the sum of its squared gradients. */
        ADAGRAD,
        /** Each coordinate's rate goes by a moving mean of its squared gradients. */
        RMSPROP,
        /** Moving means of the gradient and of its square, corrected for their start from zero. */
        ADAM,
        /** Adam with weight decay beside the gradient. */
        ADAMW,
        /** A quasi-Newton method over the full gradient, with a line search; with L1 its variant OWL-QN. */
        LBFGS
    }

    private static final Map<Kind, Momentum> MOMENTA =
            Map.of(Kind.MOMENTUM, Momentum.constant(0.9), Kind.NESTEROV, Momentum.constant(0.9));
    private static final Map<Kind, Double> BETA1S = Map.of(Kind.ADAM, 0.9, Kind.ADAMW, 0.9);
    private static final Map<Kind, Double> BETA2S = Map.of(Kind.RMSPROP, 0.9, Kind.ADAM, 0.999, Kind.ADAMW, 0.999);
    private static final Map<Kind, Double> EPSILONS =
            Map.of(Kind.ADAGRAD, 1e-8, Kind.RMSPROP, 1e-8, Kind.ADAM, 1e-8, Kind.ADAMW, 1e-8);
    private static final Map<Kind, Double> WEIGHT_DECAYS = Map.of(Kind.ADAMW, 0.01);
    private static final Map<Kind, Integer> HISTORIES = Map.of(Kind.LBFGS, 10);

    static final Key<Kind> KIND = Key.withDefault(
            "optimizer.kind", Form.wordOf(Kind.class).later("lars", "lamb"), Kind.SGD, "the update rule");
    static final Key<Optional<Momentum>> MOMENTUM = Key.optional(
            "optimizer.momentum",
            Form.number(Range.atLeast(0).below(1))
                    .<Momentum>map(Momentum.Constant::new, momentum -> ((Momentum.Constant) momentum).factor())
                    .orWord("increasing", Momentum.INCREASING),
            "0.9 for momentum and nesterov",
            "the part of a step's movement that goes on into the next; increasing: (t - 1)/(t + 2) at step t = 1, 2,"
                    + " …");
    static final Key<Optional<Double>> BETA1 = Key.optional(
            "optimizer.beta1",
            Form.number(Range.atLeast(0).below(1)),
            "0.9 for adam and adamw",
            "how much of the moving mean of the gradient stays at each step");
    static final Key<Optional<Double>> BETA2 = Key.optional(
            "optimizer.beta2",
            Form.number(Range.atLeast(0).below(1)),
            "0.999 for adam and adamw, 0.9 for rmsprop",
            "how much of the moving mean of the squared gradient stays at each step");
    static final Key<Optional<Double>> EPSILON = Key.optional(
            "optimizer.epsilon",
            Form.number(Range.above(0)),
            "1e-8 for adagrad, rmsprop, adam and adamw",
            "what is added to the root of the squared gradients, by which a step is divided");
    static final Key<Optional<Double>> WEIGHT_DECAY = Key.optional(
            "optimizer.weight-decay",
            Form.number(Range.atLeast(0)),
            "0.01 for adamw",
            "times the learning rate, the share of each parameter but the intercepts that a step takes away, outside"
                    + " the objective");
    static final Key<Optional<Integer>> HISTORY = Key.optional(
            "optimizer.history",
            Form.count(1, 1000),
            "10 for lbfgs",
            "pairs of differences of parameters and gradients that are kept");

    /**
     * Fills in the defaults of what the rule uses.
     *
     * @throws InvalidSettingException if a value is out of bounds, or the rule does not use it
     */
    public OptimizerSettings {
        KIND.check(kind);
        MOMENTUM.check(momentum);
        BETA1.check(beta1);
        BETA2.check(beta2);
        EPSILON.check(epsilon);
        WEIGHT_DECAY.check(weightDecay);
        HISTORY.check(history);
        Choice<Kind> rule = new Choice<>(KIND, kind);
        momentum = rule.filledIn(MOMENTA, MOMENTUM, momentum);
        beta1 = rule.filledIn(BETA1S, BETA1, beta1);
        beta2 = rule.filledIn(BETA2S, BETA2, beta2);
        epsilon = rule.filledIn(EPSILONS, EPSILON, epsilon);
        weightDecay = rule.filledIn(WEIGHT_DECAYS, WEIGHT_DECAY, weightDecay);
        history = rule.filledIn(HISTORIES, HISTORY, history);
        if (kind != Kind.NESTEROV && momentum.equals(Optional.of(Momentum.INCREASING))) {
            throw MOMENTUM.invalid(momentum, "only optimizer.kind = nesterov can, and the kind is " + kind.word());
        }
    }

    /** Plain SGD. */
    public static OptimizerSettings defaults() {
        return of(Kind.SGD);
    }

    /** A rule with its defaults. */
    public static OptimizerSettings of(Kind kind) {
        return new OptimizerSettings(
                kind,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
