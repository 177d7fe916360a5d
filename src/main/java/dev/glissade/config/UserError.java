package dev.glissade.config;

/**
 * Something a user can mend: a wrong command line, configuration, file or value.
 *
 * <p>The message is one line that names the file or key, the place, the value and what was expected. The command line
 * prints it without a stack trace and ends with status 2.
 */
public final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 2000;

    /** @param message one line, complete in itself; what it quotes may hold anything */
    public UserError(String message) {
        super(oneLine(message));
    }

    /**
     * @param message one line, complete in itself; what it quotes may hold anything
     * @param cause what went wrong underneath, shown with {@code --stacktrace} only
     */
    public UserError(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** The text with each line break and control character as a space, cut where it is longer than anyone reads. */
    public static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9F}\\x{2028}\\x{2029}]", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
