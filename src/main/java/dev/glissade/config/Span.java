package dev.glissade.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of training, in steps or in epochs: {@code 500}, {@code 500 steps}, {@code 30 epochs}, {@code 0.5 epochs}.
 *
 * <p>A step is one update of the parameters; an epoch is as many visited rows as the training set has.
 *
 * @param amount how many, finite and not negative; whole for steps, any fraction for epochs
 * @param unit what is counted
 */
public record Span(double amount, Unit unit) {

    /** What a length counts. */
    public enum Unit implements Word {
        /** Updates of the parameters. */
        STEPS,
        /** Passes over the training set. */
        EPOCHS
    }

    /** Doubles hold every whole number up to here. */
    private static final double LARGEST_STEPS = 0x1p53;

    private static final Pattern TEXT = Pattern.compile("(\\S+?)\\s*(?:(steps?)|(epochs?))?");

    /** @throws IllegalArgumentException if the amount is negative, not finite, or a fraction of a step */
    public Span {
        if (!isLength(amount, unit)) {
            throw new IllegalArgumentException("a length cannot be " + amount + " " + unit.word());
        }
    }

    /** A length in updates. */
    public static Span steps(long steps) {
        return new Span(steps, Unit.STEPS);
    }

    /** A length in passes over the training set. */
    public static Span epochs(double epochs) {
        return new Span(epochs, Unit.EPOCHS);
    }

    /** Reads {@code 500}, {@code 500 steps} or {@code 30 epochs}; empty if the text is none of these. */
    public static Optional<Span> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Unit unit = matcher.group(3) == null ? Unit.STEPS : Unit.EPOCHS;
        return Form.parseNumber(matcher.group(1))
                .filter(amount -> isLength(amount, unit))
                .map(amount -> new Span(amount, unit));
    }

    private static boolean isLength(double amount, Unit unit) {
        boolean fits = unit == Unit.STEPS
                ? amount <= LARGEST_STEPS && amount == Math.rint(amount)
                : amount <= Double.MAX_VALUE;
        return amount >= 0 && fits;
    }

    /** Whether this is no length at all. */
    public boolean isZero() {
        return amount == 0;
    }

    /** As a configuration spells it: {@code 500} or {@code 30 epochs}. */
    @Override
    public String toString() {
        return unit == Unit.STEPS ? Form.numberText(amount) : Form.numberText(amount) + " " + unit.word();
    }
}
