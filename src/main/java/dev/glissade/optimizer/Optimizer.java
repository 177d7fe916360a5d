package dev.glissade.optimizer;

import dev.glissade.linalg.DenseVector;
import java.io.Serializable;

/**
 * An update rule: how weights follow from a gradient. Rules have no state that changes; what they remember from step
 * to step is an explicit {@link OptimizerState}.
 *
 * <p>To add one: implement this interface, with the equation and the paper in its Javadoc, and test three steps by
 * hand.
 */
public interface Optimizer extends Serializable {

    /** The state before the first step from these weights. */
    OptimizerState newState(DenseVector weights);

    /** The point at which this rule wants the gradient: the weights themselves, or a point ahead of them. */
    default DenseVector gradientPoint(DenseVector weights, OptimizerState state) {
        return weights;
    }

    /**
     * Whether {@link #update} takes the proximal step, so that runs with an L1 penalty come to rest at the objective's
     * minimum; a rule that does not is not to be used with one.
     */
    default boolean takesProximalSteps() {
        return true;
    }

    /**
     * Whether the rule takes the smooth part of the penalty into its step itself; it is then given the gradient of the loss alone.
     */
    default boolean takesSmoothPenalty() {
        return false;
    }

    /**
     * What a run that stopped here would end with: the weights themselves, or what the rule has made of those on the way.
     *
     * @param weights after the last step
     * @param state after the last step
     */
    default DenseVector answer(DenseVector weights, OptimizerState state) {
        return weights;
    }

    /**
     * The state to go on with when a run goes on from other weights than the last step led to, as variance reduction may
     * want it. What a rule remembers of the way there is forgotten.
     */
    default OptimizerState from(DenseVector weights, OptimizerState state) {
        return state;
    }

    /**
     * One step.
     *
     * @param step weights, the gradient at {@link #gradientPoint} and the learning rate
     * @param state from the step before
     * @param proximalStep the penalty's part that is not smooth
     * @return the new weights and state
     */
    Update update(GradientStep step, OptimizerState state, ProximalStep proximalStep);
}
