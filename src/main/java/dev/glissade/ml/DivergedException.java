package dev.glissade.ml;

/** A training diverged, so that there is no model. The message is one line: where, and the likeliest cause. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DivergedException(String message) {
        super(message);
    }
}
