package dev.glissade.schedule;

import java.io.Serializable;

/**
 * The learning rate η of each step, a pure function of the step's number.
 *
 * <p>Steps count from 0: {@code at(0)} is the rate of the first update. Schedules compose: a warm-up wraps a decay. To
 * add one, implement this interface.
 */
@FunctionalInterface
public interface LearningRate extends Serializable {

    /**
     * η at a step.
     *
     * @param step from 0; past the end of a schedule's horizon the last rate holds
     * @return finite, at least 0
     */
    double at(long step);
}
