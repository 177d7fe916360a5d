package dev.glissade.config;

/** How much of the last step's movement goes on into the next. */
public sealed interface Momentum {

    /** The factor (t − 1)/(t + 2) at step t = 1, 2, …, for Nesterov's method. */
    Momentum INCREASING = new Increasing();

    /** The same factor at every step. */
    static Momentum constant(double factor) {
        return new Constant(factor);
    }

    /**
     * The same factor at every step.
     *
     * @param factor at least 0 and below 1
     */
    record Constant(double factor) implements Momentum {}

    /** The factor (t − 1)/(t + 2) at step t = 1, 2, …. */
    record Increasing() implements Momentum {}
}
