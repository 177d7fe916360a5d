/**
 * spark.ml Estimators and Models over the trainer: {@link dev.glissade.ml.SGDClassifier} and {@link dev.glissade.ml.SGDRegressor}.
 *
 * <p>Params become a {@link dev.glissade.config.Configuration}, columns of a {@code Dataset} a sliced table, and a fit is the training
 * that the command would do: with the same rows and settings to the same bits. Fits of the same rows that are asked for together are
 * trained in lockstep.
 */
package dev.glissade.ml;
