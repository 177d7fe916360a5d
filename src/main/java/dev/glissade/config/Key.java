package dev.glissade.config;

import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One key of the configuration: its path, what it may hold, what holds without it, and what it means.
 *
 * <p>A key is declared once, as a constant of the record whose component holds its value; see {@link Group}.
 *
 * @param <T> the type of its value; an {@link Optional} for a key that may be absent
 */
public final class Key<T> {

    private final String path;
    private final Form<T> form;
    private final Absence<T> absence;
    private final String meaning;

    /**
     * What holds when the key is not given.
     *
     * @param value the default, or empty for a required key
     * @param text the default in words for the reader; for a required key an example
     */
    private record Absence<T>(Optional<T> value, String text) {}

    private Key(String path, Form<T> form, Absence<T> absence, String meaning) {
        this.path = path;
        this.form = form;
        this.absence = absence;
        this.meaning = meaning;
    }

    /** A key with a default value. */
    static <T> Key<T> withDefault(String path, Form<T> form, T byDefault, String meaning) {
        return new Key<>(
                path, form, new Absence<>(Optional.of(byDefault), form.writer().apply(byDefault)), meaning);
    }

    /**
     * A key that may be absent.
     *
     * @param whenAbsent what holds then, in words
     */
    static <T> Key<Optional<T>> optional(String path, Form<T> form, String whenAbsent, String meaning) {
        return new Key<>(path, form.optional(), new Absence<>(Optional.of(Optional.empty()), whenAbsent), meaning);
    }

    /**
     * A key that must be given.
     *
     * @param example a value that the message suggests
     */
    static <T> Key<T> required(String path, Form<T> form, String example, String meaning) {
        return new Key<>(path, form, new Absence<>(Optional.empty(), example), meaning);
    }

    /** The same key with another form of value. */
    Key<T> withForm(Form<T> other) {
        return new Key<>(path, other, absence, meaning);
    }

    /** The whole path, such as {@code gradient.batch-size}. */
    public String path() {
        return path;
    }

    /** What the value may be, in words: "a whole number of at least 1". */
    public String description() {
        return form.description();
    }

    /** The default, or what holds when the key is absent, in words; empty for a required key. */
    public Optional<String> defaultText() {
        return absence.value().map(value -> absence.text());
    }

    /** What the key decides, with its unit and where it counts from, in one line. */
    public String meaning() {
        return meaning;
    }

    /** The words that it understands, where words are what it understands. */
    public List<String> words() {
        return form.words().known();
    }

    /** The last part of the path. */
    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The default value; empty for a required key. */
    Optional<T> defaultValue() {
        return absence.value();
    }

    /** Whether the value is what holds without the key. */
    boolean isDefault(T value) {
        return absence.value().equals(Optional.of(value));
    }

    /** Fails unless the value is within the key's bounds. */
    void check(T value) {
        Objects.requireNonNull(value, path);
        if (!form.bound().test(value)) {
            throw invalid(value, "must be " + form.description());
        }
    }

    /** The failure that a value of this key does not go with the rest; {@code reason} goes on from "key = value: ". */
    InvalidSettingException invalid(T value, String reason) {
        return new InvalidSettingException(
                path,
                "%s = %s: %s"
                        .formatted(path, Secrets.withoutLogins(form.writer().apply(value)), reason));
    }

    /**
     * Reads the value that was given for this key.
     *
     * @throws InvalidSettingException if it is of another form or outside the bounds
     */
    T read(ConfigValue given) {
        return form.read(given).orElseThrow(() -> {
            String shown = Given.shown(given);
            return new InvalidSettingException(path, "%s = %s: %s".formatted(path, shown, form.complaintAbout(shown)));
        });
    }

    /** "data.train is required: …", for a required key that is not given. */
    InvalidSettingException missing() {
        String text = "%s is required: %s; for example %s = %s".formatted(path, meaning, path, absence.text());
        return new InvalidSettingException(path, text);
    }

    /** A value of this key as HOCON. */
    String write(T value) {
        return form.writer().apply(value);
    }

    @Override
    public String toString() {
        return path;
    }
}
