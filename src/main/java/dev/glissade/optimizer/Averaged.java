package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;
import java.util.ArrayList;
import java.util.List;

/**
 * Averaging of iterates (Polyak and Juditsky 1992, Ruppert 1988; of the tail alone Jain et al. 2018): a rule runs as
 * ever, and the run's {@link #answer} is a_t = (w_{s+1} + … + w_t)/(t − s), the mean of the weights behind the steps after the s-th.
 *
 * <p>The noise of single steps cancels in the mean, so that the rate may stay larger. With s = 0 the mean takes in the
 * way to the minimum too, which fades as 1/t only; a later start leaves it out. Until step s the answer is the rule's
 * own. Under an L1 penalty a mean has zeros only where all weights that went into it were 0. The state holds
 * [a, …the rule's], kept as a⁺ = a + (w⁺ − a)/(t − s); updates count as the rule's.
 *
 * @param rule what takes the steps
 * @param start s, at least 0
 */
public record Averaged(Optimizer rule, long start) implements Optimizer {

    public Averaged {
        if (start < 0) {
            throw new IllegalArgumentException("start = %d: must be at least 0".formatted(start));
        }
    }

    @Override
    public boolean takesProximalSteps() {
        return rule.takesProximalSteps();
    }

    @Override
    public OptimizerState newState(DenseVector weights) {
        return around(weights, rule.newState(weights));
    }

    @Override
    public DenseVector gradientPoint(DenseVector weights, OptimizerState state) {
        return rule.gradientPoint(weights, within(state));
    }

    @Override
    public Update update(GradientStep step, OptimizerState state, ProximalStep proximalStep) {
        Update update = rule.update(step, within(state), proximalStep);
        long averaged = update.state().updates() - start;
        DenseVector mean =
                averaged <= 1 ? update.weights() : mean(state.vectors().get(0), update.weights(), averaged);
        return new Update(update.weights(), around(mean, update.state()));
    }

    /** The mean goes on. */
    @Override
    public OptimizerState from(DenseVector weights, OptimizerState state) {
        return around(state.vectors().get(0), rule.from(weights, within(state)));
    }

    @Override
    public DenseVector answer(DenseVector weights, OptimizerState state) {
        return state.updates() > start ? state.vectors().get(0) : rule.answer(weights, within(state));
    }

    private static DenseVector mean(DenseVector before, DenseVector weights, long count) {
        double[] mean = before.toArray();
        for (int i = 0; i < mean.length; i++) {
            mean[i] += (weights.get(i) - mean[i]) / count;
        }
        return DenseVector.wrap(mean);
    }

    private static OptimizerState around(DenseVector mean, OptimizerState ofRule) {
        List<DenseVector> vectors = new ArrayList<>();
        vectors.add(mean);
        vectors.addAll(ofRule.vectors());
        return new OptimizerState(ofRule.updates(), vectors);
    }

    private static OptimizerState within(OptimizerState state) {
        return new OptimizerState(
                state.updates(), state.vectors().subList(1, state.vectors().size()));
    }
}
