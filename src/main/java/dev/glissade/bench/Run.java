package dev.glissade.bench;

import dev.glissade.training.TrainingResult;

/**
 * A training of our own that ends by itself where a target is met.
 *
 * @param name in the table
 * @param settings in words
 * @param train runs until the objective is at most the target, or for so many seconds
 */
record Run(String name, String settings, Training train) {

    /** How it is run. */
    interface Training {
        TrainingResult until(double target, double capSeconds);
    }
}
