package dev.glissade.gradient;

import java.util.Locale;

/** What the time of a run goes into. */
public enum Phase {

    /** Packing what a step sends, and unpacking it. */
    SHIP(0),

    /** What a job takes beyond the work in it: starting tasks, waiting for the last one, bringing results back. */
    SCHEDULE(1),

    /** Working out which rows belong to a batch. */
    SAMPLE(2),

    /** Reading rows and summing what they come to. */
    COMPUTE(3),

    /** Bringing sums together. */
    AGGREGATE(4),

    /** What the driver makes of an answer, or a replica of one of its own. */
    UPDATE(5),

    /** Evaluations: of losses and metrics, without a gradient. */
    EVALUATE(6),

    /** What is done with a state that was reached: it is written down, told, handed over to be saved. */
    RECORD(7);

    private final int place;

    Phase(int place) {
        this.place = place;
    }

    /** Its place in an array that has one for each. */
    int place() {
        return place;
    }

    /** Its name in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a step on one machine would be without it. */
    public boolean isOverhead() {
        return this == SHIP || this == SCHEDULE || this == AGGREGATE;
    }

    /** Whether it is part of a step, and not of what is found out or done behind it. */
    public boolean isOfStep() {
        return this != EVALUATE && this != RECORD;
    }
}
