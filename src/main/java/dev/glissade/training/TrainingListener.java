package dev.glissade.training;

/**
 * Is told of a run's states; to add one, implement this interface. A listener that throws ends the run with its
 * exception.
 */
@FunctionalInterface
public interface TrainingListener {

    /** Called with the start (step 0), then after every step; the last state has a stop reason. */
    void reached(TrainingState state);
}
