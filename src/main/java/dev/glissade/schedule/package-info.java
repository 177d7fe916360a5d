/**
 * Learning rates and batch sizes as pure functions of how far a run has come.
 *
 * <p>A {@link dev.glissade.schedule.LearningRate} knows its own step, from 0: {@code at(0)} is the rate of the first update. It is finite and
 * at least 0, and past the end of a schedule its last rate holds. Schedules compose: a warm-up wraps a decay, whose own steps then count from the
 * warm-up's end, and a constant factor, such as a {@link dev.glissade.schedule.ScalingRule} gives, wraps either.
 *
 * <p>All else sees a {@link dev.glissade.schedule.Progress}: steps, rows drawn, and what earlier steps saw of the gradient's noise
 * ({@link dev.glissade.schedule.Pacing}). {@link dev.glissade.schedule.BatchSizes} makes the rows of the next step of it, a
 * {@link dev.glissade.schedule.Gain} what these are worth, and a {@link dev.glissade.schedule.Clock} the step that a schedule is read at, so that
 * lengths in epochs, and in steps of a reference batch, hold where batches grow.
 */
package dev.glissade.schedule;
