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

    /** Whether a signal has begun to end this process, so that Spark and others are being shut down. */
    static boolean interrupted() {
        Thread probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException shuttingDown) {
            return true;
        }
    }
}
