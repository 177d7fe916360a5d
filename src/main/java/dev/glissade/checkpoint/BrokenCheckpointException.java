package dev.glissade.checkpoint;

import java.io.IOException;

/** A file is no whole checkpoint; the message says what is wrong with it. */
final class BrokenCheckpointException extends IOException {

    private static final long serialVersionUID = 1L;

    BrokenCheckpointException(String message) {
        super(message);
    }

    BrokenCheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
