package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Nesterov's accelerated gradient (1983; proximal form Beck and Teboulle 2009): y = w + β(w − w₋), w⁺ = prox(y − ηg(y),
 * η), from w₋ = w.
 *
 * <p>β is constant, or (t − 1)/(t + 2) at the t-th step, t from 1: the constant (√κ − 1)/(√κ + 1) is right for a known
 * condition number κ, the increasing one needs none. The state holds [w₋].
 *
 * @param momentum β, at least 0 and below 1; empty for (t − 1)/(t + 2)
 */
public record Nesterov(OptionalDouble momentum) implements Optimizer {

    public Nesterov {
        momentum.ifPresent(value -> Bounds.requireBelowOne("momentum", value));
    }

    /** β the same at every step. */
    public static Nesterov constant(double momentum) {
        return new Nesterov(OptionalDouble.of(momentum));
    }

    /** β = (t − 1)/(t + 2). */
    public static Nesterov increasing() {
        return new Nesterov(OptionalDouble.empty());
    }

    @Override
    public OptimizerState newState(DenseVector weights) {
        return new OptimizerState(0, List.of(weights));
    }

    @Override
    public DenseVector gradientPoint(DenseVector weights, OptimizerState state) {
        double t = state.updates() + 1.0;
        double beta = momentum.orElse((t - 1) / (t + 2));
        return weights.plus(beta, weights.plus(-1, state.vectors().get(0)));
    }

    /** Without speed. */
    @Override
    public OptimizerState from(DenseVector weights, OptimizerState state) {
        return new OptimizerState(state.updates(), List.of(weights));
    }

    @Override
    public Update update(GradientStep step, OptimizerState state, ProximalStep proximalStep) {
        DenseVector moved = step.point().plus(-step.rate(), step.gradient());
        return new Update(
                proximalStep.apply(moved, step.rate()),
                new OptimizerState(state.updates() + 1, List.of(step.weights())));
    }
}
