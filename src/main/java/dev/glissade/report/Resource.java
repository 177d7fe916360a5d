package dev.glissade.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What comes along beside the classes and goes into each report. */
final class Resource {

    /** Plotly for charts in the plane. */
    static final String CARTESIAN = "plotly-cartesian.min.js";

    /** Plotly for surfaces. */
    static final String SURFACES = "plotly-gl3d.min.js";

    private Resource() {}

    static byte[] bytes(String name) {
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("there is no %s beside the classes".formatted(name));
            }
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }
}
