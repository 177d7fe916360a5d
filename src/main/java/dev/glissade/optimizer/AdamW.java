package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;
import dev.glissade.model.ParameterLayout;

/**
 * AdamW (Loshchilov and Hutter 2019): the step of {@link Adam} and, apart from it, a decay of the weights:
 * w⁺ = w − η·(m̂/(√v̂ + ε) + λw), intercepts not decayed.
 *
 * <p>The decay does not pass through the scaling by coordinate, as the gradient l2·w of a penalty does. It is no part
 * of the objective, so a run with λ above 0 does not come to rest at the objective's minimum. The state is Adam's.
 *
 * @param beta1 β₁, at least 0 and below 1
 * @param beta2 β₂, at least 0 and below 1
 * @param epsilon ε, in the units of the gradient, finite, above 0
 * @param weightDecay λ, finite, at least 0
 * @param layout says which parameters are intercepts
 */
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay, ParameterLayout layout)
        implements Optimizer {

    public AdamW {
        Bounds.requireBelowOne("beta1", beta1);
        Bounds.requireBelowOne("beta2", beta2);
        Bounds.requirePositive("epsilon", epsilon);
        Bounds.requireAtLeastZero("weight-decay", weightDecay);
    }

    private Adam adam() {
        return new Adam(beta1, beta2, epsilon);
    }

    @Override
    public boolean takesProximalSteps() {
        return false;
    }

    @Override
    public OptimizerState newState(DenseVector weights) {
        return adam().newState(weights);
    }

    @Override
    public Update update(GradientStep step, OptimizerState state, ProximalStep proximalStep) {
        Update ofAdam = adam().update(step, state, proximalStep);
        double[] decayed = ofAdam.weights().toArray();
        for (int i = 0; i < decayed.length; i++) {
            if (layout.penalised(i)) {
                decayed[i] -= step.rate() * weightDecay * step.weights().get(i);
            }
        }
        return new Update(DenseVector.wrap(decayed), ofAdam.state());
    }
}
