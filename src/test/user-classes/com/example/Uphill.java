package com.example;

import dev.glissade.schedule.LearningRate;

/** No learning rate: below 0. */
public final class Uphill implements LearningRate {

    private static final long serialVersionUID = 1L;

    @Override
    public double at(long step) {
        return -1;
    }
}
