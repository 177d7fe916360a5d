package com.example;

import dev.glissade.schedule.LearningRate;

/** 1, ½, ⅓, 1, ½, ⅓, … */
public final class Sawtooth implements LearningRate {

    @Override
    public double at(long step) {
        return 1.0 / (1 + step % 3);
    }
}
