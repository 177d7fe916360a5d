package dev.glissade.data;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Words for what is wrong with a value; the place is put before them by the driver. */
final class Problem {

    /** Longer values are cut in messages. */
    private static final int SHOWN = 40;

    private Problem() {}

    /** The value in quotes, cut where it is long. */
    static String quote(String value) {
        return '"' + (value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…") + '"';
    }

    /** The text of a part of a line. */
    static String text(byte[] line, int from, int to) {
        return new String(line, from, to - from, StandardCharsets.UTF_8);
    }

    /**
     * Why a text is no finite number.
     *
     * @param subject what should have been a number, such as {@code label} or {@code column "age"}
     */
    static String notFinite(String subject, String text) {
        if (text.isEmpty()) {
            return subject + " is empty";
        }
        return switch (unsigned(text)) {
            case "nan" -> subject + " is NaN";
            case "inf", "infinity" -> subject + " is infinite";
            default ->
                "%s: %s is %s"
                        .formatted(subject, quote(text), isTooLarge(text) ? "too large for a double" : "not a number");
        };
    }

    /** Why a number is not finite. */
    static String notFinite(String subject, double value) {
        return subject + (Double.isNaN(value) ? " is NaN" : " is infinite");
    }

    /** Why a number cannot be kept as a float. */
    static String tooLargeForFloat(String subject, String text) {
        return "%s: %s is too large for data.storage = float32".formatted(subject, quote(text));
    }

    /** Whether a text spells out a number that is not finite, as {@code nan}, {@code -inf} or {@code Infinity}. */
    static boolean spellsNotFinite(String text) {
        String word = unsigned(text);
        return word.equals("nan") || word.equals("inf") || word.equals("infinity");
    }

    private static String unsigned(String text) {
        String word = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        return word.toLowerCase(Locale.ROOT);
    }

    private static boolean isTooLarge(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Double.isInfinite(new DecimalParser().parse(bytes, 0, bytes.length));
    }

    /** A number as a user would write it: {@code -1}, not {@code -1.0}. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
