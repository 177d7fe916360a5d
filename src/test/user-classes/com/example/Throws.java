package com.example;

import dev.glissade.training.TrainingListener;
import dev.glissade.training.TrainingState;

/** A listener that fails. */
public final class Throws implements TrainingListener {

    @Override
    public void reached(TrainingState state) {
        throw new IllegalStateException("boom");
    }
}
