package dev.glissade.model;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How labels as users write them become the numbers that losses work with, and back.
 *
 * <p>Classes are ordered by value where all of them are numbers, else by their text (by UTF-16 code units, the same in
 * every locale). A number has one name however it was written: {@code 1}, {@code 1.0} and {@code 1e0} are class
 * {@code 1}. The order, and with it the encoding, follows from the set of classes alone.
 */
public final class LabelCoding implements Serializable {

    private static final long serialVersionUID = 1L;

    /** As many as any double needs. */
    private static final int MOST_DIGITS = 17;

    private final LabelKind kind;
    private final String[] classes;
    private final HashMap<String, Integer> numbers = new HashMap<>();

    private LabelCoding(LabelKind kind, String[] classes) {
        this.kind = kind;
        this.classes = classes;
        for (int number = 0; number < classes.length; number++) {
            numbers.put(classes[number], number);
        }
    }

    /** Labels that are numbers to be predicted. */
    public static LabelCoding regression() {
        return new LabelCoding(LabelKind.REGRESSION, new String[0]);
    }

    /**
     * The coding of a set of classes.
     *
     * @param kind {@link LabelKind#BINARY} or {@link LabelKind#MULTICLASS}
     * @param names the classes in any order, each as {@link #className} gives it; repetitions do not matter
     * @throws IllegalArgumentException unless there are two classes (binary), or two or more (multi-class)
     */
    public static LabelCoding classes(LabelKind kind, Collection<String> names) {
        String[] sorted = names.stream().distinct().sorted(order(names)).toArray(String[]::new);
        if (kind == LabelKind.REGRESSION) {
            throw new IllegalArgumentException("a regression has no classes");
        }
        if (sorted.length < 2) {
            throw new IllegalArgumentException("one class only (%s); two or more are needed"
                    .formatted(sorted.length == 0 ? "none found" : sorted[0]));
        }
        if (kind == LabelKind.BINARY && sorted.length != 2) {
            throw new IllegalArgumentException("%d classes (%s, %s, %s%s) where two are needed"
                    .formatted(sorted.length, sorted[0], sorted[1], sorted[2], sorted.length > 3 ? ", …" : ""));
        }
        return new LabelCoding(kind, sorted);
    }

    /** The one name of a class given by a number: {@code "1"} for 1.0, {@code "-0.5"} for -0.5. */
    public static String className(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        // The shortest decimal that reads back as the value. Double.toString does not promise it before JDK 19.
        BigDecimal exact = new BigDecimal(value);
        BigDecimal shortest = exact;
        for (int digits = 1; digits <= MOST_DIGITS; digits++) {
            shortest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (shortest.doubleValue() == value) {
                break;
            }
        }
        return shortest.stripTrailingZeros().toPlainString();
    }

    /** The one name of a class given by text: that of the number if the text is a finite number, else the text. */
    public static String className(String text) {
        Double value = number(text);
        return value == null ? text : className(value);
    }

    private static Comparator<String> order(Collection<String> names) {
        boolean allNumbers = names.stream().allMatch(name -> number(name) != null);
        return allNumbers
                ? Comparator.comparingDouble((String name) -> Double.parseDouble(name))
                : Comparator.naturalOrder();
    }

    private static Double number(String text) {
        String trimmed = text.trim();
        char last = trimmed.isEmpty() ? ' ' : trimmed.charAt(trimmed.length() - 1);
        if (!Character.isDigit(last) && last != '.') {
            return null; // also keeps out "1d" and "1f", which Java would read as numbers
        }
        try {
            double value = Double.parseDouble(trimmed);
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** What the labels stand for. */
    public LabelKind kind() {
        return kind;
    }

    /** Names of the classes in the order of their numbers; empty for a regression. */
    public List<String> classes() {
        return List.of(classes);
    }

    /** Number of classes; 0 for a regression. */
    public int classCount() {
        return classes.length;
    }

    /**
     * The encoded label of a class.
     *
     * @param name as {@link #className} gives it
     * @return empty if there is no such class
     */
    public OptionalDouble encode(String name) {
        Integer number = numbers.get(name);
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(encodeNumber(number));
    }

    /** The encoded label of class {@code number}: -1 or +1 for two classes of a binary coding, else the number. */
    public double encodeNumber(int number) {
        return kind == LabelKind.BINARY ? 2.0 * number - 1.0 : number;
    }

    /** The classes and their numbers in one line, for messages. */
    @Override
    public String toString() {
        return kind == LabelKind.REGRESSION ? "numbers" : "classes " + Arrays.toString(classes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelCoding coding && coding.kind == kind && Arrays.equals(coding.classes, classes);
    }

    @Override
    public int hashCode() {
        return 31 * kind.name().hashCode() + Arrays.hashCode(classes);
    }

    /** The number of each class by name, for encoding many labels. */
    public Map<String, Integer> numbers() {
        return Map.copyOf(numbers);
    }
}
