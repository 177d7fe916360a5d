package dev.glissade.run;

import dev.glissade.config.UserError;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.stream.Collectors;

/** Makes objects of a user's classes, each named by a configuration or on the command line; no other class is loaded. */
public final class UserClasses {

    private UserClasses() {}

    /**
     * A new object of the named class, which has a constructor without parameters.
     *
     * @param where what names the class, for messages: {@code model.loss}
     * @param name of the class, with its package
     * @param types it has to be one of these
     * @throws UserError if there is no such class, it is of none of the types, or cannot be made
     */
    public static Object make(String where, String name, List<Class<?>> types) {
        Class<?> type = load(where, name);
        if (types.stream().noneMatch(wanted -> wanted.isAssignableFrom(type))) {
            String wanted = types.stream().map(Class::getSimpleName).collect(Collectors.joining(" or "));
            throw new UserError("%s = %s: this class is no %s".formatted(where, name, wanted));
        }
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (InvocationTargetException failed) {
            throw new UserError("%s = %s: its constructor fails: %s".formatted(where, name, failed.getCause()), failed);
        } catch (LinkageError failed) { // its static initialiser, or a class that it needs
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new UserError("%s = %s: the class cannot be used: %s".formatted(where, name, cause), failed);
        } catch (ReflectiveOperationException unusable) {
            throw new UserError(
                    "%s = %s: must be a public class with a public constructor without parameters"
                            .formatted(where, name),
                    unusable);
        }
    }

    /** As above, of one type. */
    public static <T> T make(String where, String name, Class<T> type) {
        return type.cast(make(where, name, List.<Class<?>>of(type)));
    }

    /** Without running any of the class's own code: its type is to be looked at first. */
    private static Class<?> load(String where, String name) {
        try {
            return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | NoClassDefFoundError missing) {
            throw new UserError(
                    "%s = %s: there is no such class (%s); is its jar named by --jars or spark.jars?"
                            .formatted(where, name, missing.getMessage()),
                    missing);
        } catch (LinkageError unreadable) {
            throw new UserError(
                    "%s = %s: the class cannot be loaded: %s".formatted(where, name, unreadable.getMessage()),
                    unreadable);
        }
    }
}
