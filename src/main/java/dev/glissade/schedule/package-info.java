/**
 * Learning rates as pure functions of the step.
 *
 * <p>Steps count from 0: {@code at(0)} is the rate of the first update. Lengths are in steps; whoever was given epochs has
 * turned them into steps before. A rate is finite and at least 0, and past the end of a schedule its last rate holds.
 * Schedules compose: a warm-up wraps a decay, whose own steps then count from the warm-up's end, and a constant factor, such
 * as a {@link dev.glissade.schedule.ScalingRule} gives, wraps either.
 */
package dev.glissade.schedule;
