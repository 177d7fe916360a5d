package dev.glissade.run;

import dev.glissade.training.TrainingListener;

/** Whoever watches a run: a terminal, a log. */
public interface RunObserver {

    /** Something worth a line. */
    void say(String line);

    /**
     * Training begins.
     *
     * @param maxSteps the most steps that it can take; {@link Long#MAX_VALUE} if nobody knows
     * @return is told of every state
     */
    TrainingListener training(long maxSteps);

    /** Training has ended, well or not. */
    void trained();
}
