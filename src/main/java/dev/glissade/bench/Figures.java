package dev.glissade.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as the tables show them: three digits that count, no exponents. */
final class Figures {

    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

    private Figures() {}

    static String text(double number) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        BigDecimal rounded = new BigDecimal(number).round(THREE_DIGITS);
        int scale = rounded.scale() + THREE_DIGITS.getPrecision() - rounded.precision();
        return rounded.setScale(Math.max(0, scale)).toPlainString();
    }

    /** "1.17 [1.12 – 1.25]". */
    static String text(Spread spread) {
        return spread.least() == spread.greatest()
                ? text(spread.median())
                : "%s [%s – %s]".formatted(text(spread.median()), text(spread.least()), text(spread.greatest()));
    }

    /** With the digits that it was given by, and no more. */
    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** A small number as it is written, 1e-4 say. */
    static String scientific(double number) {
        return Double.toString(number).replace(".0E", "E").replace('E', 'e');
    }
}
