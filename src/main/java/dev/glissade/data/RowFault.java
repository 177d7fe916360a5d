package dev.glissade.data;

/** What can be wrong with a row by itself, so that it may be left out. Goes into counts and sentences about them. */
public enum RowFault {
    /** A feature is NaN, infinite, or too large for a double, or for a float where these are kept. */
    NOT_FINITE("notFinite", "with a feature that is NaN or infinite"),
    /** A feature is missing, or no number. */
    NO_NUMBER("noNumber", "with a feature that is missing or no number"),
    /** The label is missing, not finite, no number where numbers are asked for, or none of the model's classes. */
    LABEL("label", "with a bad label"),
    /** The row's weight is missing, no finite number, or negative. */
    WEIGHT("weight", "with a bad weight"),
    /** The line is not what its format asks for: a quote that does not end, a column too few, an index out of order. */
    LINE("line", "in a line that cannot be read");

    private final String field;
    private final String words;

    RowFault(String field, String words) {
        this.field = field;
        this.words = words;
    }

    /** Its name in {@code summary.json}. */
    public String field() {
        return field;
    }

    /** What follows a number of rows in a sentence, such as {@code with a bad label}. */
    public String words() {
        return words;
    }

    /** What is wrong with a feature whose text is no finite number. */
    static RowFault ofFeature(String text, double parsed) {
        return Double.isInfinite(parsed) || Problem.spellsNotFinite(text) ? NOT_FINITE : NO_NUMBER;
    }
}
