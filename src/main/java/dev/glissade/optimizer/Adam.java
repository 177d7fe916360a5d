package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;
import java.util.List;

/**
 * Adam (Kingma and Ba 2015): at the t-th step, t from 1, m⁺ = β₁m + (1 − β₁)g, v⁺ = β₂v + (1 − β₂)g²,
 * w⁺ = w − η·m̂/(√v̂ + ε) with m̂ = m⁺/(1 − β₁ᵗ) and v̂ = v⁺/(1 − β₂ᵗ), coordinate by coordinate, from m = v = 0.
 *
 * <p>{@link RMSProp} with momentum, and with both means corrected for their start at 0. No proximal step is taken: with
 * momentum inside a scaled step there is none whose point of rest is the objective's minimum. The state holds [m, v].
 *
 * @param beta1 β₁, at least 0 and below 1
 * @param beta2 β₂, at least 0 and below 1
 * @param epsilon ε, in the units of the gradient, finite, above 0
 */
public record Adam(double beta1, double beta2, double epsilon) implements Optimizer {

    public Adam {
        Bounds.requireBelowOne("beta1", beta1);
        Bounds.requireBelowOne("beta2", beta2);
        Bounds.requirePositive("epsilon", epsilon);
    }

    @Override
    public boolean takesProximalSteps() {
        return false;
    }

    @Override
    public OptimizerState newState(DenseVector weights) {
        DenseVector zeros = DenseVector.zeros(weights.size());
        return new OptimizerState(0, List.of(zeros, zeros));
    }

    @Override
    public Update update(GradientStep step, OptimizerState state, ProximalStep proximalStep) {
        double[] weights = step.weights().toArray();
        double[] means = state.vectors().get(0).toArray();
        double[] squares = state.vectors().get(1).toArray();
        long t = state.updates() + 1;
        double meansShare = 1 - StrictMath.pow(beta1, (double) t);
        double squaresShare = 1 - StrictMath.pow(beta2, (double) t);
        for (int i = 0; i < weights.length; i++) {
            double gradient = step.gradient().get(i);
            means[i] = beta1 * means[i] + (1 - beta1) * gradient;
            squares[i] = beta2 * squares[i] + (1 - beta2) * gradient * gradient;
            double scale = Math.sqrt(squares[i] / squaresShare) + epsilon;
            weights[i] -= step.rate() * (means[i] / meansShare) / scale;
        }
        List<DenseVector> vectors = List.of(DenseVector.wrap(means), DenseVector.wrap(squares));
        return new Update(DenseVector.wrap(weights), new OptimizerState(t, vectors));
    }
}
