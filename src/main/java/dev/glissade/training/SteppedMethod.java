package dev.glissade.training;

import dev.glissade.gradient.GradientSource;
import dev.glissade.schedule.LearningRate;
import java.util.Iterator;

/** A method whose steps have a learning rate, and follow from the state before them alone. */
public interface SteppedMethod extends TrainingMethod {

    /** η by step. */
    LearningRate learningRate();

    /** The same with another learning rate and other checks. */
    SteppedMethod with(LearningRate otherRate, Checks otherChecks);

    /**
     * The states behind one that this method reached, maybe with other checks; if these end the run there, that state alone.
     *
     * @param from whatever ended the run there is forgotten
     */
    Iterator<TrainingState> states(GradientSource data, TrainingState from);
}
