package dev.glissade.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The word that was chosen for one key, on which it depends which other keys are of use.
 *
 * @param key the key that chooses
 * @param chosen the word that it has
 */
record Choice<E extends Enum<E> & Word>(Key<E> key, E chosen) {

    /**
     * Fails if another key is given although nothing uses it.
     *
     * @param users the words that use the other key
     */
    <T> void only(Set<E> users, Key<T> other, T value) {
        if (!users.contains(chosen) && !other.isDefault(value)) {
            throw other.invalid(
                    value,
                    "only %s = %s uses it, and the %s is %s".formatted(key, listed(users), key.name(), chosen.word()));
        }
    }

    /**
     * Fails if another key is not given although the chosen word needs it.
     *
     * @param users the words that need the other key
     * @param example a value of the other key that the message suggests
     */
    <T> void needs(Set<E> users, Key<T> other, T value, String example) {
        if (users.contains(chosen) && other.isDefault(value)) {
            throw key.invalid(
                    chosen, "needs %s, %s, for example %s = %s".formatted(other, other.description(), other, example));
        }
    }

    /** Fails unless another key is given exactly where it is used. */
    <T> void exactly(Set<E> users, Key<T> other, T value, String example) {
        only(users, other, value);
        needs(users, other, value, example);
    }

    /**
     * The value of another key: as given, else its default for the chosen word; empty if that word does not use it.
     *
     * @param defaults the words that use the other key, with what holds unless it is given
     * @throws InvalidSettingException if it is given although nothing uses it
     */
    <T> Optional<T> filledIn(Map<E, T> defaults, Key<Optional<T>> other, Optional<T> value) {
        only(defaults.keySet(), other, value);
        return value.or(() -> Optional.ofNullable(defaults.get(chosen)));
    }

    /** "momentum or nesterov", in the order of their declaration. */
    private static <E extends Enum<E> & Word> String listed(Set<E> words) {
        String all = words.stream().sorted().map(Word::word).collect(Collectors.joining(", "));
        int last = all.lastIndexOf(", ");
        return last < 0 ? all : all.substring(0, last) + " or " + all.substring(last + 2);
    }
}
