package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;
import java.util.List;

/**
 * Heavy-ball momentum (Polyak 1964): u = g + βv, w⁺ = prox(w − ηu, η), v⁺ = (w − w⁺)/η, from v = 0.
 *
 * <p>Without a proximal step v⁺ = βv + g, as usual. With one the velocity is that of the step really taken; the
 * ordinary velocity with a proximal step behind it would weaken an L1 penalty by the factor 1 − β. It is computed as
 * v⁺ = u + (z − w⁺)/η with z = w − ηu, which is the same, exact without a proximal step, and fine at η = 0. The state
 * holds [v].
 *
 * @param momentum β, at least 0 and below 1
 */
public record Momentum(double momentum) implements Optimizer {

    public Momentum {
        Bounds.requireBelowOne("momentum", momentum);
    }

    @Override
    public OptimizerState newState(DenseVector weights) {
        return new OptimizerState(0, List.of(DenseVector.zeros(weights.size())));
    }

    /** Without speed. */
    @Override
    public OptimizerState from(DenseVector weights, OptimizerState state) {
        return new OptimizerState(state.updates(), List.of(DenseVector.zeros(weights.size())));
    }

    @Override
    public Update update(GradientStep step, OptimizerState state, ProximalStep proximalStep) {
        double rate = step.rate();
        DenseVector direction = step.gradient().plus(momentum, state.vectors().get(0));
        DenseVector moved = step.weights().plus(-rate, direction);
        DenseVector weights = proximalStep.apply(moved, rate);
        return new Update(
                weights, new OptimizerState(state.updates() + 1, List.of(velocity(direction, moved, weights, rate))));
    }

    private static DenseVector velocity(DenseVector direction, DenseVector moved, DenseVector weights, double rate) {
        if (rate == 0) {
            return direction;
        }
        double[] velocity = direction.toArray();
        for (int i = 0; i < velocity.length; i++) {
            // divided, not multiplied by 1/η, which overflows for the smallest η
            velocity[i] += (moved.get(i) - weights.get(i)) / rate;
        }
        return DenseVector.wrap(velocity);
    }
}
