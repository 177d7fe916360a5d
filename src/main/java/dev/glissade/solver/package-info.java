/**
 * Reference solvers: methods of other libraries over the same gradients, to measure one's own by.
 *
 * <p>They see a table through its {@link dev.glissade.gradient.GradientSource} and answer with the same states, stop
 * reasons and results as the {@link dev.glissade.training.Trainer}. Their steps take the gradient over all rows.
 */
package dev.glissade.solver;
