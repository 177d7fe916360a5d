/**
 * spark.ml Estimators and Models over the trainer: {@link dev.glissade.ml.SGDClassifier} and {@link dev.glissade.ml.SGDRegressor}.
 *
 * <p>Params become a {@link dev.glissade.config.Configuration}, columns of a {@code Dataset} a sliced table, and a fit is a training
 * as that of the command, to the same bits each time. Fits of the same rows that are asked for together are
 * trained in lockstep.
 */
package dev.glissade.ml;
