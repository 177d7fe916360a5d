package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;
import java.util.List;

/**
 * RMSProp (Tieleman and Hinton 2012): v⁺ = ρv + (1 − ρ)g², w⁺ = prox(w − ηg/(√v⁺ + ε), η/(√v⁺ + ε)), coordinate by coordinate,
 * from v = 0.
 *
 * <p>As {@link AdaGrad} with a mean that forgets in place of a sum, so steps do not get shorter by themselves: near a
 * minimum they are about η long however small the gradient, and the rate has to decay. The first steps are longer,
 * by up to 1/√(1 − ρ), since v starts at 0; {@link Adam} corrects for that. The state holds [v].
 *
 * @param decay ρ, at least 0 and below 1
 * @param epsilon ε, in the units of the gradient, finite, above 0
 */
public record RMSProp(double decay, double epsilon) implements Optimizer {

    public RMSProp {
        Bounds.requireBelowOne("decay", decay);
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
            double gradient = step.gradient().get(i);
            squares[i] = decay * squares[i] + (1 - decay) * gradient * gradient;
        }
        DenseVector mean = DenseVector.wrap(squares);
        return new Update(
                ScaledStep.from(step, mean, epsilon, proximalStep),
                new OptimizerState(state.updates() + 1, List.of(mean)));
    }
}
