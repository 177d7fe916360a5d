package dev.glissade.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** This program's version, as the build recorded it. */
public final class Version {

    private static final String FILE = "/dev/glissade/build.properties";

    private Version() {}

    /** For example {@code 0.1.0}. */
    public static String current() {
        try (InputStream in = Version.class.getResourceAsStream(FILE)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + FILE, failed);
        }
    }
}
