package dev.glissade.checkpoint;

import java.io.IOException;

/** A checkpoint is whole, but of a format that came after this version. */
public final class UnknownFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    UnknownFormatException(int format, int known) {
        super("of format %d, and this version reads up to %d".formatted(format, known));
    }

    UnknownFormatException(String place, UnknownFormatException cause) {
        super("%s: %s".formatted(place, cause.getMessage()), cause);
    }
}
