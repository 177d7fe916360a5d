package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;
import dev.glissade.linalg.FewEntries;
import java.util.List;
import java.util.Optional;

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
        Optional<FewEntries> few = step.gradient().few();
        if (few.isPresent() && proximalStep == ProximalStep.NONE) {
            return update(step, few.get(), state);
        }
        double[] squares = state.vectors().get(0).toArray();
        for (int i = 0; i < squares.length; i++) {
            squares[i] += step.gradient().get(i) * step.gradient().get(i);
        }
        DenseVector sum = DenseVector.wrap(squares);
        return new Update(
                ScaledStep.from(step, sum, epsilon, proximalStep),
                new OptimizerState(state.updates() + 1, List.of(sum)));
    }

    /** The same where only few coordinates have a gradient: the others stay. */
    private Update update(GradientStep step, FewEntries gradient, OptimizerState state) {
        int[] indices = gradient.indices();
        double[] slopes = gradient.values();
        double[] squares = new double[indices.length];
        DenseVector sum = state.vectors().get(0).with(indices, (from, values, count) -> {
            for (int i = 0; i < count; i++) {
                values[i] += slopes[from + i] * slopes[from + i];
            }
            System.arraycopy(values, 0, squares, from, count);
        });
        double rate = step.rate();
        DenseVector weights = step.weights().with(indices, (from, values, count) -> {
            for (int i = 0; i < count; i++) {
                values[i] -= rate * slopes[from + i] / (Math.sqrt(squares[from + i]) + epsilon);
            }
        });
        return new Update(weights, new OptimizerState(state.updates() + 1, List.of(sum)));
    }
}
