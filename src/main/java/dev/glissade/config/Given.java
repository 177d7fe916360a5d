package dev.glissade.config;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;

/**
 * A value that was given for a key, known or not.
 *
 * @param path the key's whole path
 * @param value the value, never null in HOCON's sense
 * @param place where it was written
 */
record Given(String path, ConfigValue value, Place place) {

    private static final int LONGEST_SHOWN = 80;

    /** The value for a message: as it was written, on one line, not too long. */
    static String shown(ConfigValue value) {
        String text = Form.text(value).orElseGet(() -> value.render(ConfigRenderOptions.concise()));
        return text.isBlank() ? "\"" + oneLine(text) + "\"" : oneLine(text);
    }

    /** The text with every control character as a space, without logins, cut where it gets long. */
    static String oneLine(String text) {
        return oneLine(text, LONGEST_SHOWN);
    }

    static String oneLine(String text, int longest) {
        String line = Secrets.withoutLogins(text).replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ");
        return line.length() <= longest ? line : line.substring(0, longest) + "…";
    }
}
