/**
 * Intervals and fits that studies report: what the figures of repeated runs settle, and what they leave open.
 *
 * <p>Every {@link dev.glissade.statistics.Interval} is a 95 % one, two-sided. Where the data do not bound a quantity its interval
 * is not bounded either, and where they say nothing there is no result at all ({@link java.util.Optional}): no figure is made up. The tests repeat
 * each method 200 times on problems whose truth is known, and the intervals have to cover it in 90 to 99 % of them.
 *
 * <ul>
 *   <li>{@link dev.glissade.statistics.Sample}: mean and median of repetitions.
 *   <li>{@link dev.glissade.statistics.NoiseAverage}, {@link dev.glissade.statistics.NoiseScale}: tr Σ, |G|² and their quotient, at frozen
 *       weights or along a training.
 *   <li>{@link dev.glissade.statistics.SizedNoise}: the same from batches of several sizes.
 *   <li>{@link dev.glissade.statistics.VarianceSlope}: how the variance of a gradient falls with the batch size.
 *   <li>{@link dev.glissade.statistics.CriticalBatchSize}, {@link dev.glissade.statistics.PerfectScaling}: what larger batches save.
 *   <li>{@link dev.glissade.statistics.ConvergenceRate}: how fast F − F* falls.
 * </ul>
 *
 * <p>Batch sizes and the noise scale are in rows, steps are updates, epochs are visits of all rows; logarithms are natural. Nothing here
 * draws random numbers: the same figures give the same intervals, to the bit.
 */
package dev.glissade.statistics;
