package dev.glissade.run;

/** Another process goes on with a run. */
final class TakenOverException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TakenOverException(String message) {
        super(message);
    }
}
