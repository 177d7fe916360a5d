package dev.glissade.config;

/**
 * A setting outside its bounds, or one that does not go with the others.
 *
 * <p>Thrown when a record of settings is made from Java. {@link ConfigurationLoader} turns it into a {@link UserError}
 * that also names the file and line.
 */
public final class InvalidSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String key;

    /**
     * @param key the whole path of the key to mend, such as {@code gradient.batch-size}
     * @param message one line that names key, value and what was expected
     */
    InvalidSettingException(String key, String message) {
        super(message);
        this.key = key;
    }

    /** The whole path of the key to mend. */
    public String key() {
        return key;
    }
}
