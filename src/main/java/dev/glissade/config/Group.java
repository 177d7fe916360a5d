package dev.glissade.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The keys of one group, bound to the record that holds their values.
 *
 * <p>The component {@code batchSize} of a record belongs to its constant {@code BATCH_SIZE} and to the key
 * {@code batch-size}: a key that is declared is thereby read, defaulted, checked and written, with nothing to forget.
 *
 * @param <R> the record
 */
final class Group<R extends Record> {

    private final Class<R> type;
    private final List<Key<?>> keys;

    private Group(Class<R> type, List<Key<?>> keys) {
        this.type = type;
        this.keys = List.copyOf(keys);
    }

    /** The group of a record whose components all have a constant of type {@link Key}. */
    static <R extends Record> Group<R> of(Class<R> type) {
        List<Key<?>> keys = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            keys.add(keyOf(type, component.getName()));
        }
        return new Group<>(type, keys);
    }

    /** The same group with one key in place of the one of the same path. */
    Group<R> with(Key<?> replacement) {
        List<Key<?>> replaced = new ArrayList<>(keys);
        replaced.replaceAll(key -> key.path().equals(replacement.path()) ? replacement : key);
        return new Group<>(type, replaced);
    }

    List<Key<?>> keys() {
        return keys;
    }

    /** The record without any key given; only for groups that require none. */
    R defaults() {
        return read(Givens.NONE);
    }

    /** @throws InvalidSettingException if a value is missing, of another form, out of bounds or at odds with another */
    R read(Givens givens) {
        return make(keys.stream().map(key -> (Object) valueOf(key, givens)).toArray());
    }

    /** Every key with its value as it is written. */
    Map<Key<?>, String> values(R settings) {
        Map<Key<?>, String> values = new LinkedHashMap<>();
        RecordComponent[] components = type.getRecordComponents();
        for (int at = 0; at < components.length; at++) {
            values.put(keys.get(at), render(keys.get(at), components[at], settings));
        }
        return values;
    }

    private static <T> T valueOf(Key<T> key, Givens givens) {
        return givens.find(key.path())
                .map(given -> key.read(given.value()))
                .or(key::defaultValue)
                .orElseThrow(key::missing);
    }

    private R make(Object[] values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidSettingException invalid) {
                throw invalid;
            }
            throw new IllegalStateException(type + " cannot be made", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " needs a constructor that this package can call", e);
        }
    }

    // The component's type is the key's: both were bound by name, and a test makes every record from its defaults.
    @SuppressWarnings("unchecked")
    private static <T> String render(Key<T> key, RecordComponent component, Record settings) {
        try {
            Method accessor = component.getAccessor();
            return key.write((T) accessor.invoke(settings));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private static Key<?> keyOf(Class<?> type, String component) {
        String constant = separated(component, '_').toUpperCase(Locale.ROOT);
        String name = separated(component, '-');
        try {
            Key<?> key = (Key<?>) type.getDeclaredField(constant).get(null);
            if (!key.name().equals(name)) {
                throw new IllegalStateException("%s.%s is the key %s".formatted(type.getName(), constant, key));
            }
            return key;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("%s needs a key %s for %s".formatted(type, constant, component), e);
        }
    }

    /** {@code batchSize} as {@code batch-size}. */
    private static String separated(String camelCase, char separator) {
        return camelCase
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", String.valueOf(separator))
                .toLowerCase(Locale.ROOT);
    }
}
