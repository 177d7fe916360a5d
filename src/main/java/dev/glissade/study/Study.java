package dev.glissade.study;

/** A question about a configuration and its data, answered by measurements. */
interface Study {

    /** What users call it. */
    String name();

    /** What it asks, in a line. */
    String what();

    /**
     * Does whatever work was not done yet, and says what all of it comes to. Nothing but the configuration and the pieces of work may enter
     * the findings.
     */
    Findings on(Desk desk);
}
