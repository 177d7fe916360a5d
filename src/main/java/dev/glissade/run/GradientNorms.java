package dev.glissade.run;

import dev.glissade.training.TrainingListener;
import dev.glissade.training.TrainingState;

/** Remembers the first and the largest gradient norm of a run. */
final class GradientNorms implements TrainingListener {

    private double first = Double.NaN;
    private double largest;
    private long stepOfLargest;
    private double lastRate = Double.NaN;

    @Override
    public void reached(TrainingState state) {
        state.lastStep().ifPresent(step -> {
            double norm = step.gradientNorm();
            lastRate = step.learningRate();
            if (Double.isNaN(first)) {
                first = norm;
            }
            if (Double.isFinite(norm) && norm > largest) {
                largest = norm;
                stepOfLargest = state.step();
            }
        });
    }

    /** That of the first step; NaN before. */
    double first() {
        return first;
    }

    /** The largest finite one. */
    double largest() {
        return largest;
    }

    /** After which step that was. */
    long stepOfLargest() {
        return stepOfLargest;
    }

    /** The learning rate of the last step; NaN before the first. */
    double lastRate() {
        return lastRate;
    }
}
