package dev.glissade.cli;

/** What the process ends with; 130, interrupted, is the virtual machine's own. */
final class ExitStatus {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int DIVERGED = 3;

    private ExitStatus() {}
}
