/**
 * Update rules: from weights and a gradient to the next weights.
 *
 * <p>A rule is a record without a state that changes; what it remembers from step to step is an
 * {@link dev.glissade.optimizer.OptimizerState} that is handed in and out. Gradients point uphill, rules go downhill: with
 * rate η a plain step is w − ηg. A rule says at which point it wants the gradient, and ends its step with the proximal
 * step of the penalty, at its own effective step size, or says that it takes none. {@link
 * dev.glissade.optimizer.Averaged} wraps any rule and answers with the mean of its weights.
 */
package dev.glissade.optimizer;
