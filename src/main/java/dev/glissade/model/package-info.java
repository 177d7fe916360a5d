/**
 * Families of models: they turn a block of rows and the parameters into a summed loss and gradient, into metrics, and
 * into predictions.
 *
 * <p>Sums are weighted by the rows' weights and divided by nothing; whoever asks divides. Parameters stand output by
 * output (class by class): the weights of the features in order, then that output's intercept
 * ({@link dev.glissade.model.ParameterLayout}). {@link dev.glissade.model.LabelCoding} says how labels as users write them
 * become encoded labels and back: of two classes the larger one is positive.
 */
package dev.glissade.model;
