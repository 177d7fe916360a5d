package dev.glissade.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One line about an error that is nobody's input. */
final class Failures {

    private static final List<String> JAVA = List.of("java.", "javax.", "jdk.", "sun.");

    private static final List<String> LIBRARIES = List.of(
            "dev.glissade.",
            "org.apache.",
            "scala.",
            "breeze.",
            "picocli.",
            "org.json4s.",
            "com.typesafe.",
            "com.fasterxml.",
            "com.esotericsoftware.",
            "com.google.",
            "com.github.",
            "io.netty.",
            "net.jpountz.",
            "org.knowm.");

    private Failures() {}

    /** The innermost cause that has something to say, in one line. */
    static String describe(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String name = cause.getClass().getSimpleName();
        String message = cause.getMessage() == null
                ? ""
                : cause.getMessage().lines().findFirst().orElse("");
        String what = message.isBlank() ? name : "%s: %s".formatted(name, message);
        return usersPlace(cause).map(place -> what + " in " + place).orElse(what);
    }

    /** Where it was thrown, if that is in a class that the user brought along: the first frame that is not Java's own. */
    private static Optional<StackTraceElement> usersPlace(Throwable cause) {
        return Arrays.stream(cause.getStackTrace())
                .filter(frame -> !comesFrom(frame, JAVA))
                .findFirst()
                .filter(frame -> !comesFrom(frame, LIBRARIES));
    }

    private static boolean comesFrom(StackTraceElement frame, List<String> packages) {
        return packages.stream().anyMatch(frame.getClassName()::startsWith);
    }
}
