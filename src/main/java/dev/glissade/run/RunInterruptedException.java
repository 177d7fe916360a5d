package dev.glissade.run;

/** A run was ended from outside before its time; the message says where it stands, and how it goes on. */
public final class RunInterruptedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunInterruptedException(String message) {
        super(message);
    }
}
