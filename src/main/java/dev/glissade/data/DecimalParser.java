package dev.glissade.data;

import java.nio.charset.StandardCharsets;

/**
 * Reads plain decimal numbers from bytes: {@code [+-] digits [. digits] [e [+-] digits]}, correctly rounded.
 *
 * <p>Nothing else is a number here: no hexadecimal, no {@code 1d} or {@code 1f}, no {@code NaN} or {@code inf}, all of
 * which {@link Double#parseDouble} would take. An instance belongs to one thread.
 */
final class DecimalParser {

    /** Digits that a long surely holds. */
    private static final int MAX_DIGITS = 18;

    /** Whole numbers up to here are doubles, exactly. */
    private static final long MAX_EXACT = 1L << 53;

    /** Powers of ten that are doubles, exactly. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** An exponent is not counted on beyond this: such a number is 0 or infinite however many digits it has. */
    private static final int EXPONENT_CAP = 100_000_000;

    private int position;
    private long digits;
    private int significant;
    private int read;

    /**
     * The number that {@code text[from, to)} is.
     *
     * @return NaN if it is no plain decimal number, an infinity if it is too large for a double
     */
    double parse(byte[] text, int from, int to) {
        position = from;
        digits = 0;
        significant = 0;
        read = 0;
        boolean negative = skipSign(text, to);
        readDigits(text, to);
        int fraction = 0;
        if (position < to && text[position] == '.') {
            position++;
            int whole = read;
            readDigits(text, to);
            fraction = read - whole;
        }
        if (read == 0) {
            return Double.NaN;
        }
        int exponent = 0;
        if (position < to && (text[position] == 'e' || text[position] == 'E')) {
            exponent = readExponent(text, to);
        }
        if (position != to) {
            return Double.NaN;
        }
        int scale = exponent - fraction;
        if (significant > MAX_DIGITS || digits > MAX_EXACT || Math.abs(scale) >= POWERS.length) {
            return Double.parseDouble(new String(text, from, to - from, StandardCharsets.US_ASCII));
        }
        // One rounding of two exact operands: the nearest double (Clinger 1990).
        double magnitude = scale < 0 ? digits / POWERS[-scale] : digits * POWERS[scale];
        return negative ? -magnitude : magnitude;
    }

    private boolean skipSign(byte[] text, int to) {
        if (position < to && (text[position] == '-' || text[position] == '+')) {
            return text[position++] == '-';
        }
        return false;
    }

    private void readDigits(byte[] text, int to) {
        int at = position;
        long number = digits;
        int kept = significant;
        while (at < to) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            if (kept < MAX_DIGITS) {
                number = number * 10 + digit;
            }
            if (number != 0) {
                kept++;
            }
            at++;
        }
        read += at - position;
        position = at;
        digits = number;
        significant = kept;
    }

    /** Reads {@code e [+-] digits}; stays on the {@code e} if there are no digits. */
    private int readExponent(byte[] text, int to) {
        int mark = position++;
        boolean negative = skipSign(text, to);
        int first = position;
        int exponent = 0;
        while (position < to && text[position] >= '0' && text[position] <= '9') {
            exponent = Math.min(EXPONENT_CAP, exponent * 10 + text[position] - '0');
            position++;
        }
        if (position == first) {
            position = mark;
        }
        return negative ? -exponent : exponent;
    }
}
