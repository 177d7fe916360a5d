/**
 * Losses of one row as functions of its margin, or margins, and its label: values and slopes.
 *
 * <p>A margin is m = xᵀw + b. A loss is never negative, is minimised, and its slope ∂ℓ/∂m points uphill. Labels come
 * encoded: −1 and +1 for two classes, 0 … K − 1 for more, the number itself for a regression. Formulas are chosen to stay
 * finite and exact where a plain one would overflow or cancel, at margins of ±1000 for one.
 *
 * <p>{@link dev.glissade.loss.PointwiseLoss} is open: a new loss is a class of its own and a line in
 * {@link dev.glissade.loss.Losses}. {@link dev.glissade.loss.SoftmaxCrossEntropy} takes K margins and stands apart.
 */
package dev.glissade.loss;
