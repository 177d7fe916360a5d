package dev.glissade.cli;

/** One line about an error that is nobody's input. */
final class Failures {

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
        return message.isBlank() ? name : "%s: %s".formatted(name, message);
    }
}
