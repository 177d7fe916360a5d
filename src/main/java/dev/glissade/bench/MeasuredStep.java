package dev.glissade.bench;

import java.util.List;

/**
 * A step that was measured.
 *
 * @param name in words
 * @param shape what it had to do, and where
 * @param rounds seconds of a step, one a round
 */
public record MeasuredStep(String name, StepShape shape, List<Double> rounds) {

    public MeasuredStep {
        rounds = List.copyOf(rounds);
    }

    /** The median. */
    double seconds() {
        return Spread.of(rounds).median();
    }
}
