package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;
import java.util.List;

/** (Proximal stochastic) gradient descent: w⁺ = prox(w − ηg, η) (Robbins and Monro 1951; Duchi and Singer 2009). */
public record Sgd() implements Optimizer {

    @Override
    public OptimizerState newState(DenseVector weights) {
        return new OptimizerState(0, List.of());
    }

    @Override
    public Update update(GradientStep step, OptimizerState state, ProximalStep proximalStep) {
        DenseVector moved = step.weights().plus(-step.rate(), step.gradient());
        return new Update(proximalStep.apply(moved, step.rate()), new OptimizerState(state.updates() + 1, List.of()));
    }
}
