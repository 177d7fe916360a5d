package com.example;

import dev.glissade.training.TrainingListener;
import dev.glissade.training.TrainingState;

/** Prints a line a state. */
public final class Printer implements TrainingListener {

    @Override
    public void reached(TrainingState state) {
        System.out.println("com.example.Printer saw step " + state.step());
    }
}
