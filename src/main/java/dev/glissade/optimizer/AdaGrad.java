package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;
import java.util.List;

/**
 * AdaGrad (Duchi, Hazan and Singer 2011): v⁺ = v + g², w⁺ = prox(w − ηg/(√v⁺ + ε), η/(√v⁺ + ε)), coordinate by coordinate,
 * from v = 0.
 *
 * <p>Steps in a coordinate get shorter by themselves as its squared gradients add up: a constant η gives the decay
 * 1/√t, and rare features keep long steps. {@link RMSProp} forgets old gradients instead. A coordinate that has seen
 * no gradient stays where it is without L1; with L1 its step size is η/ε, and it goes to 0, its minimum. The state
 * holds [v].
 *
 * @param epsilon ε, in the units of the gradient, finite, above 0; it only matters where gradients are as small
 */
public record AdaGrad(double epsilon) implements Optimizer {

    public AdaGrad {
        Bounds.requirePositive("epsilon", epsilon);
    }

    @Override
    public OptimizerState newState(DenseVector weights) {
        return new OptimizerState(0, List.of(DenseVector.zeros(weights.size())));
    }

    @Override
    public Update update(GradientStep step, OptimizerState state, ProximalStep proximalStep) {
        double[] squares = state.vectors().get(0).toArray();
        for (int i = 0; i < squares.length; i++) {
            squares[i] += step.gradient().get(i) * step.gradient().get(i);
        }
        DenseVector sum = DenseVector.wrap(squares);
        return new Update(
                ScaledStep.from(step, sum, epsilon, proximalStep),
                new OptimizerState(state.updates() + 1, List.of(sum)));
    }
}
