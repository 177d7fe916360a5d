package com.example;

/** A listener that nobody can make. */
public final class NeedsArguments implements dev.glissade.training.TrainingListener {

    public NeedsArguments(int number) {}

    @Override
    public void reached(dev.glissade.training.TrainingState state) {}
}
