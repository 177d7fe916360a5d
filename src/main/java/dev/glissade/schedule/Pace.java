package dev.glissade.schedule;

import java.io.Serializable;

/**
 * How a learning rate's schedule is read: η·gain at step t = gain(progress)·schedule(clock(progress)).
 *
 * @param clock what the schedule's lengths are counted in
 * @param gain what batches of other sizes are worth
 */
public record Pace(Clock clock, Gain gain) implements Serializable {

    /** A schedule by steps, of batches of one size. */
    public static final Pace STEADY = new Pace(Clock.STEPS, Gain.NONE);

    /** The rate of the next step. */
    public double rate(LearningRate schedule, Progress progress) {
        return gain.at(progress) * schedule.at(clock.at(progress));
    }
}
