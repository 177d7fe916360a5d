package dev.glissade.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the value of a key is spelt and bounded.
 *
 * @param description completes "must be …"
 * @param reader the value that is meant, or empty if it is not of this form; bounds are left to {@code bound}
 * @param bound whether a value of this form is allowed
 * @param writer the value as HOCON, which the reader reads back to an equal one
 * @param words the words among which a misspelt one is looked for, and those of later versions
 */
record Form<T>(
        String description,
        Function<ConfigValue, Optional<T>> reader,
        Predicate<T> bound,
        Function<T, String> writer,
        Words words) {

    /**
     * The words of a form.
     *
     * @param known words that are understood
     * @param later words that only a later version understands
     */
    record Words(List<String> known, Set<String> later) {
        static final Words NONE = new Words(List.of(), Set.of());
    }

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d++(\\.\\d*+)?|\\.\\d++)([eE][+-]?\\d++)?");
    private static final Pattern DIGITS = Pattern.compile("[+-]?\\d++");
    private static final Pattern CLASS_NAME =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{M}\\p{N}_$]*+(\\.[\\p{L}_$][\\p{L}\\p{M}\\p{N}_$]*+)++");

    /** A double; decimals and exponents, but neither NaN nor infinities. */
    static Form<Double> number(Range range) {
        return new Form<>(
                ("a number " + range.description()).strip(),
                value -> text(value).flatMap(Form::parseNumber),
                range::contains,
                Form::numberText,
                Words.NONE);
    }

    /** A whole number of 64 bits. */
    static Form<Long> wholeNumber(Range range) {
        return new Form<Long>(
                ("a whole number " + range.description()).strip(),
                value -> text(value).flatMap(Form::parseWholeNumber),
                range::contains,
                number -> Long.toString(number),
                Words.NONE);
    }

    /** A whole number from {@code low} to {@code high}. */
    static Form<Integer> count(int low, int high) {
        return wholeNumber(Range.between(low, high)).map(Math::toIntExact, Integer::longValue);
    }

    /** A text of at least one visible character. */
    static Form<String> text() {
        return new Form<>("a text", Form::text, text -> !text.isBlank(), ConfigUtil::quoteString, Words.NONE);
    }

    /** A path or URL. Logs, messages and files of a run show it, so it holds no login. */
    static Form<String> location() {
        return text().where(text -> !Secrets.holdsLogin(text), "a path or URL with no password in it");
    }

    /** The name of a class as Java's class loaders take it, with its package; whether there is one is not looked at. */
    static Form<String> className() {
        return text().where(
                        name -> CLASS_NAME.matcher(name).matches(),
                        "the name of a class with its package, such as com.example.MyClass");
    }

    /** Yes or no. */
    static Form<Boolean> flag() {
        return new Form<>(
                "true or false",
                value -> text(value).flatMap(Form::parseFlag),
                flag -> true,
                flag -> Boolean.toString(flag),
                Words.NONE);
    }

    /** A length in steps or epochs. */
    static Form<Span> span(Range range) {
        return new Form<>(
                "a length %s in steps or epochs, such as 500 or 30 epochs".formatted(range.description()),
                value -> text(value).flatMap(Span::parse),
                span -> range.contains(span.amount()),
                Span::toString,
                Words.NONE);
    }

    /** One of the constants of an enum, by its word. */
    static <E extends Enum<E> & Word> Form<E> wordOf(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        List<String> words = constants.stream().map(Word::word).toList();
        return new Form<>(
                "one of " + String.join(", ", words),
                value -> text(value).map(words::indexOf).filter(at -> at >= 0).map(constants::get),
                constant -> true,
                Word::word,
                new Words(words, Set.of()));
    }

    /** One of some names. */
    static Form<String> nameOf(List<String> names) {
        return new Form<>(
                "one of " + String.join(", ", names),
                Form::text,
                names::contains,
                ConfigUtil::quoteString,
                new Words(names, Set.of()));
    }

    /** A list of values of a form; a single value is a list of one. */
    static <T> Form<List<T>> listOf(String description, Form<T> element) {
        return new Form<>(
                description,
                value -> elements(value, element.reader),
                list -> list.stream().allMatch(element.bound),
                list -> list.stream().map(element.writer).collect(Collectors.joining(", ", "[", "]")),
                Words.NONE);
    }

    /** The same spelling for another type. */
    <U> Form<U> map(Function<T, U> there, Function<U, T> back) {
        // Bounds come first: only a value within them needs to have a counterpart in the other type.
        return new Form<>(
                description,
                value -> reader.apply(value).filter(bound).map(there),
                value -> bound.test(back.apply(value)),
                value -> writer.apply(back.apply(value)),
                words);
    }

    /** Only the values that satisfy a condition. */
    Form<T> where(Predicate<T> condition, String newDescription) {
        return new Form<>(newDescription, reader, bound.and(condition), writer, words);
    }

    /** One more value, spelt as a word. */
    Form<T> orWord(String word, T meant) {
        return new Form<>(
                word + " or " + description,
                value -> text(value).filter(word::equals).map(same -> meant).or(() -> reader.apply(value)),
                value -> meant.equals(value) || bound.test(value),
                value -> meant.equals(value) ? word : writer.apply(value),
                new Words(append(words.known, word), words.later));
    }

    /** One more value, spelt as a word, that stands for the absence of the others. */
    Form<Optional<T>> orNone(String word) {
        return this.<Optional<T>>map(Optional::of, Optional::orElseThrow).orWord(word, Optional.empty());
    }

    /** May be absent, which is written {@code null}. */
    Form<Optional<T>> optional() {
        Form<Optional<T>> present = map(Optional::of, Optional::orElseThrow);
        return new Form<>(
                description,
                present.reader,
                value -> value.isEmpty() || present.bound.test(value),
                value -> value.isEmpty() ? "null" : present.writer.apply(value),
                words);
    }

    /** Names words that only a later version understands, so that a message can say so. */
    Form<T> later(String... laterWords) {
        Set<String> unknown = Arrays.stream(laterWords)
                .filter(word -> !words.known.contains(word))
                .collect(Collectors.toUnmodifiableSet());
        return new Form<>(description, reader, bound, writer, new Words(words.known, unknown));
    }

    /** The value that is meant, if it is of this form and within its bounds. */
    Optional<T> read(ConfigValue value) {
        return reader.apply(value).filter(bound);
    }

    /** "must be …", and what the value may have been meant to be. */
    String complaintAbout(String shown) {
        String must = "must be " + description;
        if (words.later.contains(shown)) {
            return "%s; %s is not available in this version".formatted(must, shown);
        }
        return Nearest.of(shown, words.known)
                .map(word -> "%s; did you mean %s?".formatted(must, word))
                .orElse(must);
    }

    /** The text of a single value as it was written; empty for lists, objects and null. */
    static Optional<String> text(ConfigValue value) {
        ConfigValueType type = value.valueType();
        boolean single =
                type == ConfigValueType.STRING || type == ConfigValueType.NUMBER || type == ConfigValueType.BOOLEAN;
        // Only a path look-up gives back the digits of a number as they were written.
        return single ? Optional.of(value.atKey("value").getString("value")) : Optional.empty();
    }

    /** A finite number in decimal digits; minus zero is zero. */
    static Optional<Double> parseNumber(String text) {
        String digits = text.strip();
        if (!NUMBER.matcher(digits).matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(digits) + 0.0;
        return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    }

    /** The shortest text that reads back as the same number; whole numbers without a point. */
    static String numberText(double number) {
        boolean whole = Math.abs(number) < 1e15 && Double.compare((double) (long) number, number) == 0;
        return whole ? Long.toString((long) number) : Double.toString(number);
    }

    private static Optional<Long> parseWholeNumber(String text) {
        String digits = text.strip();
        if (DIGITS.matcher(digits).matches()) {
            try {
                return Optional.of(Long.parseLong(digits));
            } catch (NumberFormatException tooLarge) {
                return Optional.empty();
            }
        }
        // 1e6 and 256.0 are whole numbers, too, as far as doubles tell whole numbers apart.
        return parseNumber(digits)
                .filter(number -> number == Math.rint(number) && Math.abs(number) < 0x1p53)
                .map(Double::longValue);
    }

    private static Optional<Boolean> parseFlag(String text) {
        return switch (text.strip()) {
            case "true", "yes", "on" -> Optional.of(true);
            case "false", "no", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static <T> Optional<List<T>> elements(ConfigValue value, Function<ConfigValue, Optional<T>> reader) {
        if (!(value instanceof ConfigList list)) {
            return reader.apply(value).map(List::of);
        }
        List<T> elements = new ArrayList<>(list.size());
        for (ConfigValue each : list) {
            reader.apply(each).ifPresent(elements::add);
        }
        return elements.size() == list.size() ? Optional.of(List.copyOf(elements)) : Optional.empty();
    }

    private static List<String> append(List<String> words, String word) {
        List<String> all = new ArrayList<>(words);
        all.add(word);
        return List.copyOf(all);
    }
}
