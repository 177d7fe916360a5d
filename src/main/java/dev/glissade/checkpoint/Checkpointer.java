package dev.glissade.checkpoint;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes checkpoints beside the training, in a thread of its own: states never change, so the run goes on meanwhile. If the
 * next comes before the last is written, the newest of those that wait is the one that is written then.
 */
public final class Checkpointer implements AutoCloseable {

    private static final Duration FOREVER = Duration.ofDays(1000);

    private final Checkpoints checkpoints;
    private final Consumer<String> warnings;
    private final Thread thread;
    private Checkpoint waiting;
    private boolean writing;
    private OptionalLong written = OptionalLong.empty();
    private boolean closed;

    /**
     * @param warnings is told of each that cannot be written; the run goes on without it
     */
    public Checkpointer(Checkpoints checkpoints, Consumer<String> warnings) {
        this.checkpoints = checkpoints;
        this.warnings = warnings;
        this.thread = new Thread(this::work, "checkpoints");
        thread.setDaemon(true);
        thread.start();
    }

    /** Has one written soon. */
    public synchronized void save(Checkpoint checkpoint) {
        waiting = checkpoint;
        notifyAll();
    }

    /** Waits until all that was to be written is; tells whether that came about in time. */
    public synchronized boolean flush(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        for (long left = patience.toNanos(); isBusy() && left > 0; left = end - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !isBusy();
    }

    private boolean isBusy() {
        return waiting != null || writing;
    }

    private void work() {
        for (Checkpoint next = next(); next != null; next = next()) {
            try {
                checkpoints.add(next);
                wrote(next.point().state().step());
            } catch (IOException | RuntimeException | Error failed) {
                // of memory, say; whoever waits for this thread must not wait for ever
                warnings.accept("no checkpoint of step %d could be written in %s: %s"
                        .formatted(next.point().state().step(), checkpoints.directory(), reason(failed)));
            } finally {
                done();
            }
        }
    }

    private static String reason(Throwable failed) {
        return failed instanceof IOException ? failed.getMessage() : failed.toString();
    }

    private synchronized Checkpoint next() {
        while (waiting == null && !closed) {
            try {
                wait();
            } catch (InterruptedException nobodyDoes) {
                closed = true;
            }
        }
        Checkpoint next = waiting;
        waiting = null;
        writing = next != null;
        return next;
    }

    private synchronized void wrote(long step) {
        written = OptionalLong.of(step);
    }

    /** The step of the last one that was written; empty if none was yet. */
    public synchronized OptionalLong written() {
        return written;
    }

    private synchronized void done() {
        writing = false;
        notifyAll();
    }

    @Override
    public void close() {
        flush(FOREVER);
        synchronized (this) {
            closed = true;
            notifyAll();
        }
    }
}
