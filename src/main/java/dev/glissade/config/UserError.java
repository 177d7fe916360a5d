package dev.glissade.config;

/**
 * Something a user can mend: a wrong command line, configuration, file or value.
 *
 * <p>The message is one line that names the file or key, the place, the value and what was expected. The command line
 * prints it without a stack trace and ends with status 2.
 */
public final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message one line, complete in itself */
    public UserError(String message) {
        super(message);
    }

    /**
     * @param message one line, complete in itself
     * @param cause what went wrong underneath, shown with {@code --stacktrace} only
     */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
