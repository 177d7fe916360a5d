package dev.glissade.run;

import dev.glissade.training.TrainingListener;
import dev.glissade.training.TrainingState;

/** Remembers the first and the largest gradient norm of a run, and its largest learning rate. */
final class GradientNorms implements TrainingListener {

    private double first = Double.NaN;
    private double largest;
    private long stepOfLargest;
    private double largestRate = Double.NaN;
    private long stepOfLargestRate;

    @Override
    public void reached(TrainingState state) {
        state.lastStep().ifPresent(step -> {
            double norm = step.gradientNorm();
            if (!(step.learningRate() <= largestRate)) {
                largestRate = step.learningRate();
                stepOfLargestRate = state.step();
            }
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

    /** The largest learning rate; NaN before the first step, and of a method that has none. */
    double largestRate() {
        return largestRate;
    }

    /** The first step that took it. */
    long stepOfLargestRate() {
        return stepOfLargestRate;
    }
}
