package dev.glissade.cli;

import dev.glissade.run.RunSummary;
import dev.glissade.run.TrainingRun;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.service.launcher.IrqHandler;

/**
 * Ends this process on SIGINT and SIGTERM: a run in training gets the time to save its last state. A second signal ends it
 * at once.
 */
final class Ending {

    /** How long a run may take to end by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long the saving of its last state may take otherwise. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(3);

    /** Whatever happens, the process takes less than ten seconds to end. */
    private static final Duration IN_ALL = Duration.ofSeconds(9);

    private static final long BETWEEN_TRIES = 200;

    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Optional<TrainingRun> run = Optional.empty();
    private volatile String options = "";

    /** For a process of its own: takes over the signals. */
    static Ending ofSignals() {
        Ending ending = new Ending();
        for (String signal : new String[] {IrqHandler.CONTROL_C, IrqHandler.SIGTERM}) {
            try {
                new IrqHandler(signal, data -> ending.begin()).bind();
            } catch (IllegalArgumentException notToBeHad) {
                return ending; // the virtual machine was told to leave signals alone
            }
        }
        return ending;
    }

    /**
     * Runs to the end, from now on the one that signals end.
     *
     * @param launch what the run goes on with, if it is ended
     */
    RunSummary ended(TrainingRun training, Launch launch) throws IOException {
        options = launch.options();
        run = Optional.of(training);
        try {
            return training.execute();
        } finally {
            run = Optional.empty();
            ended.countDown();
        }
    }

    /** What goes behind the command by which the run goes on. */
    String options() {
        return options;
    }

    /** Whether a signal has come. */
    boolean hasBegun() {
        return begun.get();
    }

    private void begin() {
        if (!begun.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
        }
        Thread thread = new Thread(this::end, "interruption");
        thread.setDaemon(true);
        thread.start();
    }

    private void end() {
        Optional<TrainingRun> now = run;
        if (now.isEmpty()) {
            System.err.println("glissade: interrupted");
            Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
        }
        try {
            end(now.get());
        } finally {
            Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
        }
    }

    private void end(TrainingRun training) {
        long end = System.nanoTime() + IN_ALL.toNanos();
        if (endsByItself(training)) {
            leave(end - System.nanoTime());
        } else {
            System.err.println("glissade: " + training.saveNow(LAST_PATIENCE) + options);
        }
    }

    /** Jobs are cancelled again and again: the run may begin another before it looks. */
    private boolean endsByItself(TrainingRun training) {
        try {
            for (long waited = 0; waited < PATIENCE.toMillis(); waited += BETWEEN_TRIES) {
                training.interrupt();
                if (ended.await(BETWEEN_TRIES, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** The process is about to end with its status. */
    private static void leave(long nanoseconds) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanoseconds);
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }
}
