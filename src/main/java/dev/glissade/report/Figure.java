package dev.glissade.report;

import java.util.regex.Pattern;

/** Something to be drawn, twice: as a picture of its own, and as an interactive chart of a report. */
public sealed interface Figure permits Chart, Field {

    /** Names its picture: letters, digits, dots and hyphens. */
    String id();

    /** What is shown. */
    String title();

    /** One or two sentences: what is seen, and how to read it. */
    String caption();

    /** Whether there is nothing that could be drawn. */
    boolean isEmpty();

    /** What stands in the place of a drawing of nothing. */
    String NOTHING = "nothing to show";

    /** @throws IllegalArgumentException if this cannot be the name of a file everywhere */
    static String requireId(String id) {
        if (!Pattern.matches("[A-Za-z0-9][A-Za-z0-9.-]*", id)) {
            throw new IllegalArgumentException("id = %s: must be letters, digits, dots and hyphens".formatted(id));
        }
        return id;
    }
}
