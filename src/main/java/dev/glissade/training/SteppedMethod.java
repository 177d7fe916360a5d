package dev.glissade.training;

import dev.glissade.schedule.LearningRate;

/** A method whose steps have a learning rate. */
public interface SteppedMethod extends TrainingMethod {

    /** The same with another learning rate and other checks. */
    SteppedMethod with(LearningRate otherRate, Checks otherChecks);
}
