/**
 * Gradients of the mean loss over a table: the port to wherever the rows are, and estimators on top of it.
 *
 * <p>A {@link dev.glissade.gradient.GradientSource} answers requests for sums over a batch of rows: Σ cᵢ ℓᵢ and Σ cᵢ ∇ℓᵢ,
 * weighted by the rows' weights and divided by nothing. The grouping of a sum is that of one fixed binary tree over the
 * slices of the table ({@link dev.glissade.gradient.CanonicalSum}), so its bits depend on the rows alone, not on the number
 * of machines or the order in which their parts arrive. A slice that drew no row is no term, not a zero. Other requests
 * are for values, for slopes by margin, for the longest row, and for work that replicas, subtrees of slices, do by themselves.
 *
 * <p>A {@link dev.glissade.gradient.GradientEstimator} divides by the batch's expected weight, which makes the estimate
 * unbiased. What it remembers from step to step (a snapshot, slopes) is an explicit {@link
 * dev.glissade.gradient.EstimatorState}, held by the driver. The in-memory source is the oracle of every other.
 *
 * <p>Sources take the time of their answers by {@link dev.glissade.gradient.Phase}, in nanoseconds. It stands beside the answers,
 * never in them: no estimate can see it.
 */
package dev.glissade.gradient;
