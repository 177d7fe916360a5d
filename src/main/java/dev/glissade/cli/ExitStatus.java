package dev.glissade.cli;

/** What the process ends with. */
final class ExitStatus {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int DIVERGED = 3;

    /** As shells report SIGINT. The virtual machine ends with it by itself, and with 143 on SIGTERM. */
    static final int INTERRUPTED = 130;

    private ExitStatus() {}

    /**
     * Whether a signal has begun to end this process, so that Spark and others are being shut down.
     *
     * <p>The virtual machine runs its exit in a thread named after the signal, which stays until the end; Spark, where it
     * ends the process for a fatal error in a task, does so in one of its own.
     */
    static boolean interrupted() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().matches("SIG(INT|TERM|HUP) handler"));
    }
}
