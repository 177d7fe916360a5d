/**
 * Plain functions of a few parameters, to try methods on: their values, gradients and minima are known in closed form.
 *
 * <p>A function is minimised, its gradient points uphill. They run through the same trainer as data do, by
 * {@link dev.glissade.gradient.FunctionSource}.
 */
package dev.glissade.function;
