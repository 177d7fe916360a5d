package com.example;

import dev.glissade.training.TrainingListener;
import dev.glissade.training.TrainingState;
import java.util.concurrent.TimeUnit;

/** Falls asleep at step 20. */
public final class Sleeper implements TrainingListener {

    @Override
    public void reached(TrainingState state) {
        try {
            TimeUnit.HOURS.sleep(state.step() == 20 ? 1 : 0);
        } catch (InterruptedException woken) {
            Thread.currentThread().interrupt();
        }
    }
}
